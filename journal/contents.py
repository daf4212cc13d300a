"""What the reading pages show: an article in parts, its neighbours, what to read next, the shelves of the archives."""

import datetime
import itertools
import re
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, Count, DateField, F, FloatField, Prefetch, Q, Value, When
from django.db.models.functions import TruncMonth

from clock.paris import PARIS
from journal.models import Article, Authorship, Issue
from members.models import Member
from ui.richtext import plain_text

SUGGESTIONS = 3
CANDIDATES = 30
THEME_WORDS = 16
SAME_SECTION = 0.05

HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)


@dataclass
class Part:
    """A stretch of text under its heading; the first one has none."""

    html: str
    title: str = ""
    anchor: str = ""
    pictures: list = field(default_factory=list)


def parts(article, pictures):
    """The text cut at its headings; the pictures close one part each, the last part takes the rest."""
    opening, *rest = HEADING.split(article.body)
    pieces = [Part(opening)]
    for rank, (title, html) in enumerate(zip(rest[::2], rest[1::2], strict=True), 1):
        pieces.append(Part(html, plain_text(title), f"partie-{rank}"))
    for place, picture in enumerate(pictures):
        pieces[min(place, len(pieces) - 1)].pictures.append(picture)
    return pieces


def signed():
    """Authors in the order they sign, in one more query."""
    return Prefetch("authorships", Authorship.objects.select_related("member"))


def for_reading(articles):
    return articles.select_related("issue", "section").prefetch_related(signed(), "pictures")


def articles_of(issue, member):
    """The table of contents of ``issue``, of what ``member`` may see, ready to be linked and signed."""
    articles = Article.objects.visible_to(member).filter(issue=issue).light().select_related("section")
    articles = list(articles.prefetch_related(signed()).in_order())
    for article in articles:
        article.issue = issue
    return articles


def neighbours(article, member):
    """The pieces before and after in the table of contents, of those that ``member`` may see."""
    if article.issue is None:
        return None, None
    row = Article.objects.visible_to(member).filter(issue=article.issue).in_order()
    row = list(row.only("pk", "title", "slug", "position"))
    for piece in row:
        piece.issue = article.issue
    place = next(index for index, piece in enumerate(row) if piece.pk == article.pk)
    before = row[place - 1] if place else None
    return before, next(iter(row[place + 1 : place + 2]), None)


def also_read(article, member):
    """Three published pieces nearest in words and section, no person signing two; the same until a text changes."""
    candidates = (
        Article.objects.visible_to(member)
        .published()
        .exclude(pk=article.pk)
        .light()
        .select_related("issue", "section")
        .prefetch_related(signed())
        .annotate(nearness=nearness(article))
        .order_by("-nearness", "-issue__number", "position", "pk")
    )
    chosen, heard = [], set()
    for candidate in candidates[:CANDIDATES]:
        people = {authorship.member_id for authorship in candidate.authorships.all()}
        if people.isdisjoint(heard) and len(chosen) < SUGGESTIONS:
            chosen.append(candidate)
            heard |= people
    return chosen


def nearness(article):
    """Rank of a text for the words of ``article``, and a little more in the same section."""
    same_section = Q(section=article.section_id) if article.section_id else Q(pk__in=[])
    bonus = Case(When(same_section, then=Value(SAME_SECTION)), default=Value(0.0), output_field=FloatField())
    words = sorted(set(re.findall(r"\w{4,}", f"{article.title} {article.standfirst}".lower())))[:THEME_WORDS]
    if not words:
        return bonus
    query = SearchQuery(words[0], config="fr")
    for word in words[1:]:
        query |= SearchQuery(word, config="fr")
    return SearchRank(F("search_vector"), query) + bonus


@dataclass
class Group:
    """A run of the table of contents: the articles of one feature, or those of the other sections."""

    feature: object
    entries: list


def contents(articles):
    """The table of contents in its order, cut where a feature begins or ends."""
    ranked = list(enumerate(articles, 1))

    def feature(entry):
        section = entry[1].section
        return section if section is not None and section.is_feature else None

    return [Group(key, list(entries)) for key, entries in itertools.groupby(ranked, feature)]


def shelves(issues):
    """(year, its twelve months with their day and what appeared, its issues), newest first, by the clock of Paris."""
    issues = issues.annotate(
        month=TruncMonth("published_at", tzinfo=PARIS, output_field=DateField()), article_count=Count("articles")
    ).order_by("-published_at")
    years = []
    for year, of_year in itertools.groupby(issues, lambda issue: issue.month.year):
        of_year = list(of_year)
        months = [datetime.date(year, number, 1) for number in range(1, 13)]
        shelf = [(month, [issue for issue in of_year if issue.month == month]) for month in months]
        years.append((datetime.date(year, 1, 1), shelf, of_year))
    return years


def by_issue(articles):
    """(issue, its articles with their rank), from articles in the order of their issues."""
    runs = itertools.groupby(articles, lambda article: article.issue)
    return [(issue, list(enumerate(run, 1))) for issue, run in runs]


def authors(member):
    """Those whose page of articles ``member`` can open, with how many have appeared, by name."""
    published = Q(authorships__article__issue__state=Issue.State.PUBLISHED)
    members = Member.objects.visible_to(member).annotate(article_count=Count("authorships", filter=published))
    return members.filter(article_count__gt=0).order_by("last_name", "first_name", "pk")
