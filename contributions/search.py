"""What a search found in one app.

The ``search`` module of an app has ``found(text, viewer)``, which gives ``Answers``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window

from statements import Given, Statement

SHOWN = 8
PER_PAGE = 20
KEPT = 128
"""How many ways of looking stay compiled."""

type Builder = Callable[..., QuerySet]


@dataclass(frozen=True)
class Compiled:
    """The rows ``build(*values)``, of which the first ones are a statement compiled once for ``build``."""

    build: Builder
    values: tuple[Given, ...]


@dataclass(frozen=True)
class Answers:
    """Where an app looks: in the first of ``attempts`` that has rows.

    ``name`` asks for all of them in the address of the search. ``template`` shows them once they are ``told``;
    ``whole`` is where all of them are, when that is a page of the app.
    """

    name: str
    template: str
    attempts: Sequence[QuerySet | Compiled]
    told: Callable[[list[Any]], list[Any]] = list
    whole: str = ""


@dataclass(frozen=True)
class Group:
    """Rows of one app, and how many there are in all; ``page`` has those around them when all are asked for."""

    name: str
    template: str
    rows: list[Any]
    total: int
    whole: str = ""
    page: Page | None = None

    @property
    def has_more(self) -> bool:
        """Whether there are others than these rows, and no pages around them to go to."""
        return self.page is None and self.total > len(self.rows)


def first_rows(answers: Answers) -> Group:
    """The first rows, with the number of all in the same query."""
    for attempt in answers.attempts:
        if shown := first_of(attempt):
            return Group(answers.name, answers.template, answers.told(shown), shown[0].total, answers.whole)
    return Group(answers.name, answers.template, [], 0)


def all_rows(answers: Answers, number: int) -> Group:
    """All rows, one page of them."""
    pages = [Paginator(rows_of(attempt), PER_PAGE) for attempt in answers.attempts]
    page = next((found for found in pages if found.count), pages[0]).get_page(number)
    return Group(answers.name, answers.template, answers.told(list(page)), page.paginator.count, page=page)


def first_of(attempt: QuerySet | Compiled) -> list[Any]:
    if isinstance(attempt, Compiled):
        return statement_of(attempt.build)(*attempt.values)
    return list(with_total(attempt))


def rows_of(attempt: QuerySet | Compiled) -> QuerySet:
    return attempt.build(*attempt.values) if isinstance(attempt, Compiled) else attempt


@lru_cache(maxsize=KEPT)
def statement_of(build: Builder) -> Statement:
    return Statement(lambda *values: with_total(build(*values)))


def with_total(rows: QuerySet) -> QuerySet:
    return rows.annotate(total=Window(Count("pk")))[:SHOWN]
