"""An event as lists show it: a card, of values alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, ClassVar

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from events.listing import SHOWN, Mine, Row, host_names
from events.models import Event, Registration
from events.models.attendance_mode import Pool
from events.panel.badge import Badge, badge_of, brief_of, is_full
from events.timeline import Day, Month
from members.models import Site
from ui.cards import KEPT, Card

HOSTS = 2
"""How many are named."""
STARTS, ENDS = SHOWN.index("starts_at"), SHOWN.index("ends_at")
BEFORE = datetime.min.replace(tzinfo=UTC)


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


@dataclass(frozen=True)
class MonthWeek(Card):
    """A row of the table."""

    template: ClassVar[str] = "events/_month_week.html"
    name: ClassVar[str] = "week"

    number: int
    cells: tuple[MonthCell, ...]


def weeks_of(month: Month, query: str) -> list[MonthWeek]:
    return [MonthWeek(week.number, tuple(cell_of(day, query) for day in week.days)) for week in month.weeks]


def below(weeks: Iterable[MonthWeek]) -> list[MonthLines]:
    """The days with events, for below the table."""
    return [MonthLines(**vars(cell)) for week in weeks for cell in week.cells if cell.events]


def cell_of(day: Day, query: str) -> MonthCell:
    """A day of a month whose events have ``mine``, as ``views.shared.with_mine`` leaves them."""
    return MonthCell(
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


def facts_of(event: Event, registration: Registration | None, now: datetime | None = None) -> dict[str, Any]:
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
        "badge": badge_of(event, registration, now),
    }


def next_event(event: Event, registration: Registration | None, *, is_hosted: bool = False) -> NextEvent:
    return NextEvent(**facts_of(event, registration), is_hosted=is_hosted)


def row_of(event: Event) -> Row:
    """The values of an event that is there whole, with its site."""
    return *map(event.__getattribute__, SHOWN[:-1]), event.site.name if event.site else None


@lru_cache(maxsize=KEPT)
def line_of(_language: str, row: Row, hosts: tuple[str, ...], mine: Mine | None, now: datetime) -> EventLine:
    """A row in a list: its hosts, where the reader stands, and the last ``turn`` of the event."""
    *values, site = row
    event = Event(**dict(zip(SHOWN[:-1], values, strict=True)), site=Site(name=site) if site else None)
    registration = registration_of(mine) if mine else None
    is_open = event.is_to_come(now) and (registration is not None or not is_full(event))
    my_seats = 1 + registration.guests if registration and registration.is_seated else 0
    return EventLine(
        **facts_of(event, registration, now),
        hosts=hosts,
        is_hybrid=event.is_hybrid,
        pools=tuple(event.pools) if is_open else (),
        seats=event.seats if is_open else None,
        taken_count=event.taken_count if is_open else 0,
        my_seats=my_seats if is_open else 0,
    )


def registration_of(mine: Mine) -> Registration:
    registration = Registration(status=mine.status, attendance=mine.attendance, guests=mine.guests)
    registration.rank = mine.rank
    return registration


def registrations_of(events: Iterable[Event], mine: Mapping[int, Mine]) -> dict[int, Registration]:
    """Mine in these events, by number of event."""
    return {event.pk: registration_of(mine[event.pk]) for event in events if event.pk in mine}


def turn(starts_at: datetime, ends_at: datetime, now: datetime) -> datetime:
    """The last moment that changed what is said of an event: all until the next one read the same."""
    return ends_at if ends_at <= now else starts_at if starts_at <= now else BEFORE


def lines_of(rows: Iterable[Row], mine: Mapping[int, Mine]) -> list[EventLine]:
    """The events as lines, in their order, with where I stand: one statement for their hosts."""
    return all_lines_of(mine, rows)[0]


def all_lines_of(mine: Mapping[int, Mine], *lists: Iterable[Row]) -> list[list[EventLine]]:
    """The same of several lists, with one statement for the hosts of all."""
    shown = [list(rows) for rows in lists]
    names = host_names(row[0] for rows in shown for row in rows)
    language, now = get_language(), timezone.now()

    def line(row: Row) -> EventLine:
        number, when = row[0], turn(row[STARTS], row[ENDS], now)
        return line_of(language, row, tuple(names[number][:HOSTS]), mine.get(number), when)

    return [[line(row) for row in rows] for rows in shown]
