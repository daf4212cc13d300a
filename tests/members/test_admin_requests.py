"""Requests to join, answered one by one or together: what happens to each is said before it is done."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from members.models import Member
from tests import factories
from tests.helpers import count_queries, deliver_all

pytestmark = pytest.mark.django_db

LIST, REQUESTS = "/admin/members/member/", "/admin/members/member/demandes/"
State = Member.State


def asking(*, days=0, proven=True, **known):
    member = factories.make_member(
        state=State.AWAITING, joined_on=None, requested_at=timezone.now() - timedelta(days=days), **known
    )
    EmailAddress.objects.create(user=member, email=member.email, verified=proven, primary=True)
    return member


def chosen(client, act, members, **typed):
    ids = [member.pk for member in members]
    return client.post(LIST, {"action": act, "index": 0, "_selected_action": ids} | typed)


def states(*members):
    return [Member.objects.get(pk=member.pk).state for member in members]


def test_the_oldest_request_comes_first_and_who_has_not_confirmed_is_not_there(core_team):
    young, old = asking(), asking(days=8)
    asking(proven=False)

    page = core_team.get(REQUESTS)

    assert [request.member for request in page.context["requests"]] == [old, young]
    assert [request.waits for request in page.context["requests"]] == ["depuis 8 jours", "depuis aujourd’hui"]
    assert page.content.decode().count("à traiter d’abord") == 1


def test_only_who_raises_no_question_is_chosen_already(core_team, settings):
    settings.ALLOWED_EMAIL_DOMAINS = ["example.org"]
    factories.make_member(first_name="Linh", last_name="N’Guyen")
    plain = asking(email="plain@example.org")
    asking(email="linh@example.org", first_name="Linh", last_name="Nguyen")
    asking(email="luis@voyages.example")

    page = core_team.get(REQUESTS)

    text = page.content.decode()
    assert re.findall(r'value="(\d+)"\s+checked', text) == [str(plain.pk)]
    assert [[doubt.label for doubt in request.doubts] for request in page.context["requests"]] == [
        [], ["nom déjà connu"], ["adresse extérieure"],
    ]  # fmt: skip


def test_without_requests_the_page_says_so(core_team):
    assert "Aucune demande n’attend" in core_team.get(REQUESTS).content.decode()


def test_the_page_asks_as_much_however_many_ask(core_team):
    asking()
    before = count_queries(core_team, REQUESTS)
    for _ in range(10):
        asking(site=factories.make_site())

    assert count_queries(core_team, REQUESTS) == before == 4


def test_what_happens_to_each_is_said_before_anything_is_done(core_team):
    ready, unproven, inside = asking(), asking(proven=False), factories.make_member()

    page = chosen(core_team, "accepter", [ready, unproven, inside])

    assert f'href="{REQUESTS}">Revenir sans rien changer' in page.content.decode()
    told = {fate.member: fate.obstacle for fate in page.context["fates"]}
    assert told == {ready: "", unproven: "l’adresse n’est pas encore confirmée", inside: "en activité"}
    assert f"part à {ready.email}" in page.content.decode()
    assert states(ready, unproven, inside) == [State.AWAITING, State.AWAITING, State.ACTIVE]
    assert deliver_all() == []


def test_several_requests_are_accepted_once_that_was_read(core_team):
    ready, other, unproven = asking(), asking(), asking(proven=False)

    answer = chosen(core_team, "accepter", [ready, other, unproven], vu="1")

    assert answer["Location"] == REQUESTS
    assert states(ready, other, unproven) == [State.ACTIVE, State.ACTIVE, State.AWAITING]
    assert sorted(message.to[0] for message in deliver_all()) == sorted([ready.email, other.email])


def test_several_requests_are_refused_with_one_reason_which_is_asked_for(core_team):
    both = [asking(), asking()]

    without = chosen(core_team, "refuser", both, vu="1", reason="")

    assert "Donnez une raison" in without.content.decode()
    assert states(*both) == [State.AWAITING] * 2
    chosen(core_team, "refuser", both, vu="1", reason="Trop loin")
    assert states(*both) == [State.FORMER] * 2
    assert {member.state_reason for member in Member.objects.filter(state=State.FORMER)} == {"Trop loin"}


def test_nobody_decides_for_oneself_together_with_others(core_team):
    page = chosen(core_team, "accepter", [core_team.member])

    assert page.context["possible"] == []


@pytest.mark.parametrize("act", ["accepter", "refuser", "inviter"])
def test_others_decide_for_nobody(editor, act):
    request = asking()

    answer = chosen(editor, act, [request], vu="1", reason="x")

    assert answer.status_code in (302, 403)
    assert states(request) == [State.AWAITING]


def test_a_refused_act_keeps_its_page_and_what_was_typed(superuser):
    page = superuser.post(
        reverse("admin:members_member_act", args=[superuser.member.pk, "suspendre"]), {"reason": "Une longue raison"}
    )

    text = page.content.decode()
    assert page.status_code == 200
    assert "on ne ferme pas son propre compte" in text
    assert "Une longue raison" in text
    assert 'role="alert"' in text


def test_the_page_of_a_member_says_what_each_act_changes_and_sets_the_grave_ones_apart(core_team):
    page = core_team.get(f"{LIST}{factories.make_member().pk}/change/").content.decode()

    before, grave = page.split('class="grave"')
    assert "Mettre en pause" in before
    assert "Suspendre" not in before
    assert "Son nom devient « Ancien membre »." in grave
    assert page.count("btn btn-sm btn-primary") == 1
