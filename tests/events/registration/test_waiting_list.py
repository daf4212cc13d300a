"""Lines: each way to come has its own, reserved places open to all at their time, guests take places."""

import pytest

from events.actions.event import save_event
from events.actions.offers import settle
from events.actions.participants import add_member
from events.actions.registration import bring_guests, change_mode
from events.actions.registration import leave as give_up_seat
from events.actions.registration import register as take_seat
from events.models import Event, Registration
from guards.refusals import Refused
from tests.clock import DAY, HOUR, MINUTE, TUESDAY
from tests.factories import fill_event, make_event, make_member, make_registration, make_site
from tests.helpers import keys_prepared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def register(event, member=None, mode="main"):
    member = member or make_member()
    return take_seat(event, member, by=member, mode=mode)


def leave(event, registration):
    return give_up_seat(event, registration.member, by=registration.member)


def change(event, **fields):
    event = Event.objects.get(pk=event.pk)
    for name, value in fields.items():
        setattr(event, name, value)
    return save_event(event, by=make_member())


def state_of(registration):
    return Registration.objects.get(pk=registration.pk).status


def line(event, mode="main"):
    return list(event.registrations.waiting().filter(mode=mode).in_line())


# the room and the screen ------------------------------------------------------------------------


def make_hybrid(**fields):
    return make_event(**{"format": "hybrid", "place": "Lyon", "seats": 1, "online_seats": 1} | fields)


def test_the_room_and_the_screen_each_have_their_seats_and_their_line():
    event = make_hybrid()

    rows = [register(event, mode=mode) for mode in ("main", "online", "main", "online")]

    event.refresh_from_db()
    assert [row.status for row in rows] == ["confirmed", "confirmed", "waiting", "waiting"]
    assert (event.taken_count, event.online_taken_count) == (1, 1)
    ranked = Registration.objects.with_rank().filter(pk__in=[rows[2].pk, rows[3].pk])
    assert [row.rank for row in ranked] == [1, 1]


def test_a_place_freed_on_the_screen_goes_to_the_line_of_the_screen():
    event = make_hybrid()
    room, screen, for_room, for_screen = (register(event, mode=way) for way in ("main", "online", "main", "online"))

    leave(event, screen)

    assert [state_of(row) for row in (room, for_room, for_screen)] == ["confirmed", "waiting", "confirmed"]


def test_more_seats_on_the_screen_move_only_that_line():
    event = make_hybrid()
    rows = [register(event, mode=way) for way in ("main", "online", "main", "online", "online")]

    change(event, online_seats=2)

    assert [state_of(row) for row in rows] == ["confirmed", "confirmed", "waiting", "confirmed", "waiting"]


def test_fewer_seats_on_the_screen_than_taken_are_refused():
    event = make_hybrid(online_seats=3)
    for _ in range(3):
        register(event, mode="online")

    with pytest.raises(Refused, match="au moins 3 places.*soit 2 de plus"):
        change(event, online_seats=1)


def test_the_way_people_have_chosen_cannot_be_taken_away():
    event = make_hybrid()
    register(event, mode="online")

    with pytest.raises(Refused, match="gardez les deux façons de venir"):
        change(event, format="onsite")


def test_an_event_in_one_way_takes_no_registration_in_the_other():
    with pytest.raises(Refused, match="pas de cette façon"):
        register(make_event(), mode="online")


# changing the way to come -----------------------------------------------------------------------


def test_who_comes_another_way_keeps_the_row_and_frees_the_place():
    event = make_hybrid()
    holder, first = register(event), register(event)

    changed = change_mode(event, holder.member, mode="online", by=holder.member)

    event.refresh_from_db()
    assert (changed.pk, changed.mode, changed.status) == (holder.pk, "online", "confirmed")
    assert state_of(first) == "confirmed"
    assert (event.taken_count, event.online_taken_count) == (1, 1)
    cause = f"events.mode_changed:20270316090000000000-{holder.pk}"
    assert keys_prepared()[2:] == [cause, f"events.promoted:{first.pk}"]


def test_without_a_free_place_the_other_way_one_keeps_the_place():
    event = make_hybrid()
    holder, _ = register(event), register(event, mode="online")

    with pytest.raises(Refused, match="la vôtre vous reste"):
        change_mode(event, holder.member, mode="online", by=holder.member)

    assert (state_of(holder), line(event, "online")) == ("confirmed", [])


def test_who_waits_and_chooses_the_other_way_takes_the_free_place_there():
    event = make_hybrid()
    register(event)
    waiting = register(event)

    changed = change_mode(event, waiting.member, mode="online", by=waiting.member)

    assert (changed.mode, changed.status) == ("online", "confirmed")
    assert line(event) == []


def test_who_waits_and_chooses_a_full_way_is_last_there():
    event = make_hybrid()
    _, _, waiting, ahead = (register(event, mode=way) for way in ("main", "online", "main", "online"))

    changed = change_mode(event, waiting.member, mode="online", by=waiting.member)

    assert line(event, "online") == [ahead, changed]
    assert line(event) == []


