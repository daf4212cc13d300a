"""What a search found in one app.

The ``search`` module of an app has ``found(text, viewer)``, which gives a ``Group``.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Window

SHOWN = 8


@dataclass(frozen=True)
class Group:
    """The first rows found in one app, and how many there are; ``template`` shows them."""

    name: str
    template: str
    rows: list[Any]
    total: int


def first_rows(rows: QuerySet) -> tuple[list[Any], int]:
    """The first rows and the number of all, in one query."""
    shown = list(rows.annotate(total=Window(Count("pk")))[:SHOWN])
    return shown, shown[0].total if shown else 0
