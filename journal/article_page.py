"""An article as readers see it: a card, of values alone."""

import datetime
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse

from journal import reading
from journal.lines import Signature, Suggested, Titled, Told, signature_of, suggested, told
from journal.models import Article, Issue, Picture
from journal.parts import Figure, Part, opens_large, parts
from journal.suggestions import also_read
from members.models import Member
from ui.cards import LongCard


@dataclass(frozen=True)
class ArticlePage(LongCard):
    """A text with its pictures, who signs it, what was corrected, and what may be read next."""

    template: ClassVar[str] = "journal/_article.html"
    name: ClassVar[str] = "page"

    desk: str
    """Where it is written, until it has appeared."""
    issue: str
    season: str
    published_on: datetime.date | None
    section: str
    title: str
    standfirst: str
    signatures: tuple[Signature, ...]
    minutes: int
    body: str
    figures: tuple[Figure, ...]
    corrections: Told
    before: Titled | None
    after: Titled | None
    also: tuple[Suggested, ...]
    size: str
    """What asks for larger letters in an address; empty for the usual ones."""
    usual: str
    """Where the same text stands in the usual size."""

    @property
    def parts(self) -> list[Part]:
        return parts(self.body, self.figures)

    @property
    def opens_large(self) -> bool:
        return opens_large(self.body)

    @property
    def corrected_on(self) -> datetime.date | None:
        """The last time."""
        return self.corrections[-1][0] if self.corrections else None


def page_of(article: Article, member: Member, *, size: str, usual: str) -> ArticlePage:
    """The page of ``article`` for ``member``; before publication it is its preview."""
    issue = article.issue
    before, after = neighbours(article, member)
    also = also_read(article, member)
    people = reading.people([article, *also])
    return ArticlePage(
        desk="" if article.is_published else article.get_desk_url(),
        issue=str(issue) if issue else "",
        season=issue.season_label if issue else "",
        published_on=issue.published_on if issue else None,
        section=article.section.name if article.section else "",
        title=article.title,
        standfirst=article.standfirst,
        signatures=tuple(signature_of(person) for person in people[article.pk]),
        minutes=article.reading_minutes,
        body=article.body,
        figures=tuple(figure_of(picture) for picture in reading.PICTURES(article.pk)),
        corrections=told(reading.CORRECTIONS(article.pk)),
        before=before,
        after=after,
        also=tuple(suggested(piece, people[piece.pk]) for piece in also),
        size=size,
        usual=usual,
    )


def figure_of(picture: Picture) -> Figure:
    return Figure(
        picture.get_absolute_url(), picture.width, picture.height, picture.alt, picture.caption, picture.credit
    )


def neighbours(article: Article, member: Member) -> tuple[Titled | None, Titled | None]:
    """The pieces before and after in the table of contents, of those that ``member`` may see."""
    issue = article.issue
    if issue is None:
        return None, None
    row = reading.row(member, issue)
    place = next(index for index, (pk, *_) in enumerate(row) if pk == article.pk)
    around = [None, *row, None]
    return titled(around[place], issue), titled(around[place + 2], issue)


def titled(piece: tuple[int, str, str] | None, issue: Issue) -> Titled | None:
    if piece is None:
        return None
    _pk, title, slug = piece
    return Titled(title, reverse("journal:article_detail", args=[issue.number, slug]))
