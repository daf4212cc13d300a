"""The clock of Paris, above all in the nights when it changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from clock import paris

WINTER_DAY, SPRING, AUTUMN = date(2027, 1, 12), date(2027, 3, 28), date(2027, 10, 31)


def utc(*moment):
    return datetime(*moment, tzinfo=UTC)


def test_a_day_begins_at_midnight_in_paris_whatever_the_clock_of_the_reader():
    with timezone.override("America/New_York"):
        assert paris.midnight(WINTER_DAY) == utc(2027, 1, 11, 23)
        assert paris.midnight(date(2027, 7, 1)) == utc(2027, 6, 30, 22)
        assert paris.day_of(utc(2027, 1, 11, 23)) == WINTER_DAY
        assert paris.day_of(utc(2027, 1, 11, 22, 59)) == date(2027, 1, 11)


def test_what_is_added_to_a_local_hour_moves_the_hands_of_the_clock():
    eve = paris.local(paris.at(date(2027, 3, 27), time(10)))

    assert eve + timedelta(days=1) == utc(2027, 3, 28, 8)
    assert paris.at(date(2027, 3, 27), time(10)) + timedelta(days=1) == utc(2027, 3, 28, 9)


@pytest.mark.parametrize(
    ("day", "hour", "instant"),
    [
        (SPRING, time(1, 59), utc(2027, 3, 28, 0, 59)),
        (SPRING, time(2, 30), None),
        (SPRING, time(3), utc(2027, 3, 28, 1)),
        (AUTUMN, time(2, 30), utc(2027, 10, 31, 0, 30)),
        (AUTUMN, time(3), utc(2027, 10, 31, 2)),
    ],
)
def test_an_hour_that_does_not_exist_is_none_and_of_two_the_first_is_taken(day, hour, instant):
    assert paris.existing(day, hour) == instant


def test_an_hour_that_does_not_exist_comes_an_hour_later_for_what_must_take_place():
    assert paris.at(SPRING, time(2, 30)) == utc(2027, 3, 28, 1, 30)


@pytest.mark.parametrize(
    ("instant", "twice"),
    [
        (utc(2027, 10, 30, 23, 59), False),
        (utc(2027, 10, 31, 0), True),
        (utc(2027, 10, 31, 1, 59), True),
        (utc(2027, 10, 31, 2), False),
    ],
)
def test_the_hour_shown_twice_in_autumn_is_known_both_times(instant, twice):
    assert paris.comes_twice(instant) is twice
