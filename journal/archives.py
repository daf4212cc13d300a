"""The shelves of the archives: what appeared, by year and month, by issue, by author."""

import datetime
import itertools

from django.db.models import Count, DateField, Q
from django.db.models.functions import TruncMonth

from clock.paris import PARIS
from journal.lines import entry_of
from journal.models import Issue
from journal.reading import bylines
from members.models import Member


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
    """(issue, its table of contents), from articles in the order of their issues."""
    names = bylines(articles)
    runs = itertools.groupby(articles, lambda article: article.issue)
    return [(issue, [entry_of(one, rank, names[one.pk]) for rank, one in enumerate(run, 1)]) for issue, run in runs]


def authors(member):
    """Those whose page of articles ``member`` can open, with how many have appeared, by name."""
    published = Q(authorships__article__issue__state=Issue.State.PUBLISHED)
    members = Member.objects.visible_to(member).annotate(article_count=Count("authorships", filter=published))
    return members.filter(article_count__gt=0).order_by("last_name", "first_name", "pk")
