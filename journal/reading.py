"""What the pages of the Journal ask again and again, compiled once for each set of rights."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet, Window

from journal.models import Article, Authorship, Correction, Issue, Picture
from journal.models.article import ArticleQuerySet
from journal.models.issue import LAST_NUMBER, IssueQuerySet
from members.models import Member
from members.viewing import ViewerStatement
from statements import Statement, one_of

IDEAS = 12
"""Latest texts of the stock that a board shows; the page of the stock has them all."""
BEFORE = 3
"""Issues shown before one."""
SHOWN_OF_AUTHORS = (*Member.NAMED, "slug", "is_active", "photo", "photo_visibility")


def article_at(member: Member, number: int, slug: str) -> Article | None:
    """The article of that address, with its issue and section."""
    found = ARTICLE(member, number, slug) if number <= LAST_NUMBER else []
    return next(iter(found), None)


def issue_at(member: Member, number: int) -> Issue | None:
    """The issue of that number, with who signs its editorial."""
    found = ISSUES(member, (number,)) if number <= LAST_NUMBER else []
    return next(iter(found), None)


def published_at(member: Member, numbers: tuple[int, ...]) -> list[Issue]:
    """The published issues of these numbers, newest first, with who signs their editorials."""
    return [issue for issue in ISSUES(member, numbers) if issue.is_published] if numbers else []


def published_numbers(member: Member) -> list[int]:
    """Those of the published issues, newest first."""
    return NUMBERS(member)


def latest(member: Member) -> Issue | None:
    """The last published issue."""
    return next(iter(LATEST(member)), None)


def published_before(member: Member, number: int) -> list[Issue]:
    """The last published issues before that one, newest first."""
    return BEFORE_ONE(member, number)


def contents(member: Member, issue: Issue, *, most: int | None = None) -> list[Article]:
    """The table of contents of ``issue``, of what ``member`` may see, with the sections; of it the first ones."""
    articles = CONTENTS(member, issue.pk, shape=(most,))
    for article in articles:
        article.issue = issue
    return articles


def row(member: Member, issue: Issue) -> list[tuple[int, str, str]]:
    """Key, title and slug of each piece of it."""
    return ROW(member, issue.pk)


def in_preparation(member: Member) -> list[Issue]:
    """The issues in preparation, the first one first."""
    return IN_PREPARATION(member)


def stock(member: Member) -> list[Any]:
    """The first texts without an issue, each with the ``total`` of them."""
    return STOCK(member)


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


def seen_article(viewer: Member, number: int, slug: str) -> ArticleQuerySet:
    visible = Article.objects.visible_to(viewer).defer("search_vector").select_related("issue", "section")
    return visible.filter(issue__number=number, slug=slug).order_by()


def seen_issues(viewer: Member, numbers: tuple[int, ...]) -> IssueQuerySet:
    visible = Issue.objects.visible_to(viewer).select_related("editorial_author")
    return visible.filter(one_of("number", numbers)).newest_first()


def published(viewer: Member) -> IssueQuerySet:
    return Issue.objects.visible_to(viewer).published().newest_first()


def in_stock(viewer: Member) -> ArticleQuerySet:
    return Article.objects.visible_to(viewer).in_stock().annotate(total=Window(Count("pk")))[:IDEAS]


def seen_contents(viewer: Member, most: int | None, issue: int) -> ArticleQuerySet:
    visible = Article.objects.visible_to(viewer).filter(issue=issue)
    return visible.light().select_related("section").in_order()[:most]


def seen_row(viewer: Member, issue: int) -> QuerySet[Article, tuple[int, str, str]]:
    visible = Article.objects.visible_to(viewer).filter(issue=issue)
    return visible.in_order().values_list("pk", "title", "slug")


ARTICLE, ISSUES = ViewerStatement(seen_article), ViewerStatement(seen_issues)
NUMBERS = ViewerStatement(lambda viewer: published(viewer).values_list("number", flat=True))
LATEST = ViewerStatement(lambda viewer: published(viewer)[:1])
BEFORE_ONE = ViewerStatement(lambda viewer, number: published(viewer).filter(number__lt=number)[:BEFORE])
IN_PREPARATION = ViewerStatement(lambda viewer: Issue.objects.visible_to(viewer).in_preparation())
STOCK, CONTENTS, ROW = ViewerStatement(in_stock), ViewerStatement(seen_contents), ViewerStatement(seen_row)


def authors(articles: tuple[int, ...]) -> QuerySet[Authorship]:
    signed = Authorship.objects.filter(one_of("article", articles)).select_related("member")
    return signed.only("article", *(f"member__{name}" for name in SHOWN_OF_AUTHORS))


def pictures(article: int) -> QuerySet[Picture]:
    return Picture.objects.filter(article=article)


AUTHORS, PICTURES = Statement(authors), Statement(pictures)
CORRECTIONS = Statement(lambda article: Correction.objects.filter(article=article))
CORRECTIONS_OF_ISSUE = Statement(lambda issue: Correction.objects.filter(issue=issue, article=None))
