"""The French working day: 8 h to 19 h, Monday to Friday, bank holidays excepted; in Paris unless a zone is given.

Bank holidays are those of article L3133-1 of the Code du travail; Easter is computed, nothing is fetched.
"""

from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache

from dateutil.easter import easter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clock.paris import PARIS, at, day_of

OPENS, CLOSES = time(8), time(19)
HOURS = CLOSES.hour - OPENS.hour
"""How many hours a working day has."""
SATURDAY = 5
FIXED = {
    (1, 1): _("jour de l’An"),
    (5, 1): _("fête du Travail"),
    (5, 8): _("8 mai"),
    (7, 14): _("fête nationale"),
    (8, 15): _("Assomption"),
    (11, 1): _("Toussaint"),
    (11, 11): _("11 novembre"),
    (12, 25): _("Noël"),
}
AFTER_EASTER = {1: _("lundi de Pâques"), 39: _("Ascension"), 50: _("lundi de Pentecôte")}


@cache
def bank_holidays(year: int) -> dict[date, str | Promise]:
    """The bank holidays of a year: day -> name."""
    moving: dict[date, str | Promise] = {
        easter(year) + timedelta(days=days): name for days, name in AFTER_EASTER.items()
    }
    return {date(year, *day): name for day, name in FIXED.items()} | moving


def bank_holiday(day: date) -> str | Promise:
    """The name of the bank holiday, or an empty text."""
    return bank_holidays(day.year).get(day, "")


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and not bank_holiday(day)


def last_working_day(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def is_working(instant: datetime, zone: tzinfo = PARIS) -> bool:
    """Whether offices are open at that instant."""
    local = instant.astimezone(zone)
    return is_working_day(local.date()) and OPENS <= local.time() < CLOSES


def next_working_instant(instant: datetime, zone: tzinfo = PARIS) -> datetime:
    """The instant itself while offices are open, else the next opening."""
    if is_working(instant, zone):
        return instant
    local = instant.astimezone(zone)
    return opening(local.date() if local.time() < OPENS else local.date() + timedelta(days=1), zone)


def next_monday(instant: datetime, zone: tzinfo = PARIS) -> datetime:
    """The first opening of the next week: Monday at 8 h, or the day after a bank holiday."""
    today = instant.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    first = opening(monday, zone)
    return first if instant < first else opening(monday + timedelta(days=7), zone)


def opening(day: date, zone: tzinfo = PARIS) -> datetime:
    """When offices open on ``day``, or on the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return at(day, OPENS, zone)


def add_working_hours(instant: datetime, hours: int) -> datetime:
    """The instant when offices in Paris have been open for ``hours`` more hours (a whole number)."""
    left, instant = timedelta(hours=hours), next_working_instant(instant)
    while True:
        closing = at(day_of(instant), CLOSES)
        if instant + left <= closing:
            return instant + left
        left -= closing - instant
        instant = next_working_instant(closing)
