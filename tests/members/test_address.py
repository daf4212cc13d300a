"""The address of an account changes: confirmed from both sides by its owner, or set by the core-team; both are told."""

import datetime
import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from mailing.models import Delivery
from members import addresses, invitations
from members.actions.address import ask_for_address, confirm_address, correct_address
from members.actions.invitation import invite
from members.actions.membership import pause
from members.models import AddressChange, Member, Side
from tests import factories
from tests.cast import signed_in
from tests.helpers import deliver_all, sent_by

pytestmark = pytest.mark.django_db

OLD, NEW = "nadia@entreprise.example", "nadia@nouvelle.example"
PAGE = "/moi/adresse/"
PASSWORD = "un mot de passe long"


@pytest.fixture(autouse=True)
def two_domains(settings):
    cache.clear()
    settings.ALLOWED_EMAIL_DOMAINS = ["entreprise.example", "nouvelle.example"]


@pytest.fixture
def nadia():
    return factories.make_member(OLD, first_name="Nadia", last_name="Benaïssa")


@pytest.fixture
def browser(nadia):
    return signed_in(nadia)


def links():
    """The path of the link that each address received last."""
    found = {}
    for message in deliver_all():
        if path := re.search(r"https?://[^/\s]+(/adresse/\S+)", message.body):
            found[message.to[0]] = path.group(1)
    return found


def address_of(member):
    return Member.objects.get(pk=member.pk).email


def test_an_address_changes_once_both_sides_have_confirmed_and_both_are_told(browser, nadia, visitor):
    assert browser.post(PAGE, {"email": NEW.upper()}).url == PAGE
    path = links()
    assert set(path) == {OLD, NEW}

    for side in (NEW, OLD):
        assert address_of(nadia) == OLD
        assert visitor.get(path[side]).status_code == 200, "a mail scanner that follows the link confirms nothing"
        assert address_of(nadia) == OLD
        visitor.post(path[side])

    assert address_of(nadia) == NEW
    rows = EmailAddress.objects.filter(user=nadia).values_list("email", "verified", "primary")
    assert list(rows) == [(NEW, True, True)]
    subjects = [(message.to[0], message.subject) for message in deliver_all()[-2:]]
    assert subjects == [(OLD, "L’adresse de votre compte a changé"), (NEW, "L’adresse de votre compte a changé")]
    assert visitor.post("/connexion/", {"login": NEW, "password": PASSWORD}).url == "/"


@pytest.mark.parametrize("side", [OLD, NEW])
def test_one_side_alone_changes_nothing_however_often(browser, nadia, visitor, side):
    browser.post(PAGE, {"email": NEW})
    path = links()[side]

    answers = [visitor.post(path).content.decode() for _ in range(2)]

    assert address_of(nadia) == OLD
    assert all("C’est confirmé de ce côté" in answer for answer in answers)


def test_the_links_open_nothing_once_used_replaced_given_up_or_too_old(browser, nadia, visitor):
    browser.post(PAGE, {"email": NEW})
    replaced = links()
    browser.post(PAGE, {"email": NEW})
    given_up = links()
    browser.post("/moi/adresse/abandon/")
    browser.post(PAGE, {"email": NEW})
    last = links()

    assert [visitor.post(path).status_code for path in (*replaced.values(), *given_up.values())] == [410] * 4
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3, minutes=1)):
        assert [visitor.post(path).status_code for path in last.values()] == [410, 410]
    assert [visitor.post(path).status_code for path in last.values()] == [200, 200]
    assert [visitor.get(path).status_code for path in last.values()] == [410, 410]
    assert address_of(nadia) == NEW


def test_asking_for_the_address_of_somebody_tells_nothing_but_to_its_owner(browser, nadia):
    """Of who is a member, was one, or asked to be: the same page, the same number of messages."""
    former = factories.make_member("partie@nouvelle.example", state="former")
    shown = []
    for email in (former.email, "libre@nouvelle.example"):
        answer = browser.post(PAGE, {"email": email}, follow=True)
        shown.append(re.sub(r'"[\w+/=-]{20,}"', "", answer.content.decode()).replace(email, ""))

    assert shown[0] == shown[1]
    sent = [(message.to[0], message.subject) for message in deliver_all()]
    assert sent == [
        (OLD, "Confirmez le changement de votre adresse"),
        (former.email, "Cette adresse est déjà celle d’un compte"),
        (OLD, "Confirmez le changement de votre adresse"),
        ("libre@nouvelle.example", "Confirmez votre nouvelle adresse"),
    ]


def test_an_address_taken_meanwhile_is_refused_to_who_has_proven_it(nadia, visitor):
    change = ask_for_address(nadia, email=NEW)
    factories.make_member(NEW)
    confirm_address(addresses.token_for(change, Side.OLD))

    page = visitor.post(reverse("members:address_confirm", args=[addresses.token_for(change, Side.NEW)]))

    assert (page.status_code, address_of(nadia)) == (410, OLD)
    assert "déjà celle d’un membre" in page.content.decode()


