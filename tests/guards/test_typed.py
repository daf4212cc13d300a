"""What was typed in a long form when the session ended is offered to the same person, after the sign-in."""

import re

import pytest
from django.urls import reverse

from events.models import Event
from guards import typed
from journal.models import Article
from tests.cast import signed_in
from tests.factories import make_charter, make_event, make_member
from tests.helpers import sent_by

pytestmark = pytest.mark.django_db

PROPOSE = reverse("journal:propose")
WORDS = {"title": "Le badge oublié", "body": "<p>Une heure de travail, à peu près.</p>"}
PASSWORD = "un mot de passe long"


def seal_of(client, page=PROPOSE):
    return sent_by(client.get(page))[typed.FIELD]


def comes_back(client, member, following):
    return client.post("/connexion/", {"login": member.email, "password": PASSWORD, "next": following})


def test_the_page_of_what_waits_is_the_one_of_its_address():
    assert reverse("typed_again") == typed.PAGE


def test_what_was_typed_waits_for_the_sign_in_and_is_sent_as_it_was(member):
    sealed = WORDS | {typed.FIELD: seal_of(member)}
    member.cookies.clear()

    answer = member.post(PROPOSE, sealed)
    back = comes_back(member, member.member, typed.PAGE)
    page = member.get(back.url)
    sent = sent_by(page)
    member.post(re.search(r'action="([^"]+)" data-typed-again', page.content.decode())[1], sent)

    assert answer.url == f"/connexion/?next={typed.PAGE}"
    assert "Une heure de travail, à peu près." in page.content.decode()
    assert {name: sent[name] for name in WORDS} == WORDS
    article = Article.objects.get()
    assert (article.title, article.signatures) == (WORDS["title"], [member.member])


def test_an_event_is_not_lost_either(core_team):
    event = make_event()
    page = reverse("events:event_edit", args=[event.pk, event.slug])
    filled = sent_by(core_team.get(page)) | {"title": "Un autre titre"}
    core_team.cookies.clear()

    core_team.post(page, filled)
    comes_back(core_team, core_team.member, typed.PAGE)
    core_team.post(page, sent_by(core_team.get(typed.PAGE)))

    assert Event.objects.get().title == "Un autre titre"


def test_somebody_else_on_the_same_computer_sees_nothing(member):
    other = make_member()
    sealed = WORDS | {typed.FIELD: seal_of(member)}
    member.cookies.clear()

    member.post(PROPOSE, sealed)
    comes_back(member, other, typed.PAGE)
    answers = [member.get(typed.PAGE) for _ in range(2)]

    assert [answer.url for answer in answers] == ["/", "/"]
    assert typed.IN_SESSION not in member.session


def test_a_form_older_than_the_sign_in_keeps_its_words(member):
    sealed = WORDS | {typed.FIELD: seal_of(member)}
    member.handler.enforce_csrf_checks = True

    answer = member.post(PROPOSE, sealed)

    assert (answer.url, Article.objects.count()) == (typed.PAGE, 0)
    assert WORDS["title"] in member.get(typed.PAGE).content.decode()


@pytest.mark.parametrize(
    "forge", [lambda seal: "", lambda seal: "1", lambda seal: seal[:-1] + "-", lambda seal: "²" * 9]
)
def test_nothing_waits_without_a_true_seal(member, forge):
    sealed = WORDS | {typed.FIELD: forge(seal_of(member))}
    member.cookies.clear()

    answer = member.post(PROPOSE, sealed)

    assert answer.url == "/connexion/?next=/"
    assert typed.IN_SESSION not in member.session


def test_a_page_of_somebody_else_is_refused_as_before(member):
    sealed = WORDS | {typed.FIELD: seal_of(signed_in(make_member()))}
    member.handler.enforce_csrf_checks = True

    assert member.post(PROPOSE, sealed).status_code == 403


def test_what_is_longer_than_any_text_does_not_wait(member):
    sealed = WORDS | {typed.FIELD: seal_of(member), "body": "x" * typed.LONGEST}
    member.cookies.clear()

    assert member.post(PROPOSE, sealed).url == "/connexion/?next=/"


def test_markup_that_waits_never_reaches_the_page(member):
    attack = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    sealed = WORDS | {typed.FIELD: seal_of(member), "title": attack}
    member.cookies.clear()

    member.post(PROPOSE, sealed)
    comes_back(member, member.member, typed.PAGE)
    page = member.get(typed.PAGE)

    assert sent_by(page)["title"] == attack
    assert "<script>alert" not in page.content.decode()
    assert "<img src=x" not in page.content.decode()


def test_what_the_charter_holds_back_waits_too(member):
    sealed = WORDS | {typed.FIELD: seal_of(member)}
    make_charter()

    answer = member.post(PROPOSE, sealed)

    assert answer.url == typed.PAGE
    assert WORDS["title"] in member.get(typed.PAGE).content.decode()


def test_nothing_waits_for_who_lost_nothing(member):
    assert member.get(typed.PAGE).url == "/"
