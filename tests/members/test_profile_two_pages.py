"""A profile written from two pages, and beside what the core-team decides of the account."""

import pytest
from django.urls import reverse

from members.models import Member
from tests.cast import signed_in
from tests.factories import make_core_team_member, make_member, make_site
from tests.helpers import posted_at_once, sent_by, version_shown

PROFILE = "/moi/profil/"


@pytest.fixture
def member(db):
    return signed_in(make_member(last_name="Benaïssa"))


def told(response):
    assert set(response.context["form"].errors) == {"__all__"}
    return " ".join(response.context["form"].non_field_errors())


@pytest.mark.django_db
@pytest.mark.parametrize("address", [PROFILE, "/bienvenue/profil/"])
def test_an_old_page_of_the_profile_is_told_what_differs_and_loses_nothing(member, address):
    old = sent_by(member.get(address))
    member.post(PROFILE, sent_by(member.get(PROFILE)) | {"phone": "41 07", "about": "Bonjour"})

    answer = member.post(address, old | {"phone": "50 12"})

    me = Member.objects.get(pk=member.member.pk)
    assert (answer.status_code, me.phone, me.about) == (200, "41 07", "Bonjour")
    assert "Quelqu’un a modifié ceci pendant que vous écriviez." in told(answer)
    assert answer.context["form"]["phone"].value() == "50 12"
    assert member.post(address, sent_by(answer)).status_code == 302
    me.refresh_from_db()
    assert (me.phone, me.about) == ("50 12", "")


@pytest.mark.django_db
def test_a_page_without_a_version_is_an_old_one(member):
    sent = sent_by(member.get(PROFILE)) | {"phone": "41 07"}
    del sent["version"]

    answer = member.post(PROFILE, sent)

    assert answer.status_code == 200
    assert "pendant que vous écriviez" in told(answer)
    assert Member.objects.get(pk=member.member.pk).phone == ""


@pytest.mark.django_db
def test_the_version_is_that_of_the_profile_and_not_of_the_account(member):
    before = version_shown(member.member)

    Member.objects.update(state_reason="x", language="en", joined_on="2020-01-01")
    assert version_shown(member.member) == before
    Member.objects.update(site=make_site())
    assert version_shown(member.member) != before


@pytest.mark.django_db
def test_to_look_at_a_profile_as_typed_asks_nothing(member):
    old = sent_by(member.get(PROFILE))
    Member.objects.filter(pk=member.member.pk).update(about="Bonjour")

    page = member.post("/moi/profil/apercu/", old | {"phone": "50 12", "comme": "membre"})

    assert "Rien n’est encore enregistré" in page.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mine", ["page", "preferences"])
def test_what_the_back_office_decides_at_the_same_instant_is_not_undone(mine):
    member, core_team = signed_in(make_member(last_name="Benaïssa")), signed_in(make_core_team_member())
    page = {"page": PROFILE, "preferences": "/moi/preferences/"}[mine]
    sent = sent_by(member.get(page)) | ({"phone": "41 07"} if mine == "page" else {"theme": "dark"})
    act = reverse("admin:members_member_act", args=[member.member.pk, "suspendre"])

    answers = posted_at_once(member.member, (member, page, sent), (core_team, act, {"reason": "Vérification en cours"}))

    me = Member.objects.get(pk=member.member.pk)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (me.state, me.state_reason) == ("suspended", "Vérification en cours")
    assert (me.phone, me.theme) == (("41 07", "auto") if mine == "page" else ("", "dark"))


@pytest.mark.django_db(transaction=True)
def test_of_two_pages_of_a_profile_sent_at_once_one_wins_and_the_other_is_told():
    browser = signed_in(make_member(last_name="Benaïssa"))
    numbers = ["41 07", "50 12"]
    sent = [sent_by(browser.get(PROFILE)) | {"phone": number} for number in numbers]

    answers = posted_at_once(browser.member, *((browser, PROFILE, words) for words in sent))

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    loser = next(rank for rank, answer in enumerate(answers) if answer.status_code == 200)
    assert Member.objects.get(pk=browser.member.pk).phone == numbers[1 - loser]
    assert answers[loser].context["form"]["phone"].value() == numbers[loser]
    assert "pendant que vous écriviez" in told(answers[loser])
