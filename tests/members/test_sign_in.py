"""Signing in: same words in all cases, nobody led off the site, limits against guessing."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.cast import signed_in
from tests.helpers import deliver_all

pytestmark = pytest.mark.django_db

PASSWORD = "un mot de passe long"
ELSEWHERE = [
    "https://exemple.invalid/", "//exemple.invalid", "/\\exemple.invalid", "\\\\exemple.invalid", "http:exemple.invalid",
    "javascript:alert(1)", "minus", "²", "/\x01", "///exemple.invalid", "https:exemple.invalid", " //exemple.invalid",
]  # fmt: skip


@pytest.fixture(autouse=True)
def no_limits_kept():
    cache.clear()


def without_token(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"', "", response.content.decode())


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/connexion/", {"login": email, "password": password} | more)


def test_a_member_signs_in_with_the_address_in_any_case(visitor):
    factories.make_member("camille@example.org")

    assert sign_in(visitor, "Camille@Example.ORG").url == "/"


@pytest.mark.parametrize("next_page", ["/agenda/", "/membres/?q=a"])
def test_the_page_asked_for_comes_after(visitor, next_page):
    factories.make_member("camille@example.org")

    assert sign_in(visitor, "camille@example.org", next=next_page).url == next_page


@pytest.mark.parametrize("next_page", ELSEWHERE)
def test_nobody_is_led_elsewhere(visitor, next_page):
    factories.make_member("camille@example.org")

    assert sign_in(visitor, "camille@example.org", next=next_page).url == "/"


@pytest.mark.parametrize("path", ["/connexion/", "/connexion/code/", "/inscription/", "/deconnexion/"])
@pytest.mark.parametrize("next_page", ELSEWHERE)
def test_hostile_next_values_never_fail(visitor, path, next_page):
    response = visitor.get(path, {"next": next_page})

    assert response.status_code in (200, 302)
    assert not response.get("Location", "/").startswith(("http", "//"))


def test_a_wrong_password_and_an_unknown_address_read_alike(visitor):
    factories.make_member("camille@example.org")

    wrong = without_token(sign_in(visitor, "camille@example.org", "pas le bon"))
    unknown = without_token(sign_in(visitor, "inconnue@example.org", "pas le bon"))

    assert wrong.replace("camille@", "@") == unknown.replace("inconnue@", "@")


@pytest.mark.parametrize(
    ("path", "field"), [("/connexion/mot-de-passe/oublie/", "email"), ("/connexion/code/", "email")]
)
def test_known_and_unknown_addresses_get_the_same_page_and_only_the_known_one_a_mail(client, path, field):
    factories.make_member("camille@example.org")
    pages = []

    for address in ("camille@example.org", "inconnue@example.org"):
        client.cookies.clear()
        page = client.post(path, {field: address}, follow=True)
        pages.append((page.status_code, page.redirect_chain, without_token(page).replace(address, "")))

    assert pages[0] == pages[1]
    assert [message.to for message in deliver_all()] == [["camille@example.org"]]


@pytest.mark.parametrize("path", ["/connexion/mot-de-passe/oublie/", "/connexion/code/"])
@pytest.mark.parametrize("state", ["invited", "awaiting", "paused", "suspended", "former"])
def test_a_closed_account_reads_like_an_unknown_one_and_nothing_leaves(client, path, state):
    factories.make_member("camille@example.org", state=state)

    answers = [
        client.post(path, {"email": address}).status_code for address in ("camille@example.org", "x@example.org")
    ]

    assert answers == [302, 302]
    assert deliver_all() == []


def test_a_code_opens_a_session_once(visitor):
    factories.make_member("camille@example.org")
    visitor.post("/connexion/code/", {"email": "camille@example.org"})
    code = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", deliver_all()[0].body, re.MULTILINE).group(1)

    response = visitor.post("/connexion/code/confirmation/", {"code": code})

    assert response.url == "/"
    assert visitor.get("/moi/").status_code == 200


def test_a_wrong_code_opens_nothing(visitor):
    factories.make_member("camille@example.org")
    visitor.post("/connexion/code/", {"email": "camille@example.org"})

    visitor.post("/connexion/code/confirmation/", {"code": "AAAAAA"})

    assert visitor.get("/moi/").status_code == 302


def test_the_link_of_a_new_password_works_once(visitor, settings):
    settings.SITE_URL = "https://portail.example"
    factories.make_member("camille@example.org")
    visitor.post("/connexion/mot-de-passe/oublie/", {"email": "camille@example.org"}, headers={"host": "testserver"})
    link = re.search(r"https?://\S+", deliver_all()[0].body).group()
    assert link.startswith("https://portail.example/connexion/mot-de-passe/")
    path = link.removeprefix("https://portail.example")

    form = visitor.get(path, follow=True)
    new = "autre mot de passe long"
    visitor.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})

    assert sign_in(visitor, "camille@example.org", new).url == "/"
    visitor.logout()
    assert "n’est plus valable" in visitor.get(path, follow=True).content.decode()


def test_bug_who_read_the_database_could_choose_the_password_of_who_had_followed_the_link(visitor, member):
    factories.make_member("camille@example.org")
    visitor.post("/connexion/mot-de-passe/oublie/", {"email": "camille@example.org"})
    path = re.search(r"https?://[^/]+(\S+)", deliver_all()[0].body).group(1)

    for browser in (visitor, member):
        page = browser.get(path, follow=True)
        assert "password1" in page.context["form"].fields

    _uid, key = path.strip("/").rpartition("/")[2].split("-", 1)
    assert key not in str([session.get_decoded() for session in Session.objects.all()])
    [(address, _)] = page.redirect_chain
    assert (key in address, "n’est plus valable" in Client().get(address).content.decode()) == (False, True)
    kept = visitor.cookies["nouveau-mot-de-passe"]
    assert (kept["httponly"], kept["samesite"], kept["path"]) == (True, "Lax", "/connexion/mot-de-passe/")


@pytest.mark.parametrize("state", ["invited", "awaiting", "paused", "suspended", "former"])
def test_closed_accounts_stay_outside(visitor, state):
    factories.make_member("camille@example.org", state=state)

    sign_in(visitor, "camille@example.org")

    assert visitor.get("/moi/").status_code == 302


@pytest.mark.parametrize("state", ["paused", "suspended", "former"])
def test_a_session_dies_with_the_account(state):
    member = factories.make_member()
    client = signed_in(member)
    assert client.get("/moi/").status_code == 200

    type(member).objects.filter(pk=member.pk).update(state=state)

    assert client.get("/moi/").status_code == 302


def test_guessing_is_limited(visitor):
    factories.make_member("camille@example.org")
    for _ in range(8):
        answer = sign_in(visitor, "camille@example.org", "pas le bon")

    assert "Trop de" in answer.content.decode() or answer.status_code == 429


OFFICE, STRANGER = "192.0.2.1", "198.51.100.7"


def guess(client, email, *, times, address):
    for _ in range(times):
        answer = client.post("/connexion/", {"login": email, "password": "pas le bon"}, REMOTE_ADDR=address)
    return "Trop de tentatives" in answer.content.decode()


def is_let_in(email, *, address):
    answer = Client().post("/connexion/", {"login": email, "password": PASSWORD}, REMOTE_ADDR=address)
    return answer.status_code == 302


def test_a_whole_office_signs_in_within_a_minute_from_one_address():
    people = [factories.make_member() for _ in range(40)]

    assert all(is_let_in(member.email, address=OFFICE) for member in people)


def test_a_stranger_who_guesses_closes_nobody_elses_door(visitor):
    factories.make_member("camille@example.org")
    factories.make_member("nadia@example.org")

    assert not guess(visitor, "camille@example.org", times=5, address=STRANGER)
    assert guess(visitor, "camille@example.org", times=1, address=STRANGER)

    assert not is_let_in("camille@example.org", address=STRANGER)
    assert is_let_in("camille@example.org", address=OFFICE)
    assert is_let_in("nadia@example.org", address=STRANGER)


def test_guessing_at_many_accounts_from_one_address_is_limited_there(visitor, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed_from_address": "6/m/ip"}
    factories.make_member("camille@example.org")

    assert not any(guess(visitor, f"n{n}@example.org", times=1, address=STRANGER) for n in range(6))

    assert guess(visitor, "n6@example.org", times=1, address=STRANGER)
    assert not is_let_in("camille@example.org", address=STRANGER)
    assert is_let_in("camille@example.org", address=OFFICE)


def test_guessing_at_one_account_from_many_addresses_is_limited(visitor, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed_of_account": "6/h/key"}
    factories.make_member("camille@example.org")

    assert not any(guess(visitor, "camille@example.org", times=1, address=f"198.51.100.{n}") for n in range(6))

    assert guess(visitor, "Camille@example.org", times=1, address="198.51.100.99")


def test_neighbours_of_one_line_count_as_one(visitor):
    factories.make_member("camille@example.org")

    assert not guess(visitor, "camille@example.org", times=5, address="2001:db8::1")
    assert guess(visitor, "camille@example.org", times=1, address="2001:db8::2")


def test_too_many_requests_are_told_in_our_words(visitor, settings):
    settings.ALLOWED_EMAIL_DOMAINS = ["example.org"]
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"signup": "1/m/ip"}

    first, second = (visitor.post("/inscription/", {}) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 429)
    assert "Attendez une minute" in second.content.decode()


def test_signing_out_needs_a_post(member):
    member.get("/deconnexion/")
    assert member.get("/moi/").status_code == 200

    member.post("/deconnexion/")
    assert member.get("/moi/").status_code == 302


def test_a_member_changes_the_password_and_is_told(member):
    new = "autre mot de passe long"
    answer = member.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert answer.status_code == 302
    assert [message.to for message in deliver_all()] == [[member.member.email]]
