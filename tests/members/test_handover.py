"""Handing over a role in one act: one term ends on a day, the next begins the day after."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from guards.refusals import Refused
from members import rights
from members.actions.appointment import hand_over
from members.models import Appointment, CharterVersion, Role
from tests import factories
from tests.cast import signed_in
from tests.helpers import deliver_all

pytestmark = pytest.mark.django_db


def days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


@pytest.fixture
def term():
    """A term on the editorial committee that ends in a hundred days."""
    return factories.make_appointment(factories.make_member(), Role.EDITORIAL, ends_on=days(100), title="relectrice")


def page_of(term):
    return reverse("admin:members_appointment_hand_over", args=[term.pk])


def typed(successor, **more):
    return {"on": days(10).isoformat(), "to": successor.full_name, "title": "", "ends_on": "", "reason": ""} | more


def dates(member):
    return list(member.appointments.values_list("role", "starts_on", "ends_on"))


def test_the_next_term_begins_the_day_after(term):
    author, successor = factories.make_core_team_member(), factories.make_member()

    following = hand_over(term, to=successor, on=days(10), by=author, ends_on=days(375), reason="Rotation")

    assert dates(term.member) == [("editorial", days(-100), days(10))]
    assert dates(successor) == [("editorial", days(11), days(375))]
    assert (following.appointed_by, following.reason) == (author, "Rotation")


def test_nobody_holds_the_role_twice_nor_is_it_empty_a_day(term):
    successor = factories.make_member()

    hand_over(term, to=successor, on=days(10), by=factories.make_core_team_member())

    holders = [list(Appointment.objects.on(days(day)).filter(role=Role.EDITORIAL)) for day in (10, 11)]
    assert [[held.member for held in day] for day in holders] == [[term.member], [successor]]


def test_one_hands_over_ones_own_role(core_team):
    own, successor = core_team.member.appointments.get(), factories.make_member()

    hand_over(own, to=successor, on=days(0), by=core_team.member)

    assert dates(core_team.member) == [("core_team", days(-100), days(0))]
    assert dates(successor) == [("core_team", days(1), None)]


def test_a_refusal_of_the_next_term_leaves_the_first_as_it_was(term):
    successor = factories.make_member()
    factories.make_appointment(successor, Role.EDITORIAL, starts_on=days(5), ends_on=days(50))

    with pytest.raises(Refused, match="tient déjà ce rôle"):
        hand_over(term, to=successor, on=days(10), by=factories.make_core_team_member())

    assert dates(term.member) == [("editorial", days(-100), days(100))]
    assert deliver_all() == []


@pytest.mark.parametrize("day", [-1, 101, 4000])
def test_the_day_lies_between_today_and_the_end_of_the_term(term, day):
    with pytest.raises(Refused, match="entre aujourd’hui et la fin du mandat"):
        hand_over(term, to=factories.make_member(), on=days(day), by=factories.make_core_team_member())


def test_a_term_to_come_is_not_handed_over_before_it_begins():
    term = factories.make_appointment(factories.make_member(), Role.EDITORIAL, starts_on=days(20))

    with pytest.raises(Refused, match="entre le premier jour du mandat et le dernier"):
        hand_over(term, to=factories.make_member(), on=days(10), by=factories.make_core_team_member())


def test_nobody_hands_a_role_to_him_or_herself(term):
    author = factories.make_core_team_member()

    with pytest.raises(Refused, match="pour soi-même"):
        hand_over(term, to=author, on=days(10), by=author)


def test_a_role_is_handed_to_somebody_else(term):
    with pytest.raises(Refused, match="une autre personne"):
        hand_over(term, to=term.member, on=days(10), by=factories.make_core_team_member())


@pytest.mark.parametrize("state", ["invited", "awaiting", "paused", "suspended", "former"])
def test_the_next_person_has_an_open_account(term, state):
    with pytest.raises(Refused, match="compte ouvert"):
        hand_over(term, to=factories.make_member(state=state), on=days(10), by=factories.make_core_team_member())


def test_the_technical_administration_is_out_of_reach(term):
    author, technical = factories.make_core_team_member(), factories.make_superuser()
    theirs = factories.make_appointment(technical, Role.EDITORIAL)

    for handed, successor in ((theirs, factories.make_member()), (term, technical)):
        with pytest.raises(Refused, match="administration technique"):
            hand_over(handed, to=successor, on=days(10), by=author)


def test_both_people_and_the_rest_of_the_core_team_are_told(term):
    author, colleague = factories.make_core_team_member(), factories.make_core_team_member()
    successor = factories.make_member()

    hand_over(term, to=successor, on=days(10), by=author)

    told = [message.to[0] for message in deliver_all()]
    assert sorted(told) == sorted([term.member.email, successor.email, colleague.email, colleague.email])


def test_a_term_that_ended_that_day_anyway_is_not_said_to_change(term):
    successor = factories.make_member()

    hand_over(term, to=successor, on=days(100), by=factories.make_core_team_member())

    assert [message.to[0] for message in deliver_all() if "mandat a changé" in message.body] == []


def test_the_core_team_does_it_on_one_page(core_team, term):
    successor = factories.make_member(first_name="Léa", last_name="Petit")
    change = core_team.get(reverse("admin:members_appointment_change", args=[term.pk])).content.decode()
    assert f'href="{page_of(term)}"' in change
    assert core_team.get(page_of(term)).status_code == 200
    assert dates(successor) == [], "looking does nothing"

    answer = core_team.post(page_of(term), typed(successor, title="relecteur"), follow=True)

    assert dates(successor) == [("editorial", days(11), None)]
    assert successor.appointments.get().title == "relecteur"
    assert "Le relais est passé à Léa Petit" in answer.content.decode()


def test_ones_own_term_has_the_door_too(core_team):
    own = core_team.member.appointments.get()

    page = core_team.get(reverse("admin:members_appointment_change", args=[own.pk])).content.decode()

    assert f'href="{page_of(own)}"' in page


def test_what_is_refused_is_said_on_the_page(core_team, term):
    successor = factories.make_member(state="paused", last_name="Enconge")
    late = core_team.post(page_of(term), typed(factories.make_member(), on=days(200).isoformat()))
    absent = core_team.post(page_of(term), typed(successor))

    assert "entre aujourd’hui et la fin du mandat" in late.content.decode()
    assert "Aucun membre ne porte ce nom" in absent.content.decode()
    assert dates(term.member) == [("editorial", days(-100), days(100))]


def test_a_term_that_is_over_has_no_relay(core_team):
    over = factories.make_appointment(factories.make_member(), Role.EDITORIAL, ends_on=days(-1))

    assert core_team.get(page_of(over)).status_code == 404
    assert "relais" not in core_team.get(reverse("admin:members_appointment_change", args=[over.pk])).content.decode()


@pytest.mark.parametrize("cast", ["member", "editor", "sponsor"])
def test_others_do_not_find_the_page(request, cast, term):
    client = request.getfixturevalue(cast)
    before = dates(term.member)

    client.post(page_of(term), typed(client.member))

    assert dates(term.member) == before
    assert dates(client.member) == dates(signed_in(client.member).member)


@pytest.mark.parametrize("role", Role)
def test_the_form_says_what_the_role_gives(core_team, role):
    term = factories.make_appointment(factories.make_member(), role)

    added = core_team.get("/admin/members/appointment/add/").content.decode()
    changed = core_team.get(reverse("admin:members_appointment_change", args=[term.pk])).content.decode()

    assert [all(words in added for words in map(escape, rights.sentences(one))) for one in Role] == [True] * len(Role)
    assert [all(words in changed for words in map(escape, rights.sentences(one))) for one in Role] == [
        one == role for one in Role
    ]


def test_the_forms_of_the_back_office_carry_their_token(core_team, term):
    request, draft = factories.make_member(state="awaiting"), CharterVersion.objects.create(number=1, body="<p>x</p>")
    pages = [
        page_of(term),
        reverse("admin:members_member_act", args=[request.pk, "accepter"]),
        reverse("admin:members_charterversion_publish", args=[draft.pk]),
    ]

    shown = [core_team.get(page).content.decode() for page in pages]

    assert [page.split('id="content-main"')[1].count("csrfmiddlewaretoken") for page in shown] == [1, 1, 1]
