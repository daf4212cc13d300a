"""The nights when the clocks change: every reader finds the instants that we wrote."""

import datetime

import pytest
from icalendar import Calendar

from events.actions.feeds import renew_feed
from events.calendars import entries, files
from events.models import Event
from tests.events.calendars.readers import READERS, with_its_own_zone
from tests.factories import make_event, make_registration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]

UTC = datetime.UTC
MINUTE, HALF_HOUR, HOUR = (datetime.timedelta(minutes=minutes) for minutes in (1, 30, 60))
AUTUMN = datetime.datetime(2026, 10, 25, 1, tzinfo=UTC)
SPRING = datetime.datetime(2027, 3, 28, 1, tzinfo=UTC)


def night(change):
    """Starts every half hour, from four hours before the change to four hours after, and the minutes beside it."""
    steps = [change + n * HALF_HOUR for n in range(-8, 9)]
    return [*steps, change - MINUTE, change + MINUTE, change - HOUR + MINUTE, change + HOUR - MINUTE]


def written(starts):
    events = [make_event(f"{start:%d %H:%M}", starts_at=start, ends_at=start + HOUR) for start in starts]
    return files.calendar([entries.Entry(event) for event in events]), {
        event.title: (event.starts_at, event.ends_at) for event in events
    }


@pytest.mark.parametrize("change", [AUTUMN, SPRING])
@pytest.mark.parametrize("read", READERS)
def test_every_reader_finds_the_instants_of_the_night(change, read):
    body, expected = written(night(change))

    assert read(body) == expected
    assert read(with_its_own_zone(body)) == expected


@pytest.mark.parametrize("read", READERS)
def test_every_reader_finds_the_instants_of_every_month_of_several_years(read):
    starts = [
        datetime.datetime(year, month, 15, 9, tzinfo=UTC) for year in (2025, 2026, 2027) for month in range(1, 13)
    ]
    starts += [datetime.datetime(2024, 12, 31, 23, 30, tzinfo=UTC), datetime.datetime(2027, 12, 31, 22, 30, tzinfo=UTC)]
    events = [make_event(f"{start:%Y-%m-%d}", starts_at=start) for start in starts]

    body = with_its_own_zone(files.calendar([entries.Entry(event) for event in events]))

    assert read(body) == {event.title: (event.starts_at, event.ends_at) for event in events}


@pytest.mark.parametrize("read", READERS)
def test_every_reader_finds_the_instants_of_a_subscribed_feed(read, member, visitor):
    events = [make_event(f"{start:%d %H:%M}", starts_at=start) for start in [*night(AUTUMN), *night(SPRING)]]
    for event in events:
        make_registration(event, member.member)

    body = visitor.get(f"/agenda/abonnement/{renew_feed(member.member)}.ics").content
    kept = {event.title: (event.starts_at, event.ends_at) for event in events}

    assert read(body) == read(with_its_own_zone(body)) == kept


@pytest.mark.parametrize(
    "starts_at,line",
    [
        (AUTUMN - 2 * HOUR - MINUTE, b"DTSTART;TZID=Europe/Paris:20261025T005900"),
        (AUTUMN - HOUR - MINUTE, b"DTSTART:20261024T235900Z"),
        (AUTUMN - HALF_HOUR, b"DTSTART:20261025T003000Z"),
        (AUTUMN + HALF_HOUR, b"DTSTART:20261025T013000Z"),
        (AUTUMN + HOUR, b"DTSTART;TZID=Europe/Paris:20261025T030000"),
        (SPRING - MINUTE, b"DTSTART;TZID=Europe/Paris:20270328T015900"),
        (SPRING, b"DTSTART;TZID=Europe/Paris:20270328T030000"),
    ],
)
def test_only_the_hour_that_comes_twice_is_written_in_utc(starts_at, line):
    event = make_event(starts_at=starts_at, ends_at=starts_at + HOUR)

    assert line in files.calendar([entries.Entry(event)]).split(b"\r\n")


def test_a_file_written_in_utc_alone_needs_no_zone():
    event = make_event(starts_at=AUTUMN, ends_at=AUTUMN + HALF_HOUR)

    assert Calendar.from_ical(files.calendar([entries.Entry(event)])).walk("VTIMEZONE") == []


def test_every_file_tells_the_hours_alike_so_that_a_reader_may_keep_the_first_it_met():
    events = [make_event(starts_at=datetime.datetime(year, 6, 15, 9, tzinfo=UTC)) for year in (2026, 2028)]

    written = [Calendar.from_ical(files.calendar([entries.Entry(event)])) for event in events]

    [first], [second] = (file.walk("VTIMEZONE") for file in written)
    assert first.to_ical() == second.to_ical()
    assert [(rule.name, rule["RRULE"].to_ical()) for rule in first.subcomponents] == [
        ("DAYLIGHT", b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
        ("STANDARD", b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
    ]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("year", [*range(2018, 2038)])
def test_the_rules_say_what_the_time_zone_database_says(read, year):
    noons = [datetime.datetime(year, month, day, 11, tzinfo=UTC) for month in (3, 10) for day in range(24, 32)]
    events = [Event(title=f"{noon:%m-%d}", starts_at=noon, ends_at=noon + HOUR, pk=1, slug="midi") for noon in noons]

    body = with_its_own_zone(files.calendar([entries.Entry(event) for event in events]))

    assert read(body) == {event.title: (event.starts_at, event.ends_at) for event in events}
