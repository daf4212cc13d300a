"""What pages show of articles and issues: cards, of values alone."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from journal.models import Article, Correction, Issue
from journal.models.article import joined
from members.models import Member
from ui.cards import Card
from ui.covers import Cover

type Told = tuple[tuple[datetime.date, str], ...]
"""What was corrected, each with its day, the oldest first."""


@dataclass(frozen=True)
class Signature:
    """Who signs a text."""

    short_name: str
    address: str
    """Where her or his page is, if there is one."""
    photo_url: str
    initials: str
    tint: int


@dataclass(frozen=True)
class Titled:
    """A piece as a link."""

    title: str
    address: str


@dataclass(frozen=True)
class Suggested(Titled):
    """One that may be read next."""

    issue: str
    names: tuple[str, ...]

    @property
    def byline(self) -> str:
        return joined(self.names)


@dataclass(frozen=True)
class Entry(Card):
    """An article in a table of contents."""

    template: ClassVar[str] = "journal/_entry.html"
    name: ClassVar[str] = "entry"

    rank: int
    title: str
    address: str
    section: str
    """Empty where it is named above."""
    standfirst: str
    names: tuple[str, ...]
    minutes: int

    @property
    def byline(self) -> str:
        return joined(self.names)


@dataclass(frozen=True)
class Shelved(Card):
    """An issue on a shelf: its cover, which leads to it."""

    template: ClassVar[str] = "journal/_shelved.html"
    name: ClassVar[str] = "issue"

    label: str
    season: str
    headline: str
    address: str
    cover: Cover


@dataclass(frozen=True)
class Task(Card):
    """A text in its column, and its next step as far as the reader may take it."""

    template: ClassVar[str] = "journal/_card.html"
    name: ClassVar[str] = "task"

    pk: int
    title: str
    section: str
    words: int
    state: Article.State
    column: str
    face: Signature | None
    """Who signs first."""
    names: tuple[str, ...]
    awaits_me: bool
    may_be_kept: bool
    may_be_submitted: bool
    may_be_reviewed: bool

    is_published: ClassVar[bool] = False

    @property
    def get_state_display(self) -> str:
        return str(self.state.label)

    @property
    def shows_state(self) -> bool:
        """Whether the column does not say it."""
        return self.column == "idee" or self.state == Article.State.CHANGES_REQUESTED

    @property
    def byline(self) -> str:
        return joined(self.names)


def signature_of(person: Member) -> Signature:
    address = person.get_absolute_url() if person.is_active else ""
    return Signature(person.short_name, address, person.photo_url, person.initials, person.tint)


def suggested(article: Article, people: Sequence[Member]) -> Suggested:
    names = tuple(person.short_name for person in people)
    return Suggested(article.title, article.get_absolute_url(), str(article.issue), names)


def entry_of(article: Article, rank: int, names: tuple[str, ...], *, in_feature: bool = False) -> Entry:
    return Entry(
        rank=rank,
        title=article.title,
        address=article.get_absolute_url(),
        section=article.section.name if article.section and not in_feature else "",
        standfirst=article.standfirst,
        names=names,
        minutes=article.reading_minutes,
    )


def shelved(issue: Issue) -> Shelved:
    return Shelved(issue.label, issue.season_label, issue.headline, issue.get_absolute_url(), Cover.of(issue))


def told(corrections: list[Correction]) -> Told:
    return tuple((correction.day, correction.text) for correction in corrections)


def task_of(article: Any, people: Sequence[Member], member: Member, *, has_issue: bool) -> Task:
    """``article`` with its ``column`` and ``awaits_me``, as ``board`` leaves it, and the ``people`` who sign it.

    ``has_issue``: the board is of one.
    """
    is_idea, is_written = article.column == "idee", article.column == "ecrit"
    return Task(
        pk=article.pk,
        title=article.title,
        section=article.section.name if article.section else "",
        words=article.words,
        state=Article.State(article.state),
        column=article.column,
        face=signature_of(people[0]) if people else None,
        names=tuple(person.short_name for person in people),
        awaits_me=article.awaits_me,
        may_be_kept=is_idea and has_issue and member.has_perm("journal.change_issue"),
        may_be_submitted=is_written and member.has_perm("journal.change_article"),
        may_be_reviewed=article.state == Article.State.SUBMITTED and member.has_perm("journal.review_article"),
    )
