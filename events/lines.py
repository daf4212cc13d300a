"""An event as lists show it: a card, of values alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.urls import reverse

from events.listing import NAMES_OF, fetch_hosts
from events.models import Event, Registration
from events.models.attendance_mode import Pool
from events.panel.badge import Badge, badge_of, brief_of, is_full
from events.timeline import Day
from ui.cards import Card

HOSTS = 2
"""How many are named."""


@dataclass(frozen=True)
class EventCard(Card):
    """An event, and where the reader stands in it."""

    name: ClassVar[str] = "event"

    pk: int
    slug: str
    title: str
    kind: Event.Kind
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    is_online: bool
    where: str
    badge: Badge | None

    @property
    def address(self) -> str:
        return reverse("events:event_detail", args=[self.pk, self.slug])

    @property
    def css_kind(self) -> str:
        return Event.CSS_KINDS[self.kind]

    @property
    def brief(self) -> str:
        return brief_of(self.starts_at, self.badge)


@dataclass(frozen=True)
class EventLine(EventCard):
    """As a list shows it: who runs it, and the places where the reader can still come."""

    template: ClassVar[str] = "events/_event_row.html"

    hosts: tuple[str, ...]
    is_hybrid: bool
    pools: tuple[Pool, ...]
    """None where the reader can no longer come."""
    seats: int | None
    taken_count: int
    my_seats: int


@dataclass(frozen=True)
class NextEvent(EventCard):
    """As the home page shows it to who comes, or runs it."""

    template: ClassVar[str] = "events/_event.html"

    is_hosted: bool


@dataclass(frozen=True)
class MonthEvent(EventCard):
    """In one of the days that it touches, where the day says the rest."""

    starts_here: bool


@dataclass(frozen=True)
class MonthCell(Card):
    """A day in the table of a month; ``query`` is what was asked for, for the page of the day."""

    template: ClassVar[str] = "events/_month_day.html"
    name: ClassVar[str] = "day"

    date: date
    is_in_month: bool
    is_today: bool
    holiday: str
    total: int
    others: int
    query: str
    events: tuple[MonthEvent, ...]


@dataclass(frozen=True)
class MonthLines(MonthCell):
    """The same below the table, for a phone."""

    template: ClassVar[str] = "events/_month_lines.html"


def cell_of(day: Day, query: str, kind: type[MonthCell] = MonthCell) -> MonthCell:
    """A day of a month whose events have ``mine``, as ``views.shared.with_mine`` leaves them."""
    return kind(
        date=day.date,
        is_in_month=day.is_in_month,
        is_today=day.is_today,
        holiday=str(day.holiday),
        total=day.total,
        others=day.others,
        query=query,
        events=tuple(
            MonthEvent(**facts_of(event, event.mine), starts_here=event.first_day == day.date) for event in day.events
        ),
    )


def facts_of(event: Event, registration: Registration | None) -> dict[str, Any]:
    """What each card says of it."""
    return {
        "pk": event.pk,
        "slug": event.slug,
        "title": event.title,
        "kind": Event.Kind(event.kind),
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "is_cancelled": event.is_cancelled,
        "is_online": event.is_online,
        "where": event.where,
        "badge": badge_of(event, registration),
    }


def next_event(event: Event, registration: Registration | None, *, is_hosted: bool = False) -> NextEvent:
    return NextEvent(**facts_of(event, registration), is_hosted=is_hosted)


def line_of(event: Event) -> EventLine:
    """``event`` with its hosts and ``mine``, as ``views.shared.with_mine`` leaves it."""
    is_open = event.is_to_come() and (event.mine is not None or not is_full(event))
    return EventLine(
        **facts_of(event, event.mine),
        hosts=tuple(host.short_name for host in event.host_list[:HOSTS]),
        is_hybrid=event.is_hybrid,
        pools=tuple(event.pools) if is_open else (),
        seats=event.seats if is_open else None,
        taken_count=event.taken_count if is_open else 0,
        my_seats=event.my_seats if is_open else 0,
    )


def lines_of(events: Sequence[Event]) -> list[EventLine]:
    """The events as lines, in their order: one statement for their hosts."""
    return all_lines_of(events)[0]


def all_lines_of(*lists: Sequence[Event]) -> list[list[EventLine]]:
    """The same of several lists, with one statement for the hosts of all."""
    fetch_hosts([event for events in lists for event in events], NAMES_OF)
    return [[line_of(event) for event in events] for events in lists]
