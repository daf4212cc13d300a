"""The same workshop on several dates: one seat a person, and moving without losing the first."""

import pytest
from django.db import IntegrityError, transaction

from events.actions import date_change
from events.actions.event import cancel_event, save_event
from events.actions.offers import settle
from events.actions.participants import add_member, remove_member
from events.actions.registration import bring_guests, change_mode, release_seats
from events.actions.registration import leave as give_up_seat
from events.actions.registration import register as take_seat
from events.models import Event, Registration, Series
from guards.refusals import Refused
from tests.clock import DAY, HOUR, TUESDAY
from tests.factories import make_event, make_member, make_registration
from tests.helpers import keys_prepared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

Ending = Registration.Ending


def make_dates(*seats, one_seat=True, **fields):
    """One workshop on as many dates, a week apart, with these numbers of seats."""
    series = Series.objects.create(one_seat=one_seat)
    starts = [TUESDAY + (7 + 7 * number) * DAY for number in range(len(seats))]
    return [
        make_event(f"Date {n}", series=series, seats=places, starts_at=start, **fields)
        for n, (places, start) in enumerate(zip(seats, starts, strict=True))
    ]


def register(event, member=None, mode="main"):
    member = member or make_member()
    return take_seat(event, member, by=member, mode=mode)


def leave(event, member):
    return give_up_seat(event, member, by=member)


def change_date(event, member):
    return date_change.change_date(event, member, by=member)


def state_of(registration):
    return Registration.objects.get(pk=registration.pk).status


def ending_of(registration):
    return Registration.objects.get(pk=registration.pk).ended_as


def test_with_a_place_at_one_date_another_is_refused_and_the_sentence_says_what_to_do():
    first, second = make_dates(5, 5)
    member = register(first).member

    with pytest.raises(Refused, match="changez de date plutôt"):
        register(second, member)


def test_where_dates_are_not_bound_one_may_come_to_all():
    first, second = make_dates(5, 5, one_seat=False)
    member = register(first).member

    assert register(second, member).is_confirmed


@pytest.mark.parametrize("statuses", [("confirmed", "confirmed"), ("confirmed", "offered"), ("offered", "offered")])
def test_the_database_refuses_a_second_seat_across_the_dates(statuses):
    first, second = make_dates(5, 5)
    member = make_registration(first, status=statuses[0]).member

    with pytest.raises(IntegrityError, match="registration_one_seat_of_series"), transaction.atomic():
        make_registration(second, member, statuses[1])


def test_whatever_is_written_into_the_mark_of_the_series_the_database_puts_its_own():
    first, _ = make_dates(5, 5)

    row = make_registration(first, one_seat_of=None)
    Registration.objects.filter(pk=row.pk).update(one_seat_of=None)

    row.refresh_from_db()
    assert row.one_seat_of_id == first.series_id


def test_changing_to_a_date_with_a_free_place_is_done_at_once_and_frees_the_first():
    first, second = make_dates(1, 1)
    held, waiting = register(first), register(first)

    moved = change_date(second, held.member)

    assert (moved.event, moved.status, moved.moving_from) == (second, "confirmed", held)
    assert ending_of(held) == Ending.MOVED
    assert state_of(waiting) == "confirmed"
    assert keys_prepared()[2:] == [
        f"events.registered:{moved.pk}",
        f"events.left:{held.pk}",
        f"events.promoted:{waiting.pk}",
    ]


def test_changing_to_a_full_date_keeps_the_first_place_until_the_new_one_is_sure():
    first, second = make_dates(1, 1)
    held, holder = register(first), register(second)

    waiting = change_date(second, held.member)
    kept = state_of(held)
    leave(second, holder.member)

    assert (waiting.status, kept) == ("waiting", "confirmed")
    assert (state_of(waiting), ending_of(held)) == ("confirmed", Ending.MOVED)


def test_the_place_left_by_who_moves_goes_to_the_next_in_line_there():
    first, second = make_dates(1, 1)
    held, holder, next_one = register(first), register(second), register(first)
    change_date(second, held.member)

    leave(second, holder.member)

    assert state_of(next_one) == "confirmed"


def test_who_waits_for_another_date_is_not_asked_but_moved():
    first, second = make_dates(1, 1, answer_hours=4)
    held, holder = register(first), register(second)
    waiting = change_date(second, held.member)

    leave(second, holder.member)

    assert state_of(waiting) == "confirmed"


def test_who_gave_the_first_place_back_meanwhile_is_asked_like_everybody():
    first, second = make_dates(1, 1, answer_hours=4)
    held, holder = register(first), register(second)
    waiting = change_date(second, held.member)
    leave(first, held.member)

    leave(second, holder.member)

    assert state_of(waiting) == "offered"


def test_giving_up_the_wait_for_another_date_keeps_the_place():
    first, second = make_dates(1, 1)
    held, _ = register(first), register(second)
    change_date(second, held.member)

    leave(second, held.member)

    assert state_of(held) == "confirmed"


