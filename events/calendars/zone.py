"""The hours of Paris, as calendars are told them.

The same rules in every file, one for each change of clocks, as Outlook writes and understands them:
a reader that keeps the first « Europe/Paris » it meets (python-vobject does) misread files whose
rules ended with their last event. The hour that comes twice in October is written in UTC: RFC 5545
gives no other name to its second passage, and applications do not agree on the first.
"""

from datetime import UTC, datetime, timedelta

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from clock import paris

WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)
SPRING, AUTUMN = datetime(1996, 3, 31, 2), datetime(1996, 10, 27, 3)  # noqa: DTZ001
"""The first changes under the rules in force; naive, as RFC 5545 wants them here."""


def written(*instants: datetime) -> list[datetime]:
    """The instants of one event in the hours of Paris, or all in UTC when one would be said twice."""
    local = [paris.local(instant) for instant in instants]
    return [instant.astimezone(UTC) for instant in instants] if any(map(paris.comes_twice, local)) else local


def component() -> Timezone:
    """The VTIMEZONE."""
    zone = Timezone()
    zone.add("tzid", paris.NAME)
    zone.add_component(change(TimezoneDaylight(), "CEST", SPRING, before=WINTER, after=SUMMER))
    zone.add_component(change(TimezoneStandard(), "CET", AUTUMN, before=SUMMER, after=WINTER))
    return zone


def change(
    rule: TimezoneStandard | TimezoneDaylight, name: str, first: datetime, *, before: timedelta, after: timedelta
) -> TimezoneStandard | TimezoneDaylight:
    """The last Sunday of the month of ``first``, each year, from one offset to the other."""
    rule.add("dtstart", first)
    rule.add("rrule", {"freq": "yearly", "bymonth": first.month, "byday": "-1su"})
    rule.add("tzname", name)
    rule.add("tzoffsetfrom", before)
    rule.add("tzoffsetto", after)
    return rule
