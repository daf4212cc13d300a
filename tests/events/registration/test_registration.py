"""Taking a place, waiting, leaving: the rules as actions keep them."""

import datetime

import pytest
from django.utils import timezone

from events.actions.event import cancel_event, save_event
from events.actions.registration import leave as give_up_seat
from events.actions.registration import register as take_seat
from events.actions.registration import release_seats
from events.models import CalendarFeed, Event, Registration
from guards.refusals import Refused
from members.signals import member_left
from tests.factories import fill_event, make_event, make_member, make_registration
from tests.helpers import keys_prepared

pytestmark = pytest.mark.django_db

CONFIRMED, WAITING, LEFT = (Registration.Status[name] for name in ("CONFIRMED", "WAITING", "CANCELLED"))
HOUR = datetime.timedelta(hours=1)


def register(event, member=None):
    member = member or make_member()
    return take_seat(event, member, by=member)


def leave(event, member):
    return give_up_seat(event, member, by=member)


def line(event):
    return [registration.member for registration in event.registrations.waiting().in_line()]


def statuses(event):
    return list(event.registrations.order_by("pk").values_list("status", flat=True))


def test_a_free_place_is_given_at_once():
    event = make_event(seats=1)

    registration = register(event)

    assert registration.status == CONFIRMED
    assert registration.changed_by == registration.member
    assert keys_prepared() == [f"events.registered:{registration.pk}"]


def test_a_full_event_has_a_line_in_order_of_arrival():
    event = make_event(seats=1)
    people = [make_member() for _ in range(4)]

    for member in people:
        register(event, member)

    assert statuses(event) == [CONFIRMED, WAITING, WAITING, WAITING]
    assert line(event) == people[1:]
    assert keys_prepared()[1:] == [f"events.waiting:{row.pk}" for row in event.registrations.waiting().in_line()]


def test_without_a_limit_everybody_has_a_place():
    event = make_event(seats=None)

    assert [register(event).status for _ in range(3)] == [CONFIRMED] * 3


def test_pressing_twice_does_nothing_twice():
    event, member = make_event(), make_member()

    first, second = register(event, member), register(event, member)

    assert first == second
    assert event.registrations.count() == 1
    assert len(keys_prepared()) == 1


def test_pressing_twice_keeps_the_rank():
    event = fill_event(make_event(seats=1), confirmed=1)
    first, second = make_member(), make_member()

    for member in (first, second, first):
        register(event, member)

    assert line(event) == [first, second]


REFUSALS = {
    "draft": ({"state": "draft"}, "Ce rendez-vous ne prend pas d’inscription."),
    "cancelled": (
        {"state": "cancelled", "cancellation_reason": "Grève"},
        "Ce rendez-vous ne prend pas d’inscription.",
    ),
    "started": ({"in_days": -0.01}, "Ce rendez-vous a déjà commencé."),
    "over": ({"in_days": -9}, "Ce rendez-vous a déjà commencé."),
    "closed": ({"registration_closes_at": timezone.now() - HOUR}, "Les inscriptions sont closes."),
}


@pytest.mark.parametrize("fields,sentence", REFUSALS.values(), ids=REFUSALS)
def test_a_registration_is_refused_with_a_reason(fields, sentence):
    with pytest.raises(Refused) as refusal:
        register(make_event(**fields))

    assert refusal.value.message == sentence
    assert not Registration.objects.exists()
    assert keys_prepared() == []


def test_a_registration_before_the_opening_says_when_it_opens():
    opening = timezone.now() + 48 * HOUR
    event = make_event(registration_opens_at=opening)

    with pytest.raises(Refused, match="Les inscriptions ouvrent le"):
        register(event)


def test_the_last_minute_before_closing_counts():
    event = make_event(registration_opens_at=timezone.now() - HOUR, registration_closes_at=timezone.now() + HOUR)

    assert register(event).status == CONFIRMED


def test_a_member_who_is_not_active_takes_no_place():
    with pytest.raises(Refused):
        register(make_event(), make_member(state="paused"))


def test_a_host_needs_no_registration():
    host = make_member()

    with pytest.raises(Refused, match="Vous animez"):
        register(make_event(hosts=[host]), host)


def test_leaving_frees_the_place_for_the_first_in_line():
    event = make_event(seats=1)
    holder, first, second = make_member(), make_member(), make_member()
    for member in (holder, first, second):
        register(event, member)

    left = leave(event, holder)

    assert statuses(event) == [LEFT, CONFIRMED, WAITING]
    assert left.member == holder
    promoted = event.registrations.get(member=first)
    assert keys_prepared()[-2:] == [f"events.left:{left.pk}", f"events.promoted:{promoted.pk}"]


def test_promotion_from_the_list_is_recorded():
    event = fill_event(make_event(seats=1), confirmed=1, waiting=1)

    leave(event, event.registrations.confirmed().get().member)

    assert event.registrations.confirmed().get().promoted_at is not None


