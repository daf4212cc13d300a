"""The core-team's page of messages: what waits, what failed, why it was written, and sending it again."""

import datetime
import re
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from mailing.causes import labels
from mailing.models import Delivery, FailingAddress
from tests.factories import make_delivery, make_event, make_member, make_superuser
from tests.helpers import count_queries
from tests.rules.source import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]

LIST = "/admin/mailing/delivery/"
ADDRESSES = "/admin/mailing/failingaddress/"
MOMENT = datetime.datetime(2027, 3, 18, 14, 30, tzinfo=ZoneInfo("Europe/Paris"))


HEARD = re.compile(r'<span aria-hidden="true">([^<]*)</span><span class="visually-hidden">[^<]*</span>')


def text_of(response):
    """What is seen of a page; what is heard instead of it is left out (``ui.aloud``)."""
    return " ".join(re.sub(r"<[^>]+>", " ", HEARD.sub(r"\1", response.content.decode())).split())


def test_each_row_says_for_whom_what_why_and_what_went_wrong(core_team):
    zoe = make_member("zoe@example.org", first_name="Zoé", last_name="Martin")
    make_delivery(
        zoe, state="abandoned", last_error="550 No such user", subject="Le Journal n° 31 est paru", leaves_at=MOMENT
    )

    page = text_of(core_team.get(LIST))

    assert (
        "Zoé Martin zoe@example.org Le Journal n° 31 est paru un numéro du Journal est paru abandonné"
        " non remis le jeudi 18 mars 2027, 14 h 30 : 550 No such user"
    ) in page.replace("\u00a0", " ")


def test_two_messages_of_one_kind_differ_by_reader_and_subject(core_team):
    for name, number in (("Zoé", 31), ("Max", 32)):
        make_delivery(make_member(first_name=name, last_name="Martin"), subject=f"Le Journal n° {number} est paru")

    page = text_of(core_team.get(LIST))

    assert page.index("Max Martin") < page.index("n° 32 est paru") < page.index("Zoé Martin") < page.index("n° 31")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "part le jeudi 18 mars 2027, 14 h 30"),
        ({"attempts": 2, "last_error": "451 Later"}, "part le jeudi 18 mars 2027, 14 h 30 (essais : 2) : 451 Later"),
        ({"state": "held"}, "dans le résumé du jeudi 18 mars 2027"),
        ({"state": "sent", "sent_at": MOMENT}, "parti le jeudi 18 mars 2027, 14 h 30"),
        ({"state": "digested"}, "annoncé dans un résumé"),
        ({"state": "discarded", "last_error": "N’est plus vrai."}, "N’est plus vrai."),
        ({"state": "abandoned", "last_error": "550 Non"}, "non remis le jeudi 18 mars 2027, 14 h 30 : 550 Non"),
    ],
)
def test_a_row_says_when_it_leaves_or_why_it_does_not(core_team, fields, said):
    make_delivery(leaves_at=MOMENT, **fields)

    assert said in text_of(core_team.get(LIST)).replace("\u00a0", " ")


def test_the_page_of_one_message_tells_what_it_is_about_and_keeps_its_text_to_the_preview(core_team):
    delivery = make_delivery(state="abandoned", text="Texte secret", html="<p>Corps secret</p>")

    page = text_of(core_team.get(f"{LIST}{delivery.pk}/change/"))

    assert "Le Journal est paru" in page
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

    counts = {count.label: count.number for count in core_team.get("/admin/").context["board"].counts}

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
    assert text_of(superuser.get(LIST)).count("technique@example.org") == 2


@pytest.mark.parametrize("rows", [1, 10])
def test_the_list_costs_the_same_for_one_and_for_ten(core_team, rows):
    for _ in range(rows):
        make_delivery(make_member())
    core_team.get(LIST)

    assert count_queries(core_team, LIST) == 5


def test_every_mail_has_its_cause_in_words():
    folder = ROOT / "templates"
    templates = {str(path.relative_to(folder)).removesuffix(".subject.txt") for path in folder.rglob("*.subject.txt")}

    assert set(labels()) == {template.replace("/email/", ".") for template in templates}


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
