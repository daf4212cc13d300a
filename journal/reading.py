"""What the pages of the Journal ask again and again, compiled once for each set of rights."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Count, QuerySet, Window

from journal.models import Article, Authorship, Correction, Issue, Picture
from journal.models.article import ArticleQuerySet
from journal.models.issue import LAST_NUMBER, IssueQuerySet
from members.models import Member
from members.models.member import Rights
from statements import Statement, one_of

KEPT = 128
"""Sets of rights whose statements stay compiled."""
IDEAS = 12
"""Latest texts of the stock that a board shows; the page of the stock has them all."""
BEFORE = 3
"""Issues shown before one."""
SHOWN_OF_AUTHORS = (*Member.NAMED, "slug", "is_active", "photo", "photo_visibility")


def article_at(member: Member, number: int, slug: str) -> Article | None:
    """The article of that address, with its issue and section."""
    found = article_of(member.rights)(member.pk, number, slug) if number <= LAST_NUMBER else []
    return next(iter(found), None)


def issue_at(member: Member, number: int) -> Issue | None:
    """The issue of that number, with who signs its editorial."""
    found = issues_of(member.rights)(member.pk, (number,)) if number <= LAST_NUMBER else []
    return next(iter(found), None)


def published_at(member: Member, numbers: tuple[int, ...]) -> list[Issue]:
    """The published issues of these numbers, newest first, with who signs their editorials."""
    return [issue for issue in issues_of(member.rights)(member.pk, numbers) if issue.is_published] if numbers else []


def published_numbers(member: Member) -> list[int]:
    """Those of the published issues, newest first."""
    return numbers_of(member.rights)(member.pk)


def latest(member: Member) -> Issue | None:
    """The last published issue."""
    return next(iter(latest_of(member.rights)(member.pk)), None)


def published_before(member: Member, number: int) -> list[Issue]:
    """The last published issues before that one, newest first."""
    return before_of(member.rights)(member.pk, number)


def contents(member: Member, issue: Issue, *, most: int | None = None) -> list[Article]:
    """The table of contents of ``issue``, of what ``member`` may see, with the sections; of it the first ones."""
    articles = contents_of(member.rights, most)(member.pk, issue.pk)
    for article in articles:
        article.issue = issue
    return articles


def row(member: Member, issue: Issue) -> list[tuple[int, str, str]]:
    """Key, title and slug of each piece of it."""
    return row_of(member.rights)(member.pk, issue.pk)


def in_preparation(member: Member) -> list[Issue]:
    """The issues in preparation, the first one first."""
    return open_of(member.rights)(member.pk)


def stock(member: Member) -> list[Any]:
    """The first texts without an issue, each with the ``total`` of them."""
    return stock_of(member.rights)(member.pk)


def people(articles: Iterable[Article]) -> dict[int, list[Member]]:
    """Who signs each of the articles, in order."""
    found: dict[int, list[Member]] = {article.pk: [] for article in articles}
    for authorship in AUTHORS(tuple(found)) if found else ():
        found[authorship.article_id].append(authorship.member)
    return found


def bylines(articles: Iterable[Article]) -> dict[int, tuple[str, ...]]:
    """Their names."""
    found = people(articles)
    return {number: tuple(person.short_name for person in signed) for number, signed in found.items()}


@lru_cache(maxsize=KEPT)
def article_of(rights: Rights) -> Statement[Article]:
    def build(pk: int, number: int, slug: str) -> ArticleQuerySet:
        visible = Article.objects.visible_to(Member.with_rights(pk, rights)).defer("search_vector")
        return visible.select_related("issue", "section").filter(issue__number=number, slug=slug).order_by()

    return Statement(build)


@lru_cache(maxsize=KEPT)
def issues_of(rights: Rights) -> Statement[Issue]:
    def build(pk: int, numbers: tuple[int, ...]) -> IssueQuerySet:
        visible = Issue.objects.visible_to(Member.with_rights(pk, rights)).select_related("editorial_author")
        return visible.filter(one_of("number", numbers)).newest_first()

    return Statement(build)


@lru_cache(maxsize=KEPT)
def numbers_of(rights: Rights) -> Statement[int]:
    def build(pk: int) -> QuerySet[Issue, int]:
        visible = Issue.objects.visible_to(Member.with_rights(pk, rights)).published()
        return visible.newest_first().values_list("number", flat=True)

    return Statement(build)


@lru_cache(maxsize=KEPT)
def latest_of(rights: Rights) -> Statement[Issue]:
    return Statement(lambda pk: Issue.objects.visible_to(Member.with_rights(pk, rights)).published().newest_first()[:1])


@lru_cache(maxsize=KEPT)
def before_of(rights: Rights) -> Statement[Issue]:
    def build(pk: int, number: int) -> IssueQuerySet:
        visible = Issue.objects.visible_to(Member.with_rights(pk, rights)).published()
        return visible.filter(number__lt=number).newest_first()[:BEFORE]

    return Statement(build)


@lru_cache(maxsize=KEPT)
def open_of(rights: Rights) -> Statement[Issue]:
    return Statement(lambda pk: Issue.objects.visible_to(Member.with_rights(pk, rights)).in_preparation())


@lru_cache(maxsize=KEPT)
def stock_of(rights: Rights) -> Statement[Article]:
    def build(pk: int) -> ArticleQuerySet:
        texts = Article.objects.visible_to(Member.with_rights(pk, rights)).in_stock()
        return texts.annotate(total=Window(Count("pk")))[:IDEAS]

    return Statement(build)


@lru_cache(maxsize=KEPT)
def contents_of(rights: Rights, most: int | None) -> Statement[Article]:
    def build(pk: int, issue: int) -> ArticleQuerySet:
        visible = Article.objects.visible_to(Member.with_rights(pk, rights)).filter(issue=issue)
        return visible.light().select_related("section").in_order()[:most]

    return Statement(build)


@lru_cache(maxsize=KEPT)
def row_of(rights: Rights) -> Statement[tuple[int, str, str]]:
    def build(pk: int, issue: int) -> QuerySet[Article, tuple[int, str, str]]:
        visible = Article.objects.visible_to(Member.with_rights(pk, rights)).filter(issue=issue)
        return visible.in_order().values_list("pk", "title", "slug")

    return Statement(build)


def authors(articles: tuple[int, ...]) -> QuerySet[Authorship]:
    signed = Authorship.objects.filter(one_of("article", articles)).select_related("member")
    return signed.only("article", *(f"member__{name}" for name in SHOWN_OF_AUTHORS))


def pictures(article: int) -> QuerySet[Picture]:
    return Picture.objects.filter(article=article)


AUTHORS, PICTURES = Statement(authors), Statement(pictures)
CORRECTIONS = Statement(lambda article: Correction.objects.filter(article=article))
CORRECTIONS_OF_ISSUE = Statement(lambda issue: Correction.objects.filter(issue=issue, article=None))
