"""What to read next: the published pieces nearest to an article."""

import re

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, FloatField, OuterRef, QuerySet, Value, When
from django.db.models.expressions import Combinable

from journal.models import Article, Authorship, Issue
from members.models import Member
from members.viewing import ViewerStatement

SUGGESTIONS = 3
CANDIDATES = 30
THEME_WORDS = 16
SAME_SECTION = 0.05

type Near = tuple[int, str, str, int, list[int]]
"""Key, title, slug and number of the issue of a piece, and the keys of who signs it."""


def also_read(article: Article, member: Member) -> list[Article]:
    """Three published pieces nearest in words and section, no person signing two; the same until a text changes."""
    candidates = NEAR(member, article.pk, article.section_id or 0, theme(article))
    chosen: list[Article] = []
    heard: set[int] = set()
    for pk, title, slug, number, people in candidates:
        if heard.isdisjoint(people) and len(chosen) < SUGGESTIONS:
            chosen.append(Article(pk=pk, title=title, slug=slug, issue=Issue(number=number)))
            heard.update(people)
    return chosen


def theme(article: Article) -> str:
    """The words of its title and standfirst, any of which another text may hold."""
    words = sorted(set(re.findall(r"\w{4,}", f"{article.title} {article.standfirst}".lower())))
    return " | ".join(words[:THEME_WORDS])


def near(viewer: Member, article: int, section: int, theme: str) -> QuerySet[Article, Near]:
    """The nearest pieces, for the keys of the text and of its section, and its theme."""
    published = Article.objects.visible_to(viewer).published().exclude(pk=article)
    signed = Authorship.objects.filter(article=OuterRef("pk")).order_by("position", "pk")
    nearest = published.annotate(nearness=nearness(section, theme), people=ArraySubquery(signed.values("member")))
    nearest = nearest.order_by("-nearness", "-issue__number", "position", "pk")[:CANDIDATES]
    return nearest.values_list("pk", "title", "slug", "issue__number", "people")


def nearness(section: int, theme: str) -> Combinable:
    """Rank of a text for the words of ``theme``, and a little more in the same section."""
    bonus = Case(When(section=section, then=Value(SAME_SECTION)), default=Value(0.0), output_field=FloatField())
    return SearchRank(F("search_vector"), SearchQuery(theme, config="fr", search_type="raw")) + bonus


NEAR = ViewerStatement(near)
