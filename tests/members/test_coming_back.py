"""A way back for who left: asked by the core-team or by the person, with all that was kept."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from members.actions.invitation import approve, invite, refuse
from members.actions.membership import mark_left
from members.actions.request import _expire
from members.models import CharterAcceptance, Member
from tests import factories
from tests.cast import signed_in
from tests.helpers import deliver_all, sent_by

pytestmark = pytest.mark.django_db

State = Member.State
ADDRESS = "nadia@entreprise.example"
PASSWORD = "un autre mot de passe long"


@pytest.fixture(autouse=True)
def open_to_one_domain(settings):
    cache.clear()
    settings.ALLOWED_EMAIL_DOMAINS = ["entreprise.example"]


@pytest.fixture
def core():
    return factories.make_core_team_member()


@pytest.fixture
def gone(core):
    """Somebody who left after three years, having accepted the charter."""
    member = factories.make_member(
        ADDRESS, first_name="Nadia", last_name="Benaïssa", about="Douze ans d’assistanat", welcomed_at=timezone.now()
    )
    CharterAcceptance.objects.create(
        member=member, version=factories.make_charter(), accepted_at=timezone.now(), fingerprint="x"
    )
    EmailAddress.objects.create(user=member, email=ADDRESS, verified=True, primary=True)
    mark_left(member, by=core)
    deliver_all()
    return Member.objects.get(pk=member.pk)


def ask(client, email=ADDRESS):
    return client.post("/inscription/", {"first_name": "N.", "last_name": "B.", "email": email}, follow=True)


def last_path():
    return re.search(r"https?://[^/\s]+(/\S+)", deliver_all()[-1].body).group(1)


def answer(client, path):
    return client.post(path, {"first_name": "Nadia", "last_name": "Benaïssa", "password": PASSWORD})


def kept(member):
    member = Member.objects.get(pk=member.pk)
    return member.state, member.both_names, member.about, member.acceptances.count(), member.left_on


BACK = (State.ACTIVE, "Nadia Benaïssa", "Douze ans d’assistanat", 1, None)


def test_who_left_is_invited_from_the_own_page_and_finds_everything_again(gone, core):
    browser = signed_in(core)
    page = browser.get(reverse("admin:members_member_change", args=[gone.pk]))
    act = reverse("admin:members_member_act", args=[gone.pk, "revenir"])
    assert act in page.content.decode()

    browser.post(act, sent_by(browser.get(act)))
    joined_on, path = gone.joined_on, last_path()
    browser.logout()
    answer(browser, path)

    assert kept(gone) == BACK
    assert Member.objects.get(pk=gone.pk).joined_on == joined_on
    assert browser.get("/moi/").status_code == 200


def test_who_left_is_invited_like_anybody_by_the_address(gone, core, client):
    invite(email=ADDRESS, first_name="Autre", last_name="Nom", by=core)

    answer(client, last_path())

    assert kept(gone) == BACK


def test_invited_back_one_stays_a_former_member_until_one_agrees(gone, core):
    invite(email=ADDRESS, first_name="Nadia", last_name="Benaïssa", by=core)

    asked = Member.objects.get(pk=gone.pk)
    assert (asked.state, str(asked)) == (State.INVITED, "Ancien membre")
    assert signed_in(core).get(gone.get_absolute_url()).status_code == 410


def test_who_left_asks_to_come_back_by_signing_up(gone, core, visitor):
    ask(visitor)
    path = last_path()
    assert kept(gone)[0] == State.FORMER, "asking for an address proves nothing"
    visitor.post(path)

    told = deliver_all()[-1]
    assert (kept(gone)[0], told.to) == (State.AWAITING, [core.email])
    assert "a déjà fait partie de la communauté" in told.body
    approve(gone, by=core)
    answer(visitor, last_path())
    assert kept(gone) == BACK


def test_a_stranger_learns_nothing_of_who_left(gone, client):
    pages = []
    for address in (ADDRESS, "inconnue@entreprise.example"):
        client.cookies.clear()
        page = ask(client, address)
        pages.append((page.status_code, page.redirect_chain, re.sub(r'"[\w+/=-]{20,}"', "", page.content.decode())))

    assert pages[0] == pages[1]
    known, unknown = deliver_all()[-2:]
    assert known.subject == unknown.subject


def test_asked_twice_one_comes_back_once(gone, core, visitor):
    for _ in range(2):
        ask(visitor)
        visitor.post(last_path())

    assert kept(gone)[0] == State.AWAITING
    assert [message.to for message in deliver_all()].count([core.email]) == 1


def test_a_second_departure_and_a_second_return_are_told_again(gone, core, visitor):
    for _ in range(2):
        cache.clear()
        ask(visitor)
        visitor.post(last_path())
        approve(gone, by=core)
        mark_left(gone, by=core)

    subjects = [message.subject for message in deliver_all()]
    assert subjects.count("Une demande d’inscription attend la core-team") == 2


@pytest.mark.parametrize("ending", [_expire, None], ids=["unanswered", "refused"])
def test_a_return_that_comes_to_nothing_leaves_what_was_kept(gone, core, visitor, ending):
    ask(visitor)
    visitor.post(last_path())

    ending(gone, Member.objects.all()) if ending else refuse(gone, reason="Pas cette année", by=core)

    state, name, about, acceptances, left_on = kept(gone)
    assert (state, name, about, acceptances) == (State.FORMER, *BACK[1:4])
    assert left_on == timezone.localdate()
    assert "effacé" not in deliver_all()[-1].body


def test_who_was_refused_is_not_heard_again_but_may_be_invited(core, visitor):
    refused = factories.make_member(ADDRESS, state=State.AWAITING, joined_on=None)
    refuse(refused, reason="Erreur d’adresse", by=core)
    deliver_all()

    ask(visitor)
    assert "déjà connue" in deliver_all()[-1].body
    invite(email=ADDRESS, first_name="Nadia", last_name="Benaïssa", by=core)

    assert (kept(refused)[:2], str(Member.objects.get(pk=refused.pk))) == (
        (State.INVITED, "Nadia Benaïssa"), "Nadia Benaïssa",
    )  # fmt: skip


def test_nobody_below_calls_the_technical_administration_back(core):
    technical = factories.make_superuser(email=ADDRESS, state=State.FORMER)

    page = signed_in(core).post(
        reverse("admin:members_member_add"), {"email": ADDRESS, "first_name": "N", "last_name": "B"}
    )

    assert page.status_code == 200
    assert kept(technical)[0] == State.FORMER
