"""What waits for a member's answer, as each app tells it.

The ``awaiting`` module of an app has ``waiting(member)``, which yields ``Awaited`` for what is known without a query
and ``Counted`` for the rest: whoever composes the page counts all of these in one query, compiled once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from django.db.models import CharField, Count, DateTimeField, Min, Model, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

NOTHING = Value("")
NEVER = Cast(Value(None), DateTimeField())


class Urgency(IntEnum):
    """In which order things are told; inside a step, in the order of the apps."""

    LAPSES = 1
    HOLDS_BACK = 2
    """Without it the member takes no part, or is not reached."""
    GOOD_NEWS = 3
    OWN = 4
    """What the member alone may finish."""
    ENTRUSTED = 5
    """Another member waits for it."""
    OUTSIDE = 6
    """Somebody who is not of the community yet waits for it."""


@dataclass(frozen=True)
class Fragment:
    """A piece of the opening sentence: words around one link."""

    before: str
    link: str
    url: str
    after: str = "."


@dataclass(frozen=True)
class Answer:
    """A button that answers right there, or ``asks`` first on a page of its own."""

    label: str
    url: str
    css: str
    asks: bool = False


@dataclass(frozen=True)
class Awaited:
    """An index tab, a sentence, one act or its answers; ``said`` is how the opening sentence tells it."""

    urgency: Urgency
    tab: str
    icon: str
    title: str
    text: str
    label: str
    url: str
    said: Fragment
    answers: tuple[Answer, ...] = ()

    @property
    def is_pressing(self) -> bool:
        return self.urgency <= Urgency.GOOD_NEWS


@dataclass(frozen=True)
class Found:
    """How many rows of one kind wait, and of the first of them what its sentence needs."""

    total: int
    pk: str
    title: str
    slug: str
    until: datetime | None
    starts: datetime | None


@dataclass(frozen=True)
class Reader:
    """Of a member and of the moment, all that may decide which rows wait."""

    pk: int
    address: str
    """The e-mail, in small letters."""
    now: datetime


@dataclass(frozen=True)
class Counted[M: Model]:
    """Rows that wait, told in one sentence. ``key`` names the app and the kind; the rest, fields of the rows."""

    key: tuple[str, str]
    rows: Callable[[Reader], QuerySet[M]]
    sentence: Callable[[Found], Awaited]
    pk: str = "pk"
    title: str | Combinable = NOTHING
    slug: str | Combinable = NOTHING
    until: str | Combinable = NEVER
    starts: str | Combinable = NEVER

    def summary(self, reader: Reader) -> QuerySet:
        """One row (app, kind, total, …) as ``Found`` reads it; none when nothing waits."""
        app, kind = self.key
        return (
            self.rows(reader)
            .order_by()
            .values(from_app=Value(app), of_kind=Value(kind))
            .annotate(
                total=Count("pk"),
                first_key=Min(Cast(self.pk, CharField())),
                first_title=Min(self.title, output_field=CharField()),
                first_slug=Min(self.slug, output_field=CharField()),
                first_until=Min(self.until, output_field=DateTimeField()),
                first_start=Min(self.starts, output_field=DateTimeField()),
            )
            .filter(total__gt=0)
        ).values_list(
            "from_app", "of_kind", "total", "first_key", "first_title", "first_slug", "first_until", "first_start"
        )
