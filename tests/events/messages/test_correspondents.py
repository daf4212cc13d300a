"""Who signs what is written to all, and who reads the answers to messages about an event: a person, where it can be."""

import datetime

import pytest
from django.conf import settings
from django.utils import timezone

from events.actions.event import cancel_event, publish, save_event
from events.actions.participants import write_to
from events.actions.registration import leave
from events.actions.registration import register as take_seat
from events.actions.reminders import remind
from events.models import Event
from mailing.models import Delivery
from members.models import Member
from tests.factories import fill_event, make_core_team_member, make_event, make_member, make_registration

pytestmark = pytest.mark.django_db

CORE_TEAM = settings.CONTACTS["core_team"]


def make_nadia(**fields):
    return make_member("nadia@example.org", first_name="Nadia", last_name="Benali", **fields)


def replies(cause=""):
    return set(Delivery.objects.filter(cause__endswith=cause).values_list("reply_to", flat=True))


def register(event, member):
    take_seat(event, member, by=member)


def write(event, by):
    write_to(event, statuses=["confirmed"], text="Apportez un carnet.", by=by)
    return Delivery.objects.get(cause="events.note")


@pytest.fixture
def nadia():
    """A host whose address members may see."""
    return make_nadia(email_visibility="members")


# who signs -------------------------------------------------------------------------------------


def test_a_host_signs_as_who_hosts(nadia):
    event = fill_event(make_event(hosts=[make_member(), nadia]), confirmed=1)

    note = write(event, nadia)

    for part in (note.text, note.html):
        assert "Message de Nadia Benali, qui anime ce rendez-vous" in part
        assert "core-team" not in part


def test_who_does_not_host_signs_for_the_core_team(nadia):
    event = fill_event(make_event(hosts=[nadia]), confirmed=1)
    samia = make_core_team_member(first_name="Samia", last_name="Kaci")

    note = write(event, samia)

    for part in (note.text, note.html):
        assert "Message de Samia Kaci, pour la core-team" in part
        assert "qui anime" not in part


def test_of_the_core_team_and_host_one_signs_as_who_hosts():
    both = make_core_team_member(first_name="Samia", last_name="Kaci")

    note = write(fill_event(make_event(hosts=[both]), confirmed=1), both)

    assert "Message de Samia Kaci, qui anime ce rendez-vous" in note.text


@pytest.mark.parametrize("people", [2, 20])
def test_signing_costs_the_same_for_one_and_for_many(django_assert_num_queries, people, nadia):
    event = fill_event(make_event(hosts=[nadia], seats=None), confirmed=people)

    with django_assert_num_queries(11):
        write_to(event, statuses=["confirmed"], text="Apportez un carnet.", by=nadia)

    assert Delivery.objects.count() == people


# who reads the answers -------------------------------------------------------------------------


def test_answers_go_to_who_leads(nadia):
    event = make_event(hosts=[nadia, make_member(email_visibility="members")])

    register(event, make_member())

    assert replies("registered") == {"nadia@example.org"}


@pytest.mark.parametrize("level", ["core_team"])
def test_an_address_that_members_may_not_see_is_not_given_away(level):
    event = make_event(hosts=[make_nadia(email_visibility=level)])

    register(event, make_member())

    assert replies() == {CORE_TEAM}


def test_who_leads_and_is_away_for_good_leaves_it_to_the_next(nadia):
    event = make_event(hosts=[make_member(email_visibility="members"), nadia])
    Member.objects.filter(pk=event.hosts.first().member_id).update(state="former")

    register(event, make_member())

    assert replies() == {"nadia@example.org"}


def test_without_host_the_core_team_reads_the_answers():
    register(make_event(), make_member())

    assert replies() == {CORE_TEAM}


def test_every_message_to_who_takes_part_is_answered_to_a_person(nadia):
    event = make_event(hosts=[nadia], seats=1)
    first, second = make_member(), make_member()
    register(event, first)
    register(event, second)
    leave(event, first, by=first)
    moved = Event.objects.get(pk=event.pk)
    moved.starts_at, moved.ends_at = (at + datetime.timedelta(hours=1) for at in (moved.starts_at, moved.ends_at))
    save_event(moved, by=nadia)
    remind(now=moved.starts_at - datetime.timedelta(minutes=50))
    cancel_event(Event.objects.get(pk=event.pk), reason="Salle fermée.", by=nadia)

    told = set(Delivery.objects.exclude(member=nadia).values_list("cause", "reply_to"))

    names = {cause.rpartition(".")[2] for cause, _ in told}
    assert names >= {"registered", "waiting", "left", "changed", "cancelled"}
    assert {address for _, address in told} == {"nadia@example.org"}


def test_who_leads_answers_to_the_core_team_and_not_to_herself(nadia):
    event = make_event(hosts=[nadia, make_member()])

    cancel_event(event, reason="Salle fermée.", by=make_core_team_member())

    told = dict(Delivery.objects.values_list("member", "reply_to"))
    assert told.pop(nadia.pk) == CORE_TEAM
    assert list(told.values()) == ["nadia@example.org"]


def test_an_announcement_is_answered_to_who_leads(nadia):
    make_member()
    event = make_event(hosts=[nadia], state="draft")

    publish(event, by=nadia)

    assert replies("announced") == {"nadia@example.org"}


def test_a_note_is_answered_to_who_wrote_it_else_to_who_leads(nadia):
    event = fill_event(make_event(hosts=[nadia]), confirmed=1)
    shown = make_core_team_member(email="samia@example.org", email_visibility="members")
    hidden = make_core_team_member(email="camille@example.org", email_visibility="core_team")

    by_shown = write(event, shown).reply_to
    Delivery.objects.all().delete()
    by_hidden = write(event, hidden).reply_to

    assert (by_shown, by_hidden) == ("samia@example.org", "nadia@example.org")


def test_hosts_answer_to_the_core_team(nadia):
    event = make_event(hosts=[nadia], starts_at=timezone.now() + datetime.timedelta(hours=3))
    registration = make_registration(event)

    leave(event, registration.member, by=registration.member)

    assert replies("late_withdrawal") == {CORE_TEAM}