def test_asking_twice_for_another_date_changes_nothing_more():
    first, second = make_dates(1, 1)
    held, _ = register(first), register(second)

    asked = change_date(second, held.member)
    again = change_date(second, held.member)

    assert asked == again
    assert len(keys_prepared()) == 3


def test_without_a_place_at_another_date_there_is_nothing_to_change():
    _, second = make_dates(5, 5)

    with pytest.raises(Refused, match="pas de place à une autre date"):
        change_date(second, make_member())


def test_a_date_that_has_begun_is_no_longer_exchanged(clock):
    first, second = make_dates(5, 5)
    member = register(first).member
    clock.move_to(first.starts_at + HOUR)

    with pytest.raises(Refused, match="déjà suivi"):
        change_date(second, member)


def test_who_waited_for_another_date_is_passed_over_once_the_first_has_begun(clock):
    first, second = make_dates(1, 1)
    held, holder = register(first), register(second)
    waiting, behind = change_date(second, held.member), register(second)
    clock.move_to(first.starts_at + HOUR)

    leave(second, holder.member)

    assert (state_of(waiting), state_of(behind)) == ("waiting", "confirmed")


def test_a_sure_place_ends_the_waiting_for_the_other_dates():
    first, second = make_dates(1, 1)
    holder, _ = register(first), register(second)
    member = register(first).member
    elsewhere = register(second, member)

    leave(first, holder.member)

    assert ending_of(elsewhere) == Ending.MOVED


def test_while_an_offer_is_open_the_other_dates_pass_over_and_serve_after_it_is_declined():
    first, second = make_dates(1, 1, answer_hours=4)
    holders = [register(first), register(second)]
    member = register(first).member
    elsewhere = register(second, member)
    leave(first, holders[0].member)

    leave(second, holders[1].member)
    meanwhile = state_of(elsewhere)
    leave(first, member)

    assert (meanwhile, state_of(elsewhere)) == ("waiting", "offered")


def test_while_somebody_decides_elsewhere_a_newcomer_takes_the_free_place():
    first, second = make_dates(1, 1, answer_hours=4)
    holders = [register(first), register(second)]
    member = register(first).member
    register(second, member)
    leave(first, holders[0].member)
    leave(second, holders[1].member)

    assert register(second).is_confirmed


def test_an_offer_that_lapses_at_one_date_serves_the_wait_at_the_other(clock):
    first, second = make_dates(1, 1, answer_hours=4)
    holders = [register(first), register(second)]
    member = register(first).member
    elsewhere = register(second, member)
    for event, row in zip((first, second), holders, strict=True):
        leave(event, row.member)

    clock.shift(4 * HOUR)
    settle()

    assert state_of(elsewhere) == "offered"


@pytest.mark.parametrize("act", ["removed", "made host", "cancelled"])
def test_an_offer_taken_back_at_one_date_serves_the_wait_at_the_other(act):
    first, second = make_dates(1, 1, answer_hours=4)
    holders = [register(first), register(second)]
    offered = register(first)
    elsewhere = register(second, offered.member)
    for event, row in zip((first, second), holders, strict=True):
        leave(event, row.member)

    if act == "removed":
        remove_member(offered, reason="Erreur", by=make_member())
    elif act == "made host":
        save_event(Event.objects.get(pk=first.pk), by=make_member(), hosts=[offered.member])
    else:
        cancel_event(first, reason="Grève", by=make_member())

    assert state_of(elsewhere) == "offered"


def test_a_place_at_a_cancelled_date_does_not_bar_the_others():
    first, second = make_dates(5, 5)
    held = register(first)
    cancel_event(first, reason="Grève", by=make_member())

    other = register(second, held.member)

    assert (state_of(other), state_of(held)) == ("confirmed", "confirmed")


@pytest.mark.parametrize("answer_hours", [None, 8])
def test_when_the_date_kept_is_cancelled_the_wait_for_the_other_goes_on(answer_hours):
    first, second = make_dates(5, 1, answer_hours=answer_hours)
    sitting = register(second)
    held = register(first)
    waiting = change_date(second, held.member)
    cancel_event(first, reason="Grève", by=make_member())

    leave(second, sitting.member)

    assert state_of(waiting) == "confirmed"


def test_who_departs_frees_the_places_and_ranks_at_all_dates():
    first, second = make_dates(1, 1)
    held, holder, behind = register(first), register(second), register(first)
    change_date(second, held.member)

    release_seats(held.member)

    assert state_of(behind) == "confirmed"
    assert not Registration.objects.live().filter(member=held.member).exists()
    assert state_of(holder) == "confirmed"


def test_moving_to_a_third_date_gives_up_the_wait_for_the_second():
    first, second, third = make_dates(1, 1, 1)
    held, _ = register(first), register(second)
    waiting = change_date(second, held.member)

    moved = change_date(third, held.member)

    assert moved.is_confirmed
    assert (ending_of(held), ending_of(waiting)) == (Ending.MOVED, Ending.MOVED)


