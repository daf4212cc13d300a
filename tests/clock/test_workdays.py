"""The French working day, bank holidays included, across the nights when the clock changes."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from clock import workdays

PARIS = ZoneInfo("Europe/Paris")
REUNION = ZoneInfo("Indian/Reunion")


def paris(*moment):
    return datetime.datetime(*moment, tzinfo=PARIS)


def test_the_eleven_bank_holidays_of_a_year_are_computed_easter_included():
    days = sorted(f"{day:%m-%d}" for day in workdays.bank_holidays(2027))

    assert days == [
        "01-01", "03-29", "05-01", "05-06", "05-08", "05-17", "07-14", "08-15", "11-01", "11-11", "12-25",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ((2026, 4, 6), "lundi de Pâques"),
        ((2026, 5, 14), "Ascension"),
        ((2026, 5, 25), "lundi de Pentecôte"),
        ((2024, 5, 9), "Ascension"),
        ((2026, 7, 14), "fête nationale"),
        ((2026, 7, 15), ""),
        ((2026, 4, 5), ""),
    ],
)
def test_a_bank_holiday_has_its_name(day, name):
    assert str(workdays.bank_holiday(datetime.date(*day))) == name


@pytest.mark.parametrize(
    ("moment", "is_working"),
    [
        ((2026, 11, 27, 7, 59, 59), False),
        ((2026, 11, 27, 8), True),
        ((2026, 11, 27, 18, 59, 59), True),
        ((2026, 11, 27, 19), False),
        ((2026, 11, 28, 12), False),
        ((2026, 11, 29, 12), False),
        ((2026, 11, 11, 12), False),
    ],
)
def test_offices_are_open_from_8_to_19_on_working_days(moment, is_working):
    assert workdays.is_working(paris(*moment)) is is_working


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ((2026, 11, 27, 12, 34), (2026, 11, 27, 12, 34)),
        ((2026, 11, 26, 5), (2026, 11, 26, 8)),
        ((2026, 11, 27, 20), (2026, 11, 30, 8)),
        ((2026, 12, 24, 19), (2026, 12, 28, 8)),
        ((2026, 12, 31, 23), (2027, 1, 4, 8)),
        ((2027, 5, 5, 20), (2027, 5, 7, 8)),
    ],
)
def test_what_comes_when_offices_are_closed_waits_for_the_next_opening(moment, opening):
    assert workdays.next_working_instant(paris(*moment)) == paris(*opening)


@pytest.mark.parametrize(
    ("moment", "opening_utc"),
    [((2026, 10, 24, 1), (2026, 10, 26, 7)), ((2027, 3, 26, 20), (2027, 3, 30, 6))],
)
def test_the_opening_after_a_change_of_clock_is_8_o_clock_of_the_new_time(moment, opening_utc):
    opening = datetime.datetime(*opening_utc, tzinfo=datetime.UTC)

    assert workdays.next_working_instant(paris(*moment)) == opening


def test_working_time_can_be_that_of_another_zone():
    morning = datetime.datetime(2026, 11, 27, 7, 30, tzinfo=PARIS)

    assert workdays.is_working(morning, REUNION) is True
    assert workdays.next_working_instant(paris(2026, 11, 27, 17), REUNION) == paris(2026, 11, 30, 5)


@pytest.mark.parametrize(
    ("moment", "monday"),
    [
        ((2026, 11, 27, 20), (2026, 11, 30, 8)),
        ((2026, 11, 30, 7, 59), (2026, 11, 30, 8)),
        ((2026, 11, 30, 8), (2026, 12, 7, 8)),
        ((2027, 3, 26, 12), (2027, 3, 30, 8)),
        ((2027, 3, 29, 12), (2027, 3, 30, 8)),
    ],
)
def test_a_week_begins_on_monday_at_8_or_after_the_bank_holiday(moment, monday):
    assert workdays.next_monday(paris(*moment)) == paris(*monday)


def test_working_hours_are_counted_over_nights_and_week_ends():
    assert workdays.add_working_hours(paris(2026, 11, 27, 17), 4) == paris(2026, 11, 30, 10)
    assert workdays.add_working_hours(paris(2026, 11, 28, 17), 11) == paris(2026, 11, 30, 19)
