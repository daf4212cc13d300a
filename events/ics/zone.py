"""The hours of Paris, as calendars are told them.

One rule for each change of clocks, as Outlook writes and understands them; no year more than is
needed. The hour that comes twice in October is written in UTC: RFC 5545 gives no other name to its
second passage, and applications do not agree on the first.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

NAME = "Europe/Paris"
PARIS = ZoneInfo(NAME)
WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)
MARCH, OCTOBER = 3, 10
DAYS_OF_BOTH = 31


def written(*instants):
    """The instants of one event in the hours of Paris, or all in UTC when one would be said twice."""
    local = [instant.astimezone(PARIS) for instant in instants]
    return [instant.astimezone(UTC) for instant in instants] if any(map(comes_twice, local)) else local


def comes_twice(local):
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def component(moments):
    """The VTIMEZONE that covers the local ``moments``, from the winter before the first one."""
    first, last = min(moments).year - 1, max(moments).year
    zone = Timezone()
    zone.add("tzid", NAME)
    zone.add_component(change(TimezoneDaylight(), "CEST", MARCH, 2, (WINTER, SUMMER), (first, last)))
    zone.add_component(change(TimezoneStandard(), "CET", OCTOBER, 3, (SUMMER, WINTER), (first, last)))
    return zone


def change(rule, name, month, hour, offsets, years):
    """The last Sunday of ``month``, each year, from one offset to the other."""
    before, after = offsets
    first, last = years
    until = datetime(last, 12, 31, 23, 59, 59, tzinfo=UTC)
    rule.add("dtstart", last_sunday(first, month).replace(hour=hour))
    rule.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su", "until": until})
    rule.add("tzname", name)
    rule.add("tzoffsetfrom", before)
    rule.add("tzoffsetto", after)
    return rule


def last_sunday(year, month):
    """The last Sunday of a month of 31 days, naive as RFC 5545 wants it here."""
    end = datetime(year, month, DAYS_OF_BOTH)  # noqa: DTZ001
    return end - timedelta(days=(end.weekday() + 1) % 7)
