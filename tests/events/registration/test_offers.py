"""Freed places that wait for an answer: how long, who is next, and that an offer is a place."""

from datetime import datetime

import pytest

from events.actions.event import cancel_event, save_event
from events.actions.offers import settle, take_offer
from events.actions.registration import leave as give_up_seat
from events.actions.registration import register
from events.models import Event, Registration
from guards.refusals import Refused
from tests.clock import DAY, HOUR, MINUTE, PARIS, TUESDAY
from tests.factories import fill_event, make_event, make_member, make_registration
from tests.helpers import deliver_all, keys_prepared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

Ending = Registration.Ending


def make_full(*, waiting=2, **fields):
    """A full event of one seat in a week, with four working hours to answer: (event, holder, those who wait)."""
    event = make_event(**{"seats": 1, "answer_hours": 4, "starts_at": TUESDAY + 7 * DAY} | fields)
    holder = make_registration(event).member
    people = [make_registration(event, status="waiting").member for _ in range(waiting)]
    return event, holder, people


def leave(event, member):
    return give_up_seat(event, member, by=member)


def take(event, member):
    return take_offer(event, member, by=member)


def row_of(event, member):
    return event.registrations.filter(member=member).latest("pk")


def offered_to(event):
    return [row.member for row in event.registrations.offered().in_line()]


@pytest.mark.parametrize(
    ("freed_at", "hours", "deadline"),
    [
        (datetime(2027, 3, 16, 10, tzinfo=PARIS), 4, datetime(2027, 3, 16, 14, tzinfo=PARIS)),
        (datetime(2027, 3, 16, 17, tzinfo=PARIS), 4, datetime(2027, 3, 17, 10, tzinfo=PARIS)),
        (datetime(2027, 3, 16, 23, tzinfo=PARIS), 4, datetime(2027, 3, 17, 12, tzinfo=PARIS)),
        (datetime(2027, 3, 19, 17, tzinfo=PARIS), 4, datetime(2027, 3, 22, 10, tzinfo=PARIS)),
        (datetime(2027, 3, 20, 9, tzinfo=PARIS), 11, datetime(2027, 3, 22, 19, tzinfo=PARIS)),
        (datetime(2027, 3, 26, 18, tzinfo=PARIS), 2, datetime(2027, 3, 30, 9, tzinfo=PARIS)),
    ],
    ids=["same day", "next morning", "night", "week-end", "whole day", "summer time and Easter Monday"],
)
def test_the_time_to_answer_counts_working_hours_only(clock, freed_at, hours, deadline):
    event, holder, (first, _) = make_full(answer_hours=hours, starts_at=TUESDAY + 30 * DAY)
    clock.move_to(freed_at)

    leave(event, holder)

    assert row_of(event, first).offer_expires_at == deadline


def test_an_offer_goes_to_the_first_in_line_and_is_told():
    event, holder, (first, second) = make_full()

    left = leave(event, holder)

    assert offered_to(event) == [first]
    assert row_of(event, second).is_waiting
    assert row_of(event, first).promoted_at is None
    assert keys_prepared() == [f"events.left:{left.pk}", f"events.offered:{row_of(event, first).pk}"]


def test_the_message_of_an_offer_says_until_when_and_how_to_answer():
    event, holder, (first, _) = make_full()

    leave(event, holder)

    message = deliver_all()[-1]
    assert message.to == [first.email]
    assert "14\xa0h" in message.body.replace(" h", "\xa0h")
    assert event.get_absolute_url() in message.body


@pytest.mark.parametrize(
    ("hours_before", "status"), [(23, "confirmed"), (25, "confirmed"), (27, "confirmed"), (29, "offered")]
)
def test_near_the_start_a_freed_place_is_given_at_once(clock, hours_before, status):
    start = datetime(2027, 3, 18, 14, tzinfo=PARIS)
    event, holder, (first, _) = make_full(starts_at=start)
    clock.move_to(start - hours_before * HOUR)

    leave(event, holder)

    assert row_of(event, first).status == status


def test_an_offer_counts_as_a_place():
    event, holder, _ = make_full()

    leave(event, holder)
    newcomer = make_member()
    registration = register(event, newcomer, by=newcomer)

    event.refresh_from_db()
    assert event.taken_count == 1
    assert registration.is_waiting


def test_taking_the_offer_confirms_the_place_and_is_told_once():
    event, holder, (first, _) = make_full()
    leave(event, holder)
    deliver_all()

    taken = take(event, first)
    again = take(event, first)

    assert taken == again
    row = row_of(event, first)
    assert (row.is_confirmed, row.offer_expires_at, row.promoted_at) == (True, None, TUESDAY)
    assert keys_prepared() == [f"events.registered:{row.pk}"]


