"""Articles among the answers of the search."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from django.db.models import QuerySet

from contributions.search import Answers, Builder, Compiled
from journal.models import Article
from journal.models.article import ArticleQuerySet
from members.fulltext import asked, headline, in_words, marked, near
from members.models import Member
from members.models.member import Rights
from ui.cards import Card
from ui.folding import fold

LATEST = "-issue__number"
KEPT = 128
"""Sets of rights whose builders stay."""


@dataclass(frozen=True)
class FoundArticle(Card):
    """An article among the answers, with an extract in (text, is a word looked for) pieces."""

    template: ClassVar[str] = "journal/_found_article.html"
    name: ClassVar[str] = "article"

    title: str
    address: str
    number: int
    season: str
    section: str
    extract: tuple[tuple[str, bool], ...]


def found(text: str, viewer: Member) -> Answers:
    """Published articles and one's own drafts, with an extract in which the words are marked."""
    quoted, alike = attempts_of(viewer.rights)
    attempts = (Compiled(quoted, (viewer.pk, asked(text))), Compiled(alike, (viewer.pk, fold(text))))
    return Answers("articles", "journal/_found.html", attempts, told=_told)


@lru_cache(maxsize=KEPT)
def attempts_of(rights: Rights) -> tuple[Builder, Builder]:
    """In words, then near in title, each for the key of who looks and what is looked for."""

    def seen(pk: int) -> ArticleQuerySet:
        articles = Article.objects.visible_to(Member.with_rights(pk, rights)).filter(issue__isnull=False)
        return articles.select_related("issue", "section").light()

    def quoted(pk: int, words: str) -> QuerySet[Article]:
        return in_words(seen(pk).annotate(headline=headline("body", words)), words, LATEST)

    def alike(pk: int, folded: str) -> QuerySet[Article]:
        return near(seen(pk), folded, LATEST)

    return quoted, alike


def _told(articles: list[Any]) -> list[FoundArticle]:
    return [
        FoundArticle(
            title=article.title,
            address=article.get_absolute_url(),
            number=article.issue.number,
            season=article.issue.season_label,
            section=article.section.name if article.section else "",
            extract=tuple(marked(getattr(article, "headline", ""))),
        )
        for article in articles
    ]