def test_leaving_twice_does_nothing_twice():
    event = fill_event(make_event(seats=1), confirmed=1, waiting=2)
    holder = event.registrations.confirmed().get().member

    leave(event, holder)
    again = leave(event, holder)

    assert again is None
    assert event.registrations.confirmed().count() == 1
    assert event.registrations.waiting().count() == 1


def test_a_late_withdrawal_after_closing_still_frees_the_place():
    event = make_event(seats=1)
    fill_event(event, confirmed=1, waiting=1)
    Event.objects.filter(pk=event.pk).update(registration_closes_at=timezone.now() - HOUR)

    leave(event, event.registrations.confirmed().get().member)

    assert event.registrations.waiting().count() == 0


def test_after_the_start_a_place_is_no_longer_given_back():
    event = fill_event(make_event(in_days=-0.01, seats=1), confirmed=1, waiting=1)

    with pytest.raises(Refused):
        leave(event, event.registrations.confirmed().get().member)

    assert statuses(event) == [CONFIRMED, WAITING]


# the recorded bugs of waiting lists, one test each --------------------------------


def test_bug_a_waiting_person_is_never_counted_as_a_participant():
    event = fill_event(make_event(seats=2), confirmed=2, waiting=3)

    assert event.taken_count == 2
    assert event.registrations.confirmed().count() == 2


def test_bug_leaving_the_line_warns_nobody_and_frees_nothing():
    event = fill_event(make_event(seats=1), confirmed=1, waiting=2)
    last = event.registrations.waiting().in_line().last().member

    leave(event, last)

    assert keys_prepared() == []
    assert statuses(event) == [CONFIRMED, WAITING, LEFT]


def test_bug_a_withdrawn_entry_loses_its_position():
    event = make_event(seats=1)
    holder, first, second = make_member(), make_member(), make_member()
    for member in (holder, first, second):
        register(event, member)

    leave(event, first)
    register(event, first)

    assert line(event) == [second, first]


def test_bug_nobody_is_promoted_after_the_start():
    event = fill_event(make_event(in_days=-0.01, seats=1), confirmed=1, waiting=1)
    holder = event.registrations.confirmed().get().member

    release_seats(holder)
    event.seats = 5
    save_event(event, by=holder)

    assert statuses(event) == [CONFIRMED, WAITING]


def test_bug_who_withdraws_after_promotion_is_not_promoted_again():
    event = make_event(seats=1)
    holder, first, second = make_member(), make_member(), make_member()
    for member in (holder, first, second):
        register(event, member)

    leave(event, holder)
    leave(event, first)

    assert event.registrations.confirmed().get().member == second
    assert line(event) == []


def test_bug_the_first_in_line_is_served_although_the_settings_changed():
    event = make_event(seats=1)
    holder, first, second = make_member(), make_member(), make_member()
    for member in (holder, first, second):
        register(event, member)
    Event.objects.filter(pk=event.pk).update(
        registration_opens_at=timezone.now() + HOUR, kind=Event.Kind.TALK, title="Un autre titre"
    )

    leave(event, holder)

    assert event.registrations.confirmed().get().member == first


def test_bug_a_newcomer_does_not_overtake_the_line():
    event = make_event(seats=2)
    waiting = make_registration(event, status=WAITING)

    registration = register(event)

    assert registration.status == WAITING
    assert line(event) == [waiting.member, registration.member]


def test_bug_nobody_is_promoted_into_a_cancelled_event():
    event = fill_event(make_event(seats=1), confirmed=1, waiting=1)
    holder = event.registrations.confirmed().get().member
    cancel_event(event, reason="Grève", by=make_member())

    leave(event, holder)

    assert statuses(event) == [LEFT, WAITING]


def test_bug_a_member_who_is_away_is_passed_over():
    event = make_event(seats=1)
    away = make_member(state="paused")
    holder = make_registration(event).member
    make_registration(event, away, WAITING)
    here = make_registration(event, status=WAITING).member

    leave(event, holder)

    assert event.registrations.confirmed().get().member == here


# leaving the community ------------------------------------------------------------------------


def test_who_leaves_the_community_frees_the_places_to_come():
    coming, past = make_event(seats=1), make_event(in_days=-9, seats=1)
    member, first = make_member(), make_member()
    for event in (coming, past):
        make_registration(event, member)
        make_registration(event, first, WAITING)
    CalendarFeed.objects.create(member=member, token_hash="0" * 64)

    member_left.send(sender=None, member=member, by=None)

    assert coming.registrations.confirmed().get().member == first
    assert past.registrations.confirmed().get().member == member
    assert not CalendarFeed.objects.exists()


def test_who_leaves_the_community_leaves_the_lines():
    event = fill_event(make_event(seats=1), confirmed=1)
    member = make_registration(event, status=WAITING).member

    release_seats(member)

    assert line(event) == []
    assert keys_prepared() == []