@pytest.mark.parametrize("late", [4 * HOUR, 4 * HOUR + MINUTE])
def test_an_offer_whose_time_has_passed_is_not_taken_even_before_the_clock_has_worked(clock, late):
    event, holder, (first, _) = make_full()
    leave(event, holder)
    clock.shift(late)

    with pytest.raises(Refused, match="n’est plus proposée"):
        take(event, first)

    assert row_of(event, first).is_offered


def test_the_last_minute_of_an_offer_counts(clock):
    event, holder, (first, _) = make_full()
    leave(event, holder)
    clock.shift(4 * HOUR - MINUTE)

    assert take(event, first).is_confirmed


@pytest.mark.parametrize("status", ["waiting", "cancelled"])
def test_who_was_offered_nothing_takes_nothing(status):
    event = fill_event(make_event(seats=1), confirmed=1)
    member = make_registration(event, status=status).member

    with pytest.raises(Refused):
        take(event, member)

    assert row_of(event, member).status == status


def test_a_declined_offer_goes_to_the_next_and_the_member_leaves_the_line():
    event, holder, (first, second) = make_full()
    leave(event, holder)

    leave(event, first)

    assert row_of(event, first).ended_as == Ending.DECLINED
    assert offered_to(event) == [second]
    assert keys_prepared()[1:] == [f"events.offered:{row_of(event, second).pk}"]


def test_an_unanswered_offer_expires_by_itself_and_goes_to_the_next(clock):
    event, holder, (first, second) = make_full()
    leave(event, holder)

    clock.shift(4 * HOUR - MINUTE)
    early = settle()
    clock.shift(MINUTE)
    due = settle()

    row = row_of(event, first)
    assert (early, due) == (0, 1)
    assert (row.ended_as, row.changed_by) == (Ending.EXPIRED, None)
    assert offered_to(event) == [second]
    assert keys_prepared()[1:] == [f"events.offer_expired:{row.pk}", f"events.offered:{row_of(event, second).pk}"]


def test_settling_twice_changes_nothing_more(clock):
    event, holder, _ = make_full()
    leave(event, holder)
    clock.shift(4 * HOUR)

    settle()
    told = keys_prepared()
    again = settle()

    assert again == 0
    assert keys_prepared() == told


def test_the_line_is_gone_through_until_nobody_waits(clock):
    event, holder, people = make_full(waiting=3)
    leave(event, holder)

    for _ in range(4):
        clock.shift(DAY)
        settle()

    event.refresh_from_db()
    assert [row_of(event, member).ended_as for member in people] == [Ending.EXPIRED] * 3
    assert event.taken_count == 0


def test_the_next_one_is_given_the_place_at_once_when_the_answer_comes_too_near_the_start(clock):
    event, holder, (first, second) = make_full(starts_at=datetime(2027, 3, 18, 14, tzinfo=PARIS))
    clock.move_to(datetime(2027, 3, 17, 9, tzinfo=PARIS))
    leave(event, holder)
    assert offered_to(event) == [first]

    clock.move_to(datetime(2027, 3, 17, 13, tzinfo=PARIS))
    settle()

    assert row_of(event, second).is_confirmed


def test_an_offer_that_lapses_after_the_start_serves_nobody_and_is_not_told(clock):
    event, holder, (first, second) = make_full()
    leave(event, holder)
    deliver_all()
    clock.move_to(event.starts_at + MINUTE)

    settle()

    assert row_of(event, first).ended_as == Ending.EXPIRED
    assert row_of(event, second).is_waiting
    assert keys_prepared() == []


def test_an_offer_in_a_cancelled_event_lapses_without_another_word(clock):
    event, holder, (_, second) = make_full()
    leave(event, holder)
    cancel_event(event, reason="Grève", by=holder)
    told = keys_prepared()
    clock.shift(DAY)

    settle()

    assert keys_prepared() == told
    assert row_of(event, second).is_waiting


def test_raising_the_seats_offers_the_new_places_in_order():
    event, holder, people = make_full(waiting=3)
    event = Event.objects.get(pk=event.pk)
    event.seats = 3

    save_event(event, by=holder)

    assert offered_to(event) == people[:2]


def test_offers_are_counted_when_seats_are_lowered():
    event, holder, _ = make_full()
    event = Event.objects.get(pk=event.pk)
    event.seats = 3
    save_event(event, by=holder)
    event = Event.objects.get(pk=event.pk)
    event.seats = 2

    with pytest.raises(Refused, match="au moins 3 places.*soit 1 de plus"):
        save_event(event, by=holder)


def test_a_free_place_with_nobody_in_line_is_given_and_not_offered():
    event = make_event(seats=1, answer_hours=4)
    member = make_member()

    assert register(event, member, by=member).is_confirmed
