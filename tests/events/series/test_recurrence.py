"""The days of a rhythm, and hours of the clock across its changes."""

import datetime

import pytest
from django.utils import timezone

from clock.paris import at
from events import recurrence
from events.models import Series
from tests.factories import make_event

Rhythm = Series.Rhythm


def day(text):
    return datetime.date.fromisoformat(text)


def days(first, **rule):
    return [str(found) for found in recurrence.days_of(day(first), **rule)]


def local(instant):
    return timezone.localtime(instant).strftime("%Y-%m-%d %H:%M")


@pytest.fixture
def evening(db):
    """Two hours and a half, registrations from a week before to noon on the day before."""
    return make_event(
        starts_at=at(day("2026-10-18"), datetime.time(9)), ends_at=at(day("2026-10-18"), datetime.time(11, 30)),
        registration_opens_at=at(day("2026-10-11"), datetime.time(8)),
        registration_closes_at=at(day("2026-10-17"), datetime.time(12)),
    )  # fmt: skip


def test_every_week_counts_the_first_date():
    assert days("2026-10-06", rhythm=Rhythm.WEEKLY, count=3) == ["2026-10-06", "2026-10-13", "2026-10-20"]


def test_every_other_week_until_a_date_that_may_be_one_of_them():
    found = days("2026-10-06", rhythm=Rhythm.WEEKLY, interval=2, until_on=day("2026-11-03"))

    assert found == ["2026-10-06", "2026-10-20", "2026-11-03"]


def test_the_same_date_of_the_month_is_the_last_day_where_the_month_is_shorter():
    found = days("2027-01-31", rhythm=Rhythm.MONTHLY_DAY, count=4)

    assert found == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]


def test_the_thirtieth_takes_the_last_day_of_february_and_no_other_last_day():
    found = days("2028-01-30", rhythm=Rhythm.MONTHLY_DAY, count=3)

    assert found == ["2028-01-30", "2028-02-29", "2028-03-30"]


def test_the_second_tuesday_of_every_third_month():
    found = days("2026-10-13", rhythm=Rhythm.MONTHLY_WEEKDAY, interval=3, count=3)

    assert found == ["2026-10-13", "2027-01-12", "2027-04-13"]


def test_a_fourth_tuesday_stays_the_fourth():
    found = days("2026-12-22", rhythm=Rhythm.MONTHLY_WEEKDAY, count=2)

    assert found == ["2026-12-22", "2027-01-26"]


def test_the_fifth_tuesday_is_the_last_of_each_month():
    found = days("2026-12-29", rhythm=Rhythm.MONTHLY_WEEKDAY, count=3)

    assert found == ["2026-12-29", "2027-01-26", "2027-02-23"]


def test_a_rhythm_without_end_in_sight_stops_one_date_too_far():
    assert len(days("2026-10-06", rhythm=Rhythm.WEEKLY, until_on=day("2099-01-01"))) == 61


@pytest.mark.parametrize("other", ["2026-10-25", "2026-11-01", "2027-03-28", "2027-04-04"])
def test_a_copy_keeps_its_hours_across_the_changes_of_clocks(evening, other):
    copy = recurrence.copy_of(evening, day(other))

    before, week = day(other) - datetime.timedelta(days=1), day(other) - datetime.timedelta(days=7)
    assert [local(copy.starts_at), local(copy.ends_at)] == [f"{other} 09:00", f"{other} 11:30"]
    assert local(copy.registration_opens_at) == f"{week} 08:00"
    assert local(copy.registration_closes_at) == f"{before} 12:00"


def test_a_copy_is_a_draft_of_its_own(evening):
    copy = recurrence.copy_of(evening, day("2026-11-01"))

    assert (copy.pk, copy.state, copy.title, copy.series_date) == (None, "draft", evening.title, None)
    assert copy.uid != evening.uid


@pytest.mark.django_db
def test_an_hour_that_the_night_leaves_out_comes_an_hour_later_with_its_end():
    night = make_event(
        starts_at=at(day("2027-03-21"), datetime.time(2, 30)), ends_at=at(day("2027-03-21"), datetime.time(3, 15))
    )

    copy = recurrence.copy_of(night, day("2027-03-28"))

    assert [local(copy.starts_at), local(copy.ends_at)] == ["2027-03-28 03:30", "2027-03-28 04:15"]


@pytest.mark.django_db
def test_an_hour_that_comes_twice_is_the_first_one():
    night = make_event(
        starts_at=at(day("2026-10-18"), datetime.time(2, 30)), ends_at=at(day("2026-10-18"), datetime.time(4))
    )

    copy = recurrence.copy_of(night, day("2026-10-25"))

    assert copy.starts_at.isoformat() == "2026-10-25T00:30:00+00:00"
    assert copy.ends_at.isoformat() == "2026-10-25T03:00:00+00:00"


@pytest.mark.django_db
def test_registration_never_closes_after_the_start_nor_opens_after_it_closes():
    night = make_event(
        starts_at=at(day("2027-03-21"), datetime.time(3, 10)), ends_at=at(day("2027-03-21"), datetime.time(5)),
        registration_opens_at=at(day("2027-03-21"), datetime.time(2, 20)),
        registration_closes_at=at(day("2027-03-21"), datetime.time(2, 40)),
    )  # fmt: skip

    copy = recurrence.copy_of(night, day("2027-03-28"))

    assert copy.registration_closes_at == copy.starts_at
    assert copy.registration_opens_at is None
    copy.save()


@pytest.mark.django_db
def test_reserved_places_keep_their_distance():
    reserved = make_event(
        starts_at=at(day("2026-10-18"), datetime.time(9)), reserved_seats=2, reserved_for="newcomers",
        reserved_until=at(day("2026-10-15"), datetime.time(18)),
    )  # fmt: skip

    copy = recurrence.copy_of(reserved, day("2026-10-25"))

    assert (copy.reserved_seats, copy.reserved_for) == (2, "newcomers")
    assert local(copy.reserved_until) == "2026-10-22 18:00"
