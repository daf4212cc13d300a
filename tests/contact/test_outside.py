"""Whoever cannot sign in writes too: to the core-team alone, and nothing leaves for the address that is typed."""

import pytest
from django.conf import settings as configured

from contact.models import Thread
from mailing.models import Delivery
from members.models import Member
from tests.cast import signed_in
from tests.clock import DAY
from tests.factories import make_core_team_member, make_member
from tests.helpers import deliver_all, sent_by, version_shown

pytestmark = pytest.mark.django_db

CORE_TEAM = configured.CONTACTS["core_team"]
WORDS = {
    "name": "Nadia Ould", "address": "Nadia@Ailleurs.example", "subject": "Compte fermé",
    "text": "Comment revenir ? https://piege.example",
}  # fmt: skip


def write(client, number=0, **more):
    return client.post("/contact/", WORDS | {"address": f"nadia{number}@ailleurs.example"} | more)


def test_a_visitor_writes_to_the_core_team(visitor, core_team):
    response = visitor.post("/contact/", WORDS | {"box": "editorial"})

    thread = Thread.objects.get()
    assert response.url == "/contact/?arrive"
    assert (thread.box, thread.member, thread.address, thread.writer) == (
        "core_team", None, "nadia@ailleurs.example", "Nadia Ould",
    )  # fmt: skip


def test_nothing_leaves_for_the_address_and_nothing_of_the_text_in_a_mail(visitor, core_team):
    visitor.post("/contact/", WORDS)

    (mail,) = deliver_all()
    whole = mail.message().as_string() + mail.subject
    assert mail.to == [core_team.member.email]
    assert mail.reply_to == [CORE_TEAM]
    assert [word for word in ("piege", "revenir", "Nadia", "Ailleurs", "Compte") if word.lower() in whole.lower()] == []


def test_many_messages_of_strangers_are_one_mail_a_day(visitor, core_team):
    for number in range(3):
        write(visitor, number)

    assert Thread.objects.count() == 3
    assert Delivery.objects.filter(cause="contact.notice").count() == 1


def test_the_answer_for_the_address_of_a_member_is_that_for_any_other(visitor):
    make_member("connue@demo.example")

    pages = [
        visitor.post("/contact/", WORDS | {"address": address}, follow=True)
        for address in ("connue@demo.example", "inconnue@demo.example")
    ]

    known, unknown = [page.content.decode().partition("<main")[2].partition("csrf")[0] for page in pages]
    assert known == unknown
    assert "La réponse viendra à l’adresse" in known


def test_one_place_writes_so_often_a_day_and_is_told_when_it_may_again(visitor, clock):
    for number in range(configured.LIMITS["contact.origin"]):
        write(visitor, number)

    refused = write(visitor, 9)

    page = refused.content.decode()
    assert Thread.objects.count() == 5
    assert "le nombre de messages par jour est limité à cinq" in page
    assert "vous pourrez écrire de nouveau mercredi 17 mars" in page
    assert sent_by(refused)["text"] == WORDS["text"]


def test_another_place_still_writes_and_the_next_day_everybody(visitor, clock):
    for number in range(5):
        write(visitor, number)

    elsewhere = visitor.post("/contact/", WORDS, REMOTE_ADDR="203.0.113.9")
    clock.shift(DAY)

    assert elsewhere.status_code == 302
    assert write(visitor, 8).status_code == 302


def test_all_strangers_together_have_a_limit(visitor, settings):
    settings.LIMITS = configured.LIMITS | {"contact.visitors": 2}
    for number in range(2):
        visitor.post("/contact/", WORDS, REMOTE_ADDR=f"203.0.113.{number}")

    assert visitor.post("/contact/", WORDS, REMOTE_ADDR="203.0.113.7").status_code == 200
    assert Thread.objects.count() == 2


def test_no_address_of_the_network_is_kept(visitor):
    write(visitor)

    assert "127.0.0.1" not in Thread.objects.get().origin


def test_the_core_team_is_told_that_nothing_proves_the_address(visitor, core_team):
    make_member("nadia@ailleurs.example", first_name="Nadia", last_name="Vraie", state=Member.State.SUSPENDED)
    visitor.post("/contact/", WORDS)

    page = core_team.get(f"/contact/boite/{Thread.objects.get().pk}/").content.decode()

    assert "rien ne prouve que cette adresse" in page
    assert "Nadia Vraie, compte" in page


def test_the_answer_reaches_the_address_and_may_be_answered_by_mail(visitor, core_team):
    visitor.post("/contact/", WORDS)
    thread = Thread.objects.get()

    core_team.post(f"/contact/boite/{thread.pk}/", {"text": "Votre compte est rouvert."} | version_shown(thread))

    (mail,) = [mail for mail in deliver_all() if mail.to == ["nadia@ailleurs.example"]]
    assert (mail.subject, mail.reply_to) == ("Re: Compte fermé", [CORE_TEAM])
    assert "Pour continuer, répondez à ce message." in mail.body
    assert "/contact/" not in mail.body


@pytest.mark.parametrize("state", [Member.State.PAUSED, Member.State.SUSPENDED, Member.State.FORMER, "awaiting"])
def test_who_has_a_closed_account_writes_as_a_visitor(state):
    make_core_team_member()
    response = signed_in(make_member(state=state)).post("/contact/", WORDS)

    assert response.status_code == 302
    assert Thread.objects.get().member is None


@pytest.mark.parametrize("address", ["leıla@demo.example", "pas-une-adresse", "a" * 250 + "@demo.example", ""])
def test_an_address_that_no_mail_server_takes_is_refused_beside_the_field(address, visitor):
    response = visitor.post("/contact/", WORDS | {"address": address})

    assert list(response.context["form"].errors) == ["address"]
    assert sent_by(response)["text"] == WORDS["text"]
