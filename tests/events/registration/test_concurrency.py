"""Many at once for few seats, on the real database, with threads that truly wait for each other."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from events import emails
from events.actions.date_change import change_date
from events.actions.event import cancel_event, save_event
from events.actions.locks import lock
from events.actions.registration import leave, register, take_place
from events.actions.series import save_dates
from events.actions.series_registration import leave_series, register_for_series
from events.models import Event, Registration, Scope, Series
from guards.refusals import Refused
from mailing import outbox
from mailing.models import Delivery
from tests.factories import make_event, make_member, make_registration
from tests.helpers import deliver_all

pytestmark = pytest.mark.django_db(transaction=True)

SEATS, PEOPLE = 5, 20


def at_once(people, act):
    """Run ``act(member)`` for all in threads released together; the results, refusals as exceptions."""
    gate, results = threading.Barrier(len(people)), {}

    def run(member):
        try:
            gate.wait(timeout=10)
            results[member.pk] = act(member)
        except IntegrityError as error:
            results[member.pk] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[member]) for member in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def test_twenty_at_once_for_five_seats_give_five_confirmed_and_fifteen_waiting_in_order():
    event, people = make_event(seats=SEATS), [make_member() for _ in range(PEOPLE)]

    at_once(people, lambda member: register(event, member, by=member))

    event.refresh_from_db()
    rows = list(event.registrations.in_line())
    assert event.taken_count == SEATS
    assert [row.status for row in rows] == ["confirmed"] * SEATS + ["waiting"] * (PEOPLE - SEATS)
    assert [row.pk for row in rows] == sorted(row.pk for row in rows)
    assert {row.member for row in rows} == set(people)


def test_five_leave_at_once_and_the_first_five_in_line_are_promoted():
    event, people = make_event(seats=SEATS), [make_member() for _ in range(PEOPLE)]
    for member in people:
        register(event, member, by=member)

    at_once(people[:SEATS], lambda member: leave(event, member, by=member))

    event.refresh_from_db()
    assert event.taken_count == SEATS
    assert [row.member for row in event.registrations.confirmed().in_line()] == people[SEATS : 2 * SEATS]
    assert [row.member for row in event.registrations.waiting().in_line()] == people[2 * SEATS :]


def test_leaving_and_registering_at_once_never_leave_a_seat_empty_with_people_waiting():
    event, people = make_event(seats=SEATS), [make_member() for _ in range(PEOPLE)]
    for member in people[:10]:
        register(event, member, by=member)
    leaving, coming = set(people[:5]), people[10:]

    def act(member):
        verb = leave if member in leaving else register
        return verb(event, member, by=member)

    at_once([*leaving, *coming], act)

    event.refresh_from_db()
    assert event.taken_count == SEATS
    assert event.registrations.waiting().count() == PEOPLE - 2 * SEATS


def test_one_member_pressing_ten_times_at_once_takes_one_place():
    event, member = make_event(seats=SEATS), make_member()

    at_once([member] * 10, lambda person: register(event, person, by=person))

    assert event.registrations.count() == 1


def test_each_of_twenty_is_written_to_once():
    event, people = make_event(seats=SEATS), [make_member() for _ in range(PEOPLE)]

    at_once(people, lambda member: register(event, member, by=member))

    messages = deliver_all()
    assert sorted(message.to[0] for message in messages) == sorted(member.email for member in people)
    assert sum(message.subject.startswith("Inscription confirmée") for message in messages) == SEATS


def test_seats_added_while_people_register_are_all_given_in_order():
    event, people = make_event(seats=1), [make_member() for _ in range(PEOPLE)]
    host = people.pop()

    def act(member):
        if member != host:
            return register(event, member, by=member)
        larger = Event.objects.get(pk=event.pk)
        larger.seats = SEATS
        return save_event(larger, by=host)

    at_once([host, *people], act)

    event.refresh_from_db()
    line = [row.status for row in event.registrations.in_line()]
    assert event.taken_count == SEATS
    assert line == ["confirmed"] * SEATS + ["waiting"] * (len(people) - SEATS)


def test_cancelling_ten_times_at_once_writes_once():
    event, host = make_event(), make_member()
    member = make_registration(event).member

    at_once([host] * 10, lambda by: cancel_event(event, reason="Grève", by=by))

    assert [message.to for message in deliver_all()] == [[member.email]]


def test_without_the_lock_the_database_refuses_the_sixth_seat():
    event, people = make_event(seats=SEATS), [make_member() for _ in range(PEOPLE)]
    everybody_has_counted = threading.Barrier(PEOPLE)

    def unlocked(member):
        with transaction.atomic():
            found = Event.objects.get(pk=event.pk)
            everybody_has_counted.wait(timeout=10)
            return take_place(found, member, by=member)

    results = at_once(people, unlocked)

    event.refresh_from_db()
    refused = [result for result in results.values() if isinstance(result, IntegrityError)]
    given = [result for result in results.values() if isinstance(result, Registration)]
    assert event.taken_count == len(given) == SEATS
    assert len(refused) == PEOPLE - SEATS
    assert all("event_seats_not_exceeded" in str(error) for error in refused)


def while_it_is_open(first, second, *, then=lambda: None):
    """Begin ``second`` in a thread while the transaction of ``first``, which does ``then`` too, is still open.

    Returns what ``second`` came to.
    """
    results = []

    def run():
        try:
            results.append(second())
        except IntegrityError as error:
            results.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        first()
        thread.start()
        thread.join(timeout=0.5)
        then()
    thread.join(timeout=10)
    return results[0]


def test_two_who_write_for_the_same_cause_at_once_write_one_message():
    registration = make_registration(make_event())

    @transaction.atomic
    def write():
        outbox.queue([emails.registered(registration)])

    while_it_is_open(write, write)

    assert Delivery.objects.count() == 1


def test_places_freed_at_two_dates_at_once_are_not_both_given_to_who_waits_for_both():
    series = Series.objects.create(one_seat=True)
    first, second = (make_event(seats=1, series=series) for _ in range(2))
    holders = [make_registration(event).member for event in (first, second)]
    member = make_registration(first, status="waiting").member
    make_registration(second, member, "waiting")

    left = while_it_is_open(
        lambda: leave(first, holders[0], by=holders[0]),
        lambda: leave(second, holders[1], by=holders[1]),
    )

    assert left.member == holders[1]
    assert Registration.objects.live().get().event == first


def test_two_who_change_dates_with_each_other_at_once_neither_lose_a_seat_nor_wait_for_ever():
    series = Series.objects.create(one_seat=True)
    dates = [make_event(seats=2, series=series) for _ in range(2)]
    people = [make_registration(event).member for event in dates]
    wanted = dict(zip([member.pk for member in people], reversed(dates), strict=True))

    results = at_once(people, lambda member: change_date(wanted[member.pk], member, by=member))

    assert {pk: row.status for pk, row in results.items()} == dict.fromkeys(wanted, "confirmed")
    assert {row.member_id: row.event for row in Registration.objects.live()} == wanted


def test_twenty_who_register_for_a_whole_series_at_once_never_pass_the_seats_of_a_date():
    series = Series.objects.create()
    dates = [make_event(series=series, in_days=rank, seats=SEATS if rank == 2 else None) for rank in range(1, 5)]
    people = [make_member() for _ in range(PEOPLE)]

    results = at_once(people, lambda member: register_for_series(dates[0], member, by=member))

    assert len(results) == PEOPLE
    for date in dates:
        date.refresh_from_db()
    assert [date.taken_count for date in dates] == [PEOPLE, SEATS, PEOPLE, PEOPLE]
    line = list(dates[1].registrations.in_line())
    assert [row.status for row in line] == ["confirmed"] * SEATS + ["waiting"] * (PEOPLE - SEATS)
    assert Delivery.objects.count() == 3 * PEOPLE + PEOPLE


@pytest.mark.parametrize("one_seat", [False, True], ids=["a place a date", "one place for all dates"])
def test_bug_the_one_seat_of_a_date_of_a_series_is_given_once(one_seat):
    """humhub/calendar#198: « one participant at most » was not looked at in a series, only in events alone."""
    series = Series.objects.create(rhythm=Series.Rhythm.WEEKLY, one_seat=one_seat)
    dates = [make_event(series=series, in_days=7 * week, seats=1) for week in (1, 2)]
    people = [make_member() for _ in range(PEOPLE)]

    results = at_once(people, lambda member: register(dates[1], member, by=member))

    assert len(results) == PEOPLE
    for date in dates:
        date.refresh_from_db()
    line = list(dates[1].registrations.in_line())
    assert [date.taken_count for date in dates] == [0, 1]
    assert [row.status for row in line] == ["confirmed"] + ["waiting"] * (PEOPLE - 1)
    assert [row.pk for row in line] == sorted(row.pk for row in line)
    assert {row.member for row in line} == set(people)