@pytest.mark.parametrize(
    ("email", "why"),
    [
        ("nadia@ailleurs.example", "entreprise de la communauté"),
        ("nadia@sous.entreprise.example", "entreprise de la communauté"),
        (OLD.upper(), "déjà votre adresse"),
        ("nadia", "valide"),
        ("", "obligatoire"),
    ],
)
def test_where_a_member_may_not_move_is_said_beside_the_field_and_nothing_is_sent(browser, email, why):
    page = browser.post(PAGE, {"email": email})

    assert why in str(page.context["form"].errors["email"])
    assert email in page.content.decode()
    assert (deliver_all(), AddressChange.objects.count()) == ([], 0)


def test_who_was_invited_from_elsewhere_may_move_inside_the_own_company(settings):
    settings.ALLOWED_EMAIL_DOMAINS = []
    member = factories.make_member("nadia@ailleurs.example")

    signed_in(member).post(PAGE, {"email": "nadia.benaissa@ailleurs.example"})

    assert AddressChange.objects.get().email == "nadia.benaissa@ailleurs.example"


def test_asking_again_and_again_is_limited(browser):
    answers = [browser.post(PAGE, {"email": NEW}).status_code for _ in range(12)]

    assert answers[-1] == 429


def test_a_closed_account_changes_nothing(nadia, visitor):
    change = ask_for_address(nadia, email=NEW)
    pause(nadia, by=factories.make_core_team_member())

    answers = [
        visitor.post(reverse("members:address_confirm", args=[addresses.token_for(change, side)])).status_code
        for side in Side
    ]

    assert (answers, address_of(nadia)) == ([410, 410], OLD)


# by the core-team ------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["active", "paused", "suspended"])
def test_the_core_team_changes_an_address_which_is_logged_and_told_to_both(core_team, state):
    member = factories.make_member(OLD, first_name="Nadia", last_name="Benaïssa", state=state)
    act = reverse("admin:members_member_act", args=[member.pk, "adresse"])
    assert act in core_team.get(reverse("admin:members_member_change", args=[member.pk])).content.decode()

    core_team.post(act, sent_by(core_team.get(act)) | {"email": "Nadia@Ailleurs.example"})

    assert address_of(member) == "nadia@ailleurs.example"
    told = {message.to[0]: message.body for message in deliver_all()}
    assert set(told) == {OLD, "nadia@ailleurs.example"}
    assert all(core_team.member.short_name in body for body in told.values())
    acts = core_team.get(reverse("admin:members_act_changelist")).content.decode()
    assert f"{OLD} → nadia@ailleurs.example" in acts
    assert core_team.member.full_name in acts


@pytest.mark.parametrize(("email", "why"), [("prise@example.org", "déjà celle d’un membre"), (OLD, "déjà son adresse")])
def test_what_cannot_be_is_said_on_the_form_with_what_was_typed(core_team, nadia, email, why):
    factories.make_member("prise@example.org")

    page = core_team.post(reverse("admin:members_member_act", args=[nadia.pk, "adresse"]), {"email": email})

    assert why in str(page.context["form"].errors["email"])
    assert email in page.content.decode()
    assert (address_of(nadia), deliver_all()) == (OLD, [])


@pytest.mark.parametrize("who", ["self", "technical", "newcomer"])
def test_the_core_team_changes_neither_its_own_nor_that_of_the_technical_administration(core_team, who):
    member = {
        "self": lambda: core_team.member,
        "technical": factories.make_superuser,
        "newcomer": lambda: factories.make_member(state="invited", joined_on=None),
    }[who]()
    before = member.email

    answer = core_team.post(reverse("admin:members_member_act", args=[member.pk, "adresse"]), {"email": NEW})

    assert answer.status_code in (403, 404)
    assert address_of(member) == before


def test_what_has_not_left_yet_follows_and_what_the_old_box_holds_opens_nothing(nadia, visitor):
    core = factories.make_core_team_member()
    invited = invite(email="attente@example.org", first_name="Samia", last_name="Kaci", by=core)
    token = invitations.token_for(invited)
    Member.objects.filter(pk=invited.pk).update(state="active")
    factories.make_delivery(member=nadia, address=OLD)
    change = ask_for_address(nadia, email=NEW)
    visitor.post("/connexion/mot-de-passe/oublie/", {"email": OLD})
    [reset] = [re.search(r"/connexion/mot-de-passe/\S+", m.body) for m in deliver_all() if "mot de passe" in m.subject]
    factories.make_delivery(member=nadia, address=OLD)

    for member, email in ((nadia, "n@example.org"), (invited, "s@example.org")):
        correct_address(member, email=email, by=core)

    unsent = Delivery.objects.unsent().filter(member=nadia).values_list("address", flat=True)
    assert list(unsent) == ["n@example.org"]
    assert invitations.member_for(token, Member.objects.all()) is None
    assert addresses.read(addresses.token_for(change, Side.OLD)) is None
    assert "n’est plus valable" in visitor.get(reset.group(), follow=True).content.decode()
