"""The page of an issue, and the front of the Journal, as readers see them: cards, of values alone."""

import datetime
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse

from journal import reading
from journal.lines import Entry, Shelved, Told, entry_of, shelved, told
from journal.models import Article, Issue, Section
from members.models import Member
from ui.cards import Card, LongCard
from ui.covers import Cover


@dataclass(frozen=True)
class Group:
    """A run of the table of contents: the articles of one feature, or those of the other sections."""

    feature: str
    """Its name; empty for the others."""
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class IssuePage(LongCard):
    """An issue: its cover, its editorial, its table of contents, the issues before it."""

    template: ClassVar[str] = "journal/_issue.html"
    name: ClassVar[str] = "page"

    desk: str
    """Where it is prepared, until it has appeared."""
    issue: str
    label: str
    season: str
    published_on: datetime.date | None
    headline: str
    standfirst: str
    cover: Cover
    editorial: str
    signature: str
    corrections: Told
    groups: tuple[Group, ...]
    minutes: int
    previous: tuple[Shelved, ...]

    @property
    def article_count(self) -> int:
        return sum(len(group.entries) for group in self.groups)

    @property
    def first_article(self) -> Entry | None:
        return next((entry for group in self.groups for entry in group.entries), None)


@dataclass(frozen=True)
class Front(Card):
    """The last issue, as the Journal opens."""

    template: ClassVar[str] = "journal/_front.html"
    name: ClassVar[str] = "issue"

    label: str
    season: str
    published_on: datetime.date | None
    headline: str
    standfirst: str
    address: str
    cover: Cover
    entries: tuple[Entry, ...]


def page_of(issue: Issue, member: Member) -> IssuePage:
    """The page of ``issue``, of what ``member`` may see; before publication it is its preview."""
    articles = reading.contents(member, issue)
    editor = issue.editorial_author
    return IssuePage(
        desk="" if issue.is_published else reverse("journal:issue_edit", args=[issue.number]),
        issue=str(issue),
        label=issue.label,
        season=issue.season_label,
        published_on=issue.published_on,
        headline=issue.headline,
        standfirst=issue.standfirst,
        cover=Cover.of(issue),
        editorial=issue.editorial,
        signature=editor.short_name if editor else "",
        corrections=told(reading.CORRECTIONS_OF_ISSUE(issue.pk)),
        groups=tuple(groups_of(articles)),
        minutes=sum(article.reading_minutes for article in articles),
        previous=tuple(shelved(before) for before in reading.published_before(member, issue.number)),
    )


def front_of(issue: Issue, member: Member) -> Front:
    """What the Journal opens on: the last issue with its titles."""
    articles = reading.contents(member, issue)
    return Front(
        label=issue.label,
        season=issue.season_label,
        published_on=issue.published_on,
        headline=issue.headline,
        standfirst=issue.standfirst,
        address=issue.get_absolute_url(),
        cover=Cover.of(issue),
        entries=tuple(entry_of(article, rank, ()) for rank, article in enumerate(articles, 1)),
    )


def groups_of(articles: Sequence[Article]) -> Iterator[Group]:
    """The table of contents in its order, cut where a feature begins or ends."""
    names = reading.bylines(articles)

    def feature(ranked: tuple[int, Article]) -> Section | None:
        section = ranked[1].section
        return section if section and section.is_feature else None

    for section, run in itertools.groupby(enumerate(articles, 1), feature):
        entries = (entry_of(article, rank, names[article.pk], in_feature=bool(section)) for rank, article in run)
        yield Group(section.name if section else "", tuple(entries))
