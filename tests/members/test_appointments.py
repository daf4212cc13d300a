"""Roles: rights begin and stop by themselves, and nobody gives them to him or herself."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from guards.refusals import Refused
from members.actions.appointment import appoint, change_appointment, end_appointment
from members.models import Appointment, Role
from tests import factories
from tests.cast import signed_in
from tests.helpers import deliver_all

pytestmark = pytest.mark.django_db


def days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


def reread(member):
    return type(member).objects.get(pk=member.pk)


def test_rights_begin_on_the_first_day_and_stop_the_day_after_the_last():
    author, member = factories.make_core_team_member(), factories.make_member()
    term = Appointment(member=member, role=Role.EDITORIAL, starts_on=days(10), ends_on=days(20))
    appoint(term, by=author)
    may = {}

    for day in (9, 10, 20, 21):
        with time_machine.travel(timezone.now() + datetime.timedelta(days=day)):
            may[day] = reread(member).has_perm("journal.publish_issue")

    assert may == {9: False, 10: True, 20: True, 21: False}


def test_a_right_given_counts_at_the_next_request_and_stops_by_itself():
    morning = timezone.localtime().replace(hour=8)
    member = factories.make_member()
    with time_machine.travel(morning):
        client = signed_in(member)
        assert client.get("/admin/").status_code != 200
        term = Appointment(member=member, role=Role.CORE_TEAM, ends_on=days(0))
        appoint(term, by=factories.make_superuser())
        assert client.get("/admin/").status_code == 200

    with time_machine.travel(morning + datetime.timedelta(hours=11)):
        assert client.get("/admin/").status_code == 200
    with time_machine.travel(morning + datetime.timedelta(days=1)):
        assert signed_in(member).get("/admin/").status_code != 200


def test_overlapping_terms_are_refused_by_the_database():
    member = factories.make_member()
    factories.make_appointment(member, Role.EDITORIAL, starts_on=days(-10), ends_on=days(10))

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_appointment(member, Role.EDITORIAL, starts_on=days(10), ends_on=days(30))


def test_overlapping_terms_are_refused_with_a_sentence():
    author, member = factories.make_core_team_member(), factories.make_member()
    factories.make_appointment(member, Role.EDITORIAL, starts_on=days(-10))

    with pytest.raises(Refused, match="tient déjà ce rôle"):
        appoint(Appointment(member=member, role=Role.EDITORIAL, starts_on=days(5)), by=author)


def test_a_hand_over_lets_two_people_hold_the_same_role():
    author = factories.make_core_team_member()

    for _ in range(2):
        appoint(Appointment(member=factories.make_member(), role=Role.EDITORIAL), by=author)

    assert Appointment.objects.today().filter(role=Role.EDITORIAL).count() == 2


def test_nobody_gives_a_role_to_him_or_herself():
    author = factories.make_core_team_member()

    with pytest.raises(Refused, match="on ne décide pas pour soi-même"):
        appoint(Appointment(member=author, role=Role.EDITORIAL), by=author)


def test_nobody_prolongs_his_or_her_own_term():
    author = factories.make_core_team_member()
    term = author.appointments.get()
    term.ends_on = days(1000)

    with pytest.raises(Refused):
        change_appointment(term, by=author)


def test_the_core_team_does_not_touch_the_technical_administration():
    author = factories.make_core_team_member()

    with pytest.raises(Refused):
        appoint(Appointment(member=factories.make_superuser(), role=Role.EDITORIAL), by=author)


def test_a_change_keeps_the_person_and_the_role():
    author, holder, other = factories.make_core_team_member(), factories.make_member(), factories.make_member()
    term = factories.make_appointment(holder, Role.EDITORIAL)
    term.member, term.role, term.ends_on = other, Role.CORE_TEAM, days(5)

    change_appointment(term, by=author)

    kept = Appointment.objects.get(pk=term.pk)
    assert (kept.member, kept.role, kept.ends_on) == (holder, Role.EDITORIAL, days(5))


def test_ending_keeps_the_row_and_the_reason():
    author, holder = factories.make_core_team_member(), factories.make_editor()

    end_appointment(holder.appointments.get(), on=days(0), by=author, reason="Autres projets")

    term = holder.appointments.get()
    assert (term.ends_on, term.reason) == (days(0), "Autres projets")


def test_the_last_day_cannot_come_before_the_first():
    author, holder = factories.make_core_team_member(), factories.make_editor()

    with pytest.raises(Refused, match="précède le premier"):
        end_appointment(holder.appointments.get(), on=days(-4000), by=author)


def test_the_person_and_the_core_team_are_told():
    author, colleague = factories.make_core_team_member(), factories.make_core_team_member()
    member = factories.make_member()

    appoint(Appointment(member=member, role=Role.EDITORIAL), by=author)

    assert sorted(message.to[0] for message in deliver_all()) == sorted([member.email, colleague.email])


def test_unknown_roles_do_not_exist():
    author, member = factories.make_core_team_member(), factories.make_member()

    with pytest.raises((Refused, ValidationError)):
        appoint(Appointment(member=member, role="superuser"), by=author)


def test_a_role_needs_an_open_account():
    author = factories.make_core_team_member()
    invited = factories.make_member(state="invited")

    with pytest.raises(Refused, match="compte ouvert"):
        appoint(Appointment(member=invited, role=Role.EDITORIAL), by=author)