# with what hosts do and the two ways to come -----------------------------------------------------


def test_a_host_cannot_give_a_second_seat_across_the_dates():
    first, second = make_dates(5, 5)
    member = register(first).member

    with pytest.raises(Refused, match="déjà une place à une autre date"):
        add_member(second, member, by=make_member())


def test_a_host_confirms_who_waits_to_move_and_the_first_place_is_given_back():
    first, second = make_dates(1, 1)
    held, _, behind = register(first), register(second), register(first)
    waiting = change_date(second, held.member)

    add_member(second, held.member, by=make_member(), adds_seat=True, reason="Promis")

    assert (state_of(waiting), ending_of(held), state_of(behind)) == ("confirmed", Ending.MOVED, "confirmed")


def test_who_is_added_by_a_host_waits_nowhere_else():
    first, second = make_dates(1, 1)
    register(first), register(second)
    waiting = register(first)

    add_member(second, waiting.member, by=make_member(), adds_seat=True)

    assert ending_of(waiting) == Ending.MOVED


def test_who_waits_to_move_and_chooses_the_other_way_moves_if_a_place_is_free_there():
    first, second = make_dates(1, 1, format="hybrid", online_seats=1)
    held, _ = register(first), register(second)
    waiting = change_date(second, held.member)

    moved = change_mode(second, held.member, mode="online", by=held.member)

    assert (moved.status, moved.mode, ending_of(held)) == ("confirmed", "online", Ending.MOVED)
    assert ending_of(waiting) == Ending.LEFT


def test_who_waits_to_move_and_chooses_a_full_way_still_keeps_the_first_place():
    first, second = make_dates(1, 1, format="hybrid", online_seats=1)
    held, _, screen = register(first), register(second), register(second, mode="online")
    change_date(second, held.member)

    moved = change_mode(second, held.member, mode="online", by=held.member)
    kept = state_of(held)
    leave(second, screen.member)

    assert (moved.status, kept) == ("waiting", "confirmed")
    assert (state_of(moved), ending_of(held)) == ("confirmed", Ending.MOVED)


def test_who_decides_at_one_date_does_not_take_a_second_seat_by_the_other_way():
    first, second = make_dates(1, 1, format="hybrid", online_seats=1, answer_hours=4)
    holder, _ = register(first), register(second)
    member = register(first).member
    waiting = register(second, member)
    leave(first, holder.member)

    with pytest.raises(Refused, match="déjà une place à une autre date"):
        change_mode(second, member, mode="online", by=member)

    assert state_of(waiting) == "waiting"


def test_an_offer_answered_by_the_other_way_ends_the_waiting_for_the_other_dates():
    first, second = make_dates(1, 1, format="hybrid", online_seats=1, answer_hours=4)
    holder, _ = register(first), register(second)
    member = register(first).member
    elsewhere = register(second, member)
    leave(first, holder.member)

    change_mode(first, member, mode="online", by=member)

    assert ending_of(elsewhere) == Ending.MOVED


@pytest.mark.parametrize("room", [5, 1])
def test_who_comes_on_screen_moves_to_the_screen_of_the_other_date(room):
    first, second = make_dates(5, room, format="hybrid", place="Lyon", online_seats=2)
    if room == 1:
        register(second)
    member = register(first, mode="online").member

    taken = change_date(second, member)

    assert (taken.mode, taken.status) == ("online", "confirmed")


def test_the_people_who_accompany_move_too():
    first, second = make_dates(5, 3, guests_allowed=2)
    member = register(first).member
    bring_guests(first, member, guests=2, by=member)

    taken = change_date(second, member)

    second.refresh_from_db()
    assert (taken.guests, second.taken_count) == (2, 3)


@pytest.mark.parametrize(("seats", "allowed"), [(2, 2), (5, 1)])
def test_without_places_for_who_accompanies_nobody_moves(seats, allowed):
    first, second = make_dates(5, seats, guests_allowed=2)
    Event.objects.filter(pk=second.pk).update(guests_allowed=allowed)
    mine = register(first)
    bring_guests(first, mine.member, guests=2, by=mine.member)

    with pytest.raises(Refused, match="qui vous accompagne"):
        change_date(second, mine.member)

    mine.refresh_from_db()
    assert (mine.status, mine.guests) == ("confirmed", 2)


@pytest.mark.parametrize("people", [2, 20])
def test_moving_twenty_people_to_another_date_asks_as_much_of_the_database_as_moving_two(
    people, django_assert_num_queries
):
    first, second = make_dates(people, 1)
    make_registration(second)
    for _ in range(people):
        held = make_registration(first)
        make_registration(second, held.member, status="waiting", moving_from=held)
    wider = Event.objects.get(pk=second.pk)
    wider.seats = 40

    with django_assert_num_queries(31):
        save_event(wider, by=make_member())