def test_who_has_the_one_seat_of_a_series_does_not_race_for_another():
    """humhub/calendar#198 too: of twenty, one has a place at the other date; that person is refused, nobody sits twice."""
    series = Series.objects.create(one_seat=True)
    first, second = (make_event(series=series, in_days=7 * week, seats=1) for week in (1, 2))
    people = [make_member() for _ in range(PEOPLE)]
    holder = people[7]
    make_registration(first, holder)

    def press(member):
        try:
            return register(second, member, by=member)
        except Refused as refusal:
            return refusal

    results = at_once(people, press)

    second.refresh_from_db()
    line = list(second.registrations.in_line())
    assert second.taken_count == 1
    assert [row.status for row in line] == ["confirmed"] + ["waiting"] * (PEOPLE - 2)
    assert [pk for pk, result in results.items() if isinstance(result, Refused)] == [holder.pk]
    assert "autre date" in str(results[holder.pk])


def test_one_member_who_asks_for_a_whole_series_ten_times_at_once_has_one_place_a_date():
    series, member = Series.objects.create(), make_member()
    dates = [make_event(series=series, in_days=rank) for rank in range(1, 4)]

    results = at_once([member] * 10, lambda person: register_for_series(dates[0], person, by=person))

    assert len(results) == 1
    assert Registration.objects.filter(member=member).count() == Delivery.objects.count() == 3


