"""Events laid out in time: sections of a list by nearness, weeks of a month. Days are those of Paris."""

from calendar import Calendar as Weeks
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from clock.paris import day_of, midnight
from clock.workdays import bank_holiday
from events.models import Event
from ui.cards import Card

FIRST_YEAR, LAST_YEAR = 2000, 2100
SATURDAY = 5
DAY = timedelta(days=1)
LATER = "plus-tard"
MOST_SHOWN = 5
"""So many events stand in the cell of a day; where there are more, one fewer, and the way to all of them."""


@dataclass(frozen=True)
class Section(Card):
    """A heading of the list and its lines; ``week`` is the number assistants plan by."""

    template: ClassVar[str] = "events/_section.html"
    name: ClassVar[str] = "section"

    key: str
    title: str
    week: int | None
    events: tuple[Any, ...]


def sections(lines: Iterable[Any], today: date | None = None) -> list[Section]:
    """The lines under « Cette semaine », « Semaine prochaine », then month by month, in their order."""
    today = today or timezone.localdate()
    found: dict[str, list[Any]] = {}
    for line in lines:
        found.setdefault(key_of(day_of(line.starts_at), today), []).append(line)
    return [section_of(key, tuple(found[key])) for key in found]


def key_of(day: date, today: date) -> str:
    weeks = (monday(day) - monday(today)).days // 7
    if weeks in (0, 1):
        return f"s{weeks}"
    is_later = weeks > 1 and (day.year, day.month) == (today.year, today.month)
    return LATER if is_later else f"m{day:%Y-%m}"


def section_of(key: str, lines: tuple[Any, ...]) -> Section:
    """The section of that key, which holds the lines."""
    day = day_of(lines[0].starts_at)
    if key == LATER:
        return Section(key, _("Plus tard en %(month)s") % {"month": date_format(day, "F")}, None, lines)
    if key.startswith("m"):
        return Section(key, month_name(day), None, lines)
    title = _("Cette semaine") if key == "s0" else _("Semaine prochaine")
    return Section(key, title, day.isocalendar().week, lines)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def month_name(day: date) -> str:
    """« Octobre 2026 »."""
    return date_format(day, "F Y").capitalize()


@dataclass
class Day:
    date: date
    is_in_month: bool
    is_today: bool
    holiday: str | Promise = ""
    total: int = 0
    events: list[Event] = field(default_factory=list)
    """Those that are shown, in their order."""

    @property
    def others(self) -> int:
        """How many more the page of the day shows."""
        return self.total - len(self.events)


@dataclass
class Week:
    number: int
    days: list[Day]


def shown(events: list[Any], total: int) -> list[Event]:
    """The events of a day that a month has room for, the reader's own before the others."""
    if total <= MOST_SHOWN:
        return events
    kept = {event.pk for event in sorted(events, key=lambda event: event.mine is None)[: MOST_SHOWN - 1]}
    return [event for event in events if event.pk in kept]


class Month:
    """A month as a table: one row a week, weekends only if something happens then."""

    def __init__(self, year: int, month: int) -> None:
        if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
            raise ValueError
        self.first = date(year, month, 1)
        self.next = (self.first + timedelta(days=31)).replace(day=1)
        self.events: list[Event] = []
        self.total = self.confirmed = 0
        """How many events touch it, and how many of them with a confirmed place of the reader."""
        self.weeks: list[Week] = []
        self.weekdays: tuple[date, ...] = ()

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The instants between which an event of this month takes place, in whole or in part."""
        return midnight(self.first), midnight(self.next)

    def fill(self, events: Iterable[Any], today: date | None = None) -> Self:
        """Put the first events of each day (``first_of_each_day``) in all days that they touch; returns the month."""
        today = today or timezone.localdate()
        by_day: dict[date, list[Event]] = {}
        self.totals: Counter[date] = Counter()
        self.events = list(events)
        for event in self.events:
            is_counted = event.rank == 1  # For all that have the same days.
            self.total += event.alike if is_counted else 0
            self.confirmed += event.confirmed if is_counted else 0
            for day in self.days_of(event):
                by_day.setdefault(day, []).append(event)
                self.totals[day] += event.alike if is_counted else 0
        width = 7 if any(day.weekday() >= SATURDAY for day in by_day) else SATURDAY
        self.weekdays = tuple(self.first + timedelta(days=n - self.first.weekday()) for n in range(width))
        rows = [row[:width] for row in Weeks().monthdatescalendar(self.first.year, self.first.month)]
        self.weeks = [
            Week(row[0].isocalendar().week, [self.day(day, by_day, today) for day in row])
            for row in rows
            if any(day.month == self.first.month for day in row)
        ]
        return self

    def days_of(self, event: Event) -> list[date]:
        """The days of this month that the event touches."""
        first, end = max(event.first_day, self.first), min(event.last_day + DAY, self.next)
        return [first + n * DAY for n in range((end - first).days)]

    def day(self, day: date, by_day: dict[date, list[Event]], today: date) -> Day:
        is_in_month = day.month == self.first.month
        events = by_day.get(day, []) if is_in_month else []
        total = self.totals[day] if is_in_month else 0
        return Day(day, is_in_month, day == today, bank_holiday(day), total, shown(events, total))

    def __str__(self) -> str:
        return month_name(self.first)

    @property
    def earlier(self) -> date | None:
        """The month before, where the calendar has it."""
        previous = (self.first - DAY).replace(day=1)
        return previous if previous.year >= FIRST_YEAR else None

    @property
    def later(self) -> date | None:
        """The month after, likewise."""
        return self.next if self.next.year <= LAST_YEAR else None
