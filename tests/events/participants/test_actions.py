"""What hosts do by hand is logged and told; who becomes host, departs or is suspended frees the place."""

import pytest
from django.db import DatabaseError, transaction

from events.actions.event import save_event
from events.actions.participants import add_member, log_export, move_up, remove_member, write_to
from events.actions.registration import leave
from events.models import Event, ParticipantLog, Registration
from guards.refusals import Refused
from members.actions import membership
from members.actions.membership import mark_left
from tests.clock import HOUR, TUESDAY
from tests.factories import fill_event, make_core_team_member, make_event, make_member, make_registration
from tests.helpers import deliver_all, keys_prepared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

Ending = Registration.Ending


@pytest.fixture
def host():
    return make_member("zoe@example.org", first_name="Zoé")


def make_full(*, waiting=2, **fields):
    """A full event of one seat with those who wait: (event, the row of the place, rows of the line)."""
    event = make_event(**{"seats": 1} | fields)
    held = make_registration(event)
    return event, held, [make_registration(event, status="waiting") for _ in range(waiting)]


def state_of(registration):
    return Registration.objects.get(pk=registration.pk).status


def logged():
    return list(ParticipantLog.objects.order_by("pk").values_list("kind", "member", "reason", "done_by"))


# adding -----------------------------------------------------------------------------------------


def test_a_host_adds_somebody_after_the_closing_date_and_it_is_logged_and_told(host):
    event = make_event(registration_closes_at=TUESDAY - HOUR)
    member = make_member()

    row = add_member(event, member, by=host, reason="Invitée du jour")

    assert (row.status, row.changed_by) == ("confirmed", host)
    assert logged() == [("added", member.pk, "Invitée du jour", host.pk)]
    assert keys_prepared() == [f"events.added:{row.pk}"]


def test_adding_a_seat_makes_one_more_and_only_one(host):
    event, _, line = make_full()

    add_member(event, make_member(), by=host, adds_seat=True)

    event.refresh_from_db()
    assert (event.seats, event.taken_count) == (2, 2)
    assert [state_of(row) for row in line] == ["waiting", "waiting"]


def test_a_seat_is_not_added_where_one_is_free(host):
    event = make_event(seats=2)

    add_member(event, make_member(), by=host, adds_seat=True)

    event.refresh_from_db()
    assert event.seats == 2


def test_who_waits_is_confirmed_in_the_same_row(host):
    event, _, (first, second) = make_full()

    row = add_member(event, second.member, by=host, adds_seat=True, reason="Promis")

    assert (row.pk, row.status, row.promoted_at) == (second.pk, "confirmed", TUESDAY)
    assert state_of(first) == "waiting"


def test_who_has_an_offer_is_confirmed_on_the_offered_place(host):
    event = make_event(seats=1)
    offered = make_registration(event, status="offered")

    row = add_member(event, offered.member, by=host)

    event.refresh_from_db()
    assert (row.pk, row.status, row.offer_expires_at) == (offered.pk, "confirmed", None)
    assert (event.seats, event.taken_count) == (1, 1)


def test_who_has_an_offer_and_is_added_the_other_way_frees_the_offered_place(host):
    event = make_event(format="hybrid", place="Lyon", seats=1, online_seats=1)
    offered, screen = make_registration(event, status="offered"), make_registration(event, mode="online")
    waiting = make_registration(event, status="waiting")

    with pytest.raises(Refused, match="C’est complet"):
        add_member(event, offered.member, by=host, mode="online")
    leave(event, screen.member, by=screen.member)
    add_member(event, offered.member, by=host, mode="online")

    assert state_of(waiting) == "confirmed"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "draft"}, "ne prend pas d’inscription"),
        ({"starts_at": TUESDAY - HOUR}, "déjà commencé"),
    ],
)
def test_nobody_is_added_where_nobody_may_come(host, fields, sentence):
    with pytest.raises(Refused, match=sentence):
        add_member(make_event(**fields), make_member(), by=host)

    assert logged() == []


def test_nobody_is_added_twice_nor_without_an_open_account_nor_as_host(host):
    event = make_event(hosts=[host])
    for member, sentence in [
        (make_registration(event).member, "déjà une place"),
        (make_member(state="suspended"), "ne peut pas s’inscrire"),
        (host, "anime le rendez-vous"),
    ]:
        with pytest.raises(Refused, match=sentence):
            add_member(event, member, by=host)

    assert (logged(), keys_prepared()) == ([], [])


# removing and moving up -------------------------------------------------------------------------


def test_a_removed_place_goes_to_the_first_in_line_with_the_reason_logged_and_told(host):
    _, held, (first, _) = make_full()

    remove_member(held, reason="Doublon", by=host)

    row = Registration.objects.get(pk=held.pk)
    assert (row.ended_as, row.changed_by, state_of(first)) == (Ending.REMOVED, host, "confirmed")
    assert logged() == [("removed", held.member_id, "Doublon", host.pk)]
    assert keys_prepared() == [f"events.removed:{held.pk}", f"events.promoted:{first.pk}"]
    assert "Doublon" in deliver_all()[0].body