def test_choosing_the_same_way_again_changes_nothing():
    event = make_hybrid()
    holder = register(event)
    told = keys_prepared()

    again = change_mode(event, holder.member, mode="main", by=holder.member)

    assert again == holder
    assert keys_prepared() == told


def test_who_has_no_registration_cannot_change_the_way_to_come():
    with pytest.raises(Refused, match="pas d’inscription"):
        change_mode(make_hybrid(), make_member(), mode="online", by=make_member())


def test_an_offer_answered_by_the_other_way_is_passed_on():
    event = make_hybrid(seats=1, answer_hours=4)
    holder, first, second = register(event), register(event), register(event)
    leave(event, holder)

    changed = change_mode(event, first.member, mode="online", by=first.member)

    assert (changed.status, changed.offer_expires_at) == ("confirmed", None)
    assert state_of(second) == "offered"


# reserved places --------------------------------------------------------------------------------


@pytest.fixture
def lyon():
    return make_site("Lyon")


def make_reserving(lyon, **fields):
    """Three seats, two of them kept for Lyon for a day."""
    kept = {"reserved_seats": 2, "reserved_for": "site", "reserved_site": lyon, "reserved_until": TUESDAY + DAY}
    return make_event(**{"seats": 3} | kept | fields)


def test_reserved_places_are_not_given_to_others(lyon):
    event = make_reserving(lyon)

    rows = [register(event), register(event)]

    assert [row.status for row in rows] == ["confirmed", "waiting"]


def test_those_for_whom_places_are_kept_take_them_although_others_wait(lyon):
    event = make_reserving(lyon)
    for _ in range(3):
        register(event)

    rows = [register(event, make_member(site=lyon)) for _ in range(3)]

    assert [row.status for row in rows] == ["confirmed", "confirmed", "waiting"]


def test_who_is_of_the_site_first_takes_a_kept_place(lyon):
    event = make_reserving(lyon)
    register(event, make_member(site=lyon))

    rows = [register(event), register(event)]

    assert [row.status for row in rows] == ["confirmed", "waiting"]


def test_reserved_places_open_to_all_at_their_time_strictly_in_order(lyon, clock):
    event = make_reserving(lyon, seats=3)
    rows = [register(event) for _ in range(4)]

    clock.shift(DAY - MINUTE)
    early = settle()
    clock.shift(MINUTE)
    opened = settle()

    assert (early, opened) == (0, 1)
    assert [state_of(row) for row in rows] == ["confirmed", "confirmed", "confirmed", "waiting"]
    assert settle() == 0


def test_who_comes_between_the_opening_and_the_clock_does_not_overtake_the_line(lyon, clock):
    event = make_reserving(lyon, seats=2)
    ahead = [register(event) for _ in range(2)]
    clock.shift(DAY)

    newcomer = register(event)
    settle()

    assert [state_of(row) for row in (*ahead, newcomer)] == ["confirmed", "confirmed", "waiting"]


def test_a_freed_place_goes_past_the_line_only_to_those_it_is_kept_for(lyon):
    event = make_reserving(lyon, seats=2)
    here = [register(event, make_member(site=lyon)) for _ in range(2)]
    elsewhere, third = register(event), register(event, make_member(site=lyon))

    leave(event, here[0])

    assert (state_of(elsewhere), state_of(third)) == ("waiting", "confirmed")


@pytest.mark.parametrize(("days", "is_new"), [(0, True), (179, True), (180, False), (400, False)])
def test_a_newcomer_joined_less_than_six_months_ago(days, is_new):
    event = make_event(seats=1, reserved_seats=1, reserved_for="newcomers", reserved_until=TUESDAY + DAY)
    member = make_member(joined_on=(TUESDAY - days * DAY).date())

    assert event.reserves_for(member) is is_new
    assert register(event, member).status == ("confirmed" if is_new else "waiting")


def test_taking_the_reservation_back_moves_the_line_up(lyon):
    event = make_reserving(lyon)
    rows = [register(event) for _ in range(3)]

    change(event, reserved_seats=0, reserved_for="", reserved_site=None, reserved_until=None)

    assert [state_of(row) for row in rows] == ["confirmed"] * 3


# guests -----------------------------------------------------------------------------------------


def bring(event, registration, guests):
    return bring_guests(event, registration.member, guests=guests, by=registration.member)


def test_guests_take_places():
    event = make_event(seats=3, guests_allowed=2)
    holder = register(event)

    bring(event, holder, 2)

    event.refresh_from_db()
    assert event.taken_count == 3
    assert register(event).is_waiting


def test_coming_without_guests_again_moves_the_line_up():
    event = make_event(seats=3, guests_allowed=2)
    holder = register(event)
    bring(event, holder, 2)
    rows = [register(event) for _ in range(3)]

    bring(event, holder, 0)

    assert [state_of(row) for row in rows] == ["confirmed", "confirmed", "waiting"]