def test_whole_series_single_dates_and_an_edit_of_all_dates_at_once_do_not_wait_for_each_other_for_ever():
    series, host = Series.objects.create(), make_member()
    dates = [make_event(series=series, in_days=rank, seats=SEATS, hosts=[host]) for rank in range(4, 0, -1)]
    people = [make_member() for _ in range(12)]
    leaving = people[:3]
    for member in leaving:
        register_for_series(dates[0], member, by=member)

    def act(member):
        if member == host:
            edited = Event.objects.get(pk=dates[1].pk)
            edited.seats = SEATS + 2
            return save_dates(edited, by=host, scope=Scope.ALL)
        if member in leaving:
            return leave_series(dates[2], member, by=member)
        if member.pk % 2:
            return register(dates[member.pk % 4], member, by=member)
        return register_for_series(dates[member.pk % 4], member, by=member)

    results = at_once([*people, host], act)

    assert set(results) == {member.pk for member in [*people, host]}
    assert not any(isinstance(result, Exception) for result in results.values())
    for date in dates:
        date.refresh_from_db()
        assert date.seats == SEATS + 2
        assert date.taken_count == date.registrations.confirmed().count() <= date.seats
        assert date.taken_count == date.seats or not date.registrations.waiting().exists()


@pytest.mark.parametrize("act", [register_for_series, leave_series])
def test_the_dates_of_a_whole_series_are_locked_by_rising_number(act):
    series, member = Series.objects.create(), make_member()
    dates = [make_event(series=series, in_days=rank) for rank in range(4, 0, -1)]
    make_registration(dates[0], member)

    done = while_it_is_open(
        lambda: lock(dates[0]), lambda: act(dates[0], member, by=member), then=lambda: lock(dates[-1])
    )

    assert len(done) == (4 if act is register_for_series else 1)
