"""The core-team's page of messages: what waits, what failed, why it was written, and sending it again."""

import re

import pytest
from django.utils import timezone

from capassistant.causes import CAUSES
from mailing.models import Delivery, FailingAddress
from tests.factories import make_delivery, make_event, make_member, make_superuser
from tests.helpers import count_queries
from tests.rules.source import ROOT

pytestmark = pytest.mark.django_db

LIST = "/admin/mailing/delivery/"
ADDRESSES = "/admin/mailing/failingaddress/"


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_list_says_to_whom_why_and_what_went_wrong_but_not_what_was_said(core_team):
    make_delivery(
        make_member("zoe@example.org"),
        state="abandoned",
        last_error="550 No such user",
        subject="Objet secret",
        text="Texte secret",
    )

    page = text_of(core_team.get(LIST))

    assert "zoe@example.org un numéro du Journal est paru les parutions du Journal abandonné" in page
    assert "550 No such user" in page
    assert "secret" not in page


def test_the_page_of_one_message_keeps_its_text_to_itself(core_team):
    delivery = make_delivery(state="abandoned", subject="Objet secret", text="Texte secret", html="<p>Corps secret</p>")

    page = text_of(core_team.get(f"{LIST}{delivery.pk}/change/"))

    assert "un numéro du Journal est paru" in page
    assert "Gardé jusqu’à l’envoi" in page
    assert "secret" not in page


def test_an_abandoned_message_is_sent_again_after_confirmation(core_team):
    delivery = make_delivery(state="abandoned", attempts=8, last_error="451")
    form = f"{LIST}{delivery.pk}/acte/"
    assert 'href="../acte/"' in core_team.get(f"{LIST}{delivery.pk}/change/").content.decode()

    confirmation = core_team.get(form)
    before = Delivery.objects.get().state
    answer = core_team.post(form, follow=True)

    assert (confirmation.status_code, before) == (200, "abandoned")
    assert Delivery.objects.values_list("state", "attempts", "last_error").get() == ("prepared", 0, "")
    assert "Le message repart" in text_of(answer)
    assert "Renvoyer" in text_of(core_team.get(f"{LIST}{delivery.pk}/history/"))


def test_what_was_sent_has_no_text_left_and_says_so(core_team):
    delivery = make_delivery(state="sent", sent_at=timezone.now(), text="", html="")

    page = core_team.get(f"{LIST}{delivery.pk}/change/")
    answer = core_team.post(f"{LIST}{delivery.pk}/acte/", follow=True)

    assert "Effacé" in text_of(page)
    assert 'href="../acte/"' not in page.content.decode()
    assert "son texte n’est plus gardé" in text_of(answer)
    assert Delivery.objects.get().state == "sent"


def test_a_blocked_address_is_lifted_after_confirmation(core_team):
    failing = FailingAddress.objects.create(address="zoe@example.org", failures=3, blocked_at=timezone.now())
    form = f"{ADDRESSES}{failing.pk}/acte/"

    confirmation = core_team.get(form)
    before = FailingAddress.objects.count()
    core_team.post(form)

    assert (confirmation.status_code, before, FailingAddress.objects.count()) == (200, 1, 0)


def test_the_first_page_counts_what_did_not_arrive(core_team):
    make_delivery(state="abandoned")
    make_delivery(state="abandoned", text="")
    FailingAddress.objects.create(address="zoe@example.org", failures=3, blocked_at=timezone.now())
    FailingAddress.objects.create(address="max@example.org", failures=1)

    counts = {count.label: count.number for count in core_team.get("/admin/").context["counts"]}

    assert (counts["Messages non remis"], counts["Adresses bloquées"]) == (1, 1)


@pytest.mark.parametrize("address", [LIST, ADDRESSES])
def test_editors_sponsors_and_members_do_not_see_messages(member, editor, sponsor, address):
    make_delivery()

    assert [client.get(address).status_code for client in (member, editor, sponsor)] == [302, 302, 302]


def test_the_technical_administration_is_invisible_to_the_core_team(core_team, superuser):
    hidden = make_superuser(email="technique@example.org")
    make_delivery(hidden)
    make_delivery(address="technique@example.org")

    assert "technique@example.org" not in core_team.get(LIST).content.decode()
    assert superuser.get(LIST).content.decode().count("technique@example.org") == 2


@pytest.mark.parametrize("rows", [1, 10])
def test_the_list_costs_the_same_for_one_and_for_ten(core_team, rows):
    for _ in range(rows):
        make_delivery(make_member())
    core_team.get(LIST)

    assert count_queries(core_team, LIST) == 5


def test_every_mail_has_its_cause_in_words():
    folder = ROOT / "templates"
    templates = {str(path.relative_to(folder)).removesuffix(".subject.txt") for path in folder.rglob("*.subject.txt")}

    assert set(CAUSES) == templates


def test_a_member_whose_address_refuses_is_told_on_the_home_page(member):
    FailingAddress.objects.create(address=member.member.email, failures=3, blocked_at=timezone.now())

    page = text_of(member.get("/"))

    assert "Adresse à vérifier" in page
    assert "plus rien n’y part" in page


def test_a_member_whose_address_failed_once_is_told_nothing(member):
    FailingAddress.objects.create(address=member.member.email, failures=2)

    assert "Adresse à vérifier" not in text_of(member.get("/"))


def test_the_notice_of_an_address_costs_no_query(member):
    make_event()
    member.get("/")
    before = count_queries(member, "/")

    FailingAddress.objects.create(address=member.member.email, failures=3, blocked_at=timezone.now())

    assert count_queries(member, "/") == before