@pytest.mark.parametrize("status", ["waiting", "offered"])
def test_ranks_and_offers_are_removed_too(host, status):
    row = make_registration(make_event(), status=status)

    remove_member(row, reason="Doublon", by=host)

    assert Registration.objects.get(pk=row.pk).ended_as == Ending.REMOVED


def test_nobody_is_removed_twice_or_after_the_start(host):
    row = make_registration(make_event())
    started = make_registration(make_event(starts_at=TUESDAY - HOUR))
    remove_member(row, reason="Doublon", by=host)

    for registration in (row, started):
        with pytest.raises(Refused):
            remove_member(registration, reason="Doublon", by=host)

    assert len(logged()) == 1


def test_who_is_moved_up_is_served_first_with_the_reason_logged_and_told(host):
    event, held, (first, second) = make_full()

    move_up(second, reason="Vient de loin", by=host)
    told = keys_prepared()
    leave(event, held.member, by=held.member)

    assert [state_of(row) for row in (first, second)] == ["waiting", "confirmed"]
    assert logged() == [("moved_up", second.member_id, "Vient de loin", host.pk)]
    assert told == [f"events.moved_up:{ParticipantLog.objects.get().pk}-{second.pk}"]


def test_moving_up_the_first_in_line_changes_nothing(host):
    _, _, (first, _) = make_full()

    move_up(first, reason="Vient de loin", by=host)

    assert (logged(), keys_prepared()) == ([], [])


def test_who_is_moved_up_again_after_another_is_told_again(host):
    _, _, (_, second, third) = make_full(waiting=3)

    for row in (second, third, second):
        move_up(row, reason="Vient de loin", by=host)

    assert len(keys_prepared()) == 3


@pytest.mark.parametrize("status", ["confirmed", "offered", "cancelled"])
def test_only_who_waits_is_moved_up(host, status):
    with pytest.raises(Refused, match="plus sur la liste d’attente"):
        move_up(make_registration(make_event(), status=status), reason="Vient de loin", by=host)


# writing, exporting, and the log itself ----------------------------------------------------------


def test_a_note_goes_to_the_chosen_ones_once_each(host):
    event, _, line = make_full()
    make_registration(event, make_member(state="paused"), "waiting")

    count = write_to(event, statuses=["waiting"], text="Une salle plus grande arrive.", by=host)

    messages = deliver_all()
    assert count == 2
    assert sorted(message.to[0] for message in messages) == sorted(row.member.email for row in line)
    assert all("Une salle plus grande arrive." in message.body for message in messages)
    assert logged() == [("wrote", None, "", host.pk)]


def test_a_note_pressed_twice_is_sent_once_and_another_note_is_sent_too(host):
    event = fill_event(make_event(), confirmed=1)

    for text in ("À demain.", "À demain.", "Pensez au badge."):
        write_to(event, statuses=["confirmed"], text=text, by=host)

    assert len(keys_prepared()) == 2


def test_taking_the_list_out_is_logged(host):
    log_export(make_event(), by=host)

    assert logged() == [("exported", None, "", host.pk)]


def test_the_log_of_what_hosts_did_never_changes(host):
    log_export(make_event(), by=host)

    for act in (lambda rows: rows.update(reason="Autre"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            act(ParticipantLog.objects.all())

    assert len(logged()) == 1


# hosts and people who go -------------------------------------------------------------------------


def test_who_becomes_host_frees_the_place_and_it_is_said_how(host):
    event, held, (first, _) = make_full()

    save_event(Event.objects.get(pk=event.pk), by=host, hosts=[held.member])

    assert Registration.objects.get(pk=held.pk).ended_as == Ending.HOSTING
    assert state_of(first) == "confirmed"


@pytest.mark.parametrize("act", ["pause", "suspend", "mark_left"])
def test_who_is_away_suspended_or_gone_frees_places_offers_and_ranks(act):
    core_team = make_core_team_member()
    _, held, line = make_full()
    offered = make_registration(make_event(seats=1), held.member, "offered")
    waiting = make_registration(make_event(), held.member, "waiting")
    reason = {"reason": "Compte partagé"} if act == "suspend" else {}

    getattr(membership, act)(held.member, by=core_team, **reason)

    ended = Registration.objects.filter(member=held.member).values_list("ended_as", flat=True)
    assert list(ended) == [Ending.DEPARTED] * 3
    assert [state_of(row) for row in line] == ["confirmed", "waiting"]
    assert {offered.event.registrations.seated().count(), waiting.event.registrations.waiting().count()} == {0}


def test_the_place_of_who_departs_is_offered_where_the_event_asks(host):
    _, held, (first, _) = make_full(answer_hours=4)

    mark_left(held.member, by=make_core_team_member())

    assert state_of(first) == "offered"


def test_what_is_past_keeps_who_was_there():
    past = make_registration(make_event(starts_at=TUESDAY - 48 * HOUR))

    mark_left(past.member, by=make_core_team_member())

    assert state_of(past) == "confirmed"
