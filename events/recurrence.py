"""The days of a rhythm, and an event as it comes again on another day.

Hours are those of the clock in Paris: a date keeps its hour across the changes of clocks. An hour
that a night of spring leaves out comes an hour later (as in RFC 5545); of an hour that comes twice
in a night of autumn, the first is taken.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from dateutil import rrule
from django.utils import timezone

from clock import paris
from events.models import Event, Series
from events.models.series import MOST_DATES

type Traits = dict[tuple[str, ...], tuple[Any, ...]]

HOUR = timedelta(hours=1)
LAST = -1
SHORTEST_MONTH = 28
WEEKS_OF_ANY_MONTH = 4
MOMENTS = {"starts_at", "ends_at", "registration_opens_at", "registration_closes_at", "reserved_until"}
GROUPS: tuple[tuple[str, ...], ...] = (
    ("kind", "group_id"),
    ("title",),
    ("promise",),
    ("description",),
    ("format", "place", "site_id"),
    ("join_url",),
    ("starts_at", "ends_at"),
    ("seats",),
    ("online_seats",),
    ("minimum",),
    ("guests_allowed",),
    ("answer_hours",),
    ("reserved_seats", "reserved_for", "reserved_site_id", "reserved_until"),
    ("registration_opens_at",),
    ("registration_closes_at",),
)
"""What the dates of a series have in common; what only makes sense together is one group."""


def days_of(
    first: date, *, rhythm: str, interval: int = 1, count: int | None = None, until_on: date | None = None
) -> list[date]:
    """The days of a rhythm from ``first``, included; one more than a series may have tells that it is too long.

    A month without the 29th, 30th or 31st takes its last day, and the fifth Tuesday of a month is
    the last one of each, as calendars of offices do.
    """
    rule = rrule.rrule(
        rrule.WEEKLY if rhythm == Series.Rhythm.WEEKLY else rrule.MONTHLY,
        dtstart=datetime.combine(first, time()),
        interval=interval,
        count=count,
        until=until_on and datetime.combine(until_on, time()),
        **monthly(first, rhythm),
    )
    return [day.date() for day in islice(rule, MOST_DATES + 1)]


def monthly(first: date, rhythm: str) -> dict[str, Any]:
    """How ``rrule`` says « the same date » or « the same weekday » of each month."""
    if rhythm == Series.Rhythm.MONTHLY_DAY and first.day > SHORTEST_MONTH:
        return {"bymonthday": list(range(SHORTEST_MONTH, first.day + 1)), "bysetpos": LAST}
    if rhythm == Series.Rhythm.MONTHLY_WEEKDAY:
        rank = (first.day - 1) // 7 + 1
        weekday = rrule.weekdays[first.weekday()]
        return {"byweekday": weekday(rank if rank <= WEEKS_OF_ANY_MONTH else LAST)}
    return {}


@dataclass(frozen=True)
class Moment:
    """An hour of the clock, so many days from the day of the event."""

    days: int
    hour: time


def day_of(event: Event) -> date:
    return paris.day_of(event.starts_at)


def relative(instant: datetime | None, day: date) -> Moment | None:
    if instant is None:
        return None
    local = paris.local(instant)
    return Moment((local.date() - day).days, local.time())


def on(day: date, moment: Moment | None) -> datetime | None:
    return None if moment is None else paris.at(day + timedelta(days=moment.days), moment.hour)


def traits(event: Event) -> Traits:
    """What ``event`` is, by group, its moments told from its day: equal for two dates that differ by the day alone."""
    day = day_of(event)
    return {
        group: tuple(relative(getattr(event, name), day) if name in MOMENTS else getattr(event, name) for name in group)
        for group in GROUPS
    }


def write(event: Event, values: Traits, day: date) -> None:
    """Write ``values``, some of the traits of an event, into ``event`` for this day.

    In the nights of clock changes the order of things is kept: the end comes an hour later with its
    start, registration closes at the start at the latest, and an opening too late is left out.
    """
    for group, parts in values.items():
        for name, part in zip(group, parts, strict=True):
            setattr(event, name, on(day, part) if name in MOMENTS else part)
    if event.ends_at <= event.starts_at:
        event.ends_at += HOUR
    if event.registration_closes_at is not None:
        event.registration_closes_at = min(event.registration_closes_at, event.starts_at)
    limit = event.registration_closes_at or event.starts_at
    if event.registration_opens_at is not None and event.registration_opens_at >= limit:
        event.registration_opens_at = None


def copy_of(event: Event, day: date) -> Event:
    """A draft like ``event`` on another day, not stored."""
    copy = Event(slug=event.slug)
    write(copy, traits(event), day)
    return copy


def carry(before: Event, edited: Event, other: Event) -> bool:
    """Make to ``other`` the change that leads from ``before`` to ``edited``; tells whether something is different.

    A trait is replaced only where ``other`` had the same as ``before``: what somebody has changed by
    hand on one date stays. A new day moves the others by as many days, but neither the exceptions
    nor, when the edited date is one itself, any other.
    """
    old, new, theirs = traits(before), traits(edited), traits(other)
    values = {group: new[group] for group in GROUPS if new[group] != old[group] and theirs[group] == old[group]}
    moved = timedelta() if other.is_exception else shift(before, edited)
    if not values and not moved:
        return False
    write(other, theirs | values if moved else values, day_of(other) + moved)
    if moved and other.series_date is not None:
        other.series_date += moved
    return True


def shift(before: Event, edited: Event) -> timedelta:
    """By how much the edited date moves the days of its series."""
    return timedelta() if before.is_exception else day_of(edited) - day_of(before)


def next_day(event: Event, day: date) -> bool:
    """Whether ``day`` is one on which ``event`` may still come again."""
    return day > timezone.localdate() and day != day_of(event)