def test_leaving_frees_the_places_of_the_guests_too():
    event = make_event(seats=3, guests_allowed=2)
    holder = register(event)
    bring(event, holder, 2)
    rows = [register(event) for _ in range(3)]

    leave(event, holder)

    event.refresh_from_db()
    assert [state_of(row) for row in rows] == ["confirmed"] * 3
    assert event.taken_count == 3


def test_guests_do_not_pass_before_the_line_nor_over_the_seats():
    event = fill_event(make_event(seats=3, guests_allowed=2), confirmed=1)
    holder = event.registrations.get()

    with pytest.raises(Refused, match="pas assez de places"):
        bring(fill_event(event, confirmed=1), holder, 2)
    make_registration(event, status="waiting")
    with pytest.raises(Refused, match="pas assez de places"):
        bring(event, holder, 1)

    event.refresh_from_db()
    assert event.taken_count == 2


@pytest.mark.parametrize(("allowed", "guests"), [(0, 1), (1, 2), (2, 3)])
def test_more_guests_than_the_event_allows_are_refused(allowed, guests):
    event = make_event(guests_allowed=allowed)

    with pytest.raises(Refused, match="autant de personnes"):
        bring(event, register(event), guests)


@pytest.mark.parametrize("status", ["waiting", "offered", "cancelled"])
def test_only_who_has_a_sure_place_brings_somebody(status):
    event = make_event(guests_allowed=2)

    with pytest.raises(Refused, match="place confirmée"):
        bring(event, make_registration(event, status=status), 1)


def test_guests_do_not_take_the_reserved_places(lyon):
    event = make_reserving(lyon, guests_allowed=2)
    holder = register(event)

    with pytest.raises(Refused, match="pas assez de places"):
        bring(event, holder, 1)


def test_places_reserved_in_the_room_keep_no_guest_from_the_screen(lyon):
    event = make_reserving(lyon, format="hybrid", place="Lyon", online_seats=2, guests_allowed=2)
    holder = register(event, mode="online")

    assert bring(event, holder, 1).guests == 1


def test_seats_cannot_go_under_the_guests():
    event = make_event(seats=4, guests_allowed=2)
    bring(event, register(event), 2)

    with pytest.raises(Refused, match="au moins 3 places.*soit 1 de plus"):
        change(event, seats=2)


# the recorded bugs of seats, one test each -------------------------------------------


def test_bug_two_people_do_not_sit_on_one_seat_by_changing_their_answer():
    """humhub/calendar#99: « maybe », then « yes » once somebody else had taken the only place, made two."""
    event = make_hybrid()
    room, screen = register(event), register(event, mode="online")

    for person, way in ((room, "online"), (screen, "main"), (room, "online")):
        with pytest.raises(Refused):
            change_mode(event, person.member, mode=way, by=person.member)

    event.refresh_from_db()
    assert (event.taken_count, event.online_taken_count) == (1, 1)


def test_bug_who_was_undecided_does_not_sit_on_the_place_taken_meanwhile():
    """humhub/calendar#99, step by step: one place; the first comes, gives it back, a second takes it, the first asks again."""
    event, undecided = make_event(seats=1), make_member()
    first = register(event, undecided)
    leave(event, first)

    taken, again = register(event), register(event, undecided)

    event.refresh_from_db()
    assert [state_of(row) for row in (taken, again)] == ["confirmed", "waiting"]
    assert event.taken_count == 1


def test_bug_fewer_reserved_places_serve_the_line_before_newcomers(lyon):
    """decidim/decidim#14492, its review: all places reserved, somebody waits, then fewer are reserved."""
    event = make_reserving(lyon, seats=20, reserved_seats=20)
    waiting = [register(event) for _ in range(3)]

    change(event, reserved_seats=18)
    newcomer = register(event)

    event.refresh_from_db()
    assert [state_of(row) for row in (*waiting, newcomer)] == ["confirmed", "confirmed", "waiting", "waiting"]
    assert event.taken_count == 2


def test_bug_an_organisers_addition_passes_the_seats_only_when_it_says_so():
    event, host = fill_event(make_event(seats=1), confirmed=1), make_member()

    with pytest.raises(Refused, match="C’est complet"):
        add_member(event, make_member(), by=host)

    event.refresh_from_db()
    assert (event.seats, event.taken_count) == (1, 1)


def test_bug_the_last_on_the_list_is_not_served_first():
    event = fill_event(make_event(seats=1), confirmed=1)
    holder = event.registrations.get()
    early = make_registration(event, status="waiting", queued_at=TUESDAY - 2 * HOUR)
    late = make_registration(event, status="waiting", queued_at=TUESDAY - HOUR)
    earliest = make_registration(event, status="waiting", queued_at=TUESDAY - 3 * HOUR)

    leave(event, holder)

    assert [state_of(row) for row in (earliest, early, late)] == ["confirmed", "waiting", "waiting"]
