"""Sessions: what the database holds opens nothing, and each ends when it must."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from capassistant.sessions import SessionStore
from tests.cast import signed_in
from tests.factories import make_member

pytestmark = pytest.mark.django_db
PASSWORD, NEW = "un mot de passe long", "autre mot de passe long"


def with_key(key):
    client = Client()
    client.cookies["sessionid"] = key
    return client


def key_of(client):
    return client.cookies["sessionid"].value


def is_inside(client):
    return client.get("/moi/").status_code == 200


def test_what_the_database_holds_of_a_session_opens_nothing(member):
    (held,) = Session.objects.values_list("session_key", flat=True)

    assert held != key_of(member)
    assert is_inside(with_key(key_of(member)))
    assert not is_inside(with_key(held))


def test_a_session_whose_key_the_database_knows_in_clear_is_over(member):
    row = Session.objects.get()
    Session.objects.create(
        session_key="as-former-versions-kept-it", session_data=row.session_data, expire_date=row.expire_date
    )

    assert not is_inside(with_key("as-former-versions-kept-it"))


def test_signing_in_draws_a_new_key_and_signing_out_leaves_no_row(visitor):
    make_member("camille@example.org")
    visitor.cookies["sessionid"] = "a key that somebody else put there"
    visitor.post("/connexion/", {"login": "camille@example.org", "password": PASSWORD})
    key = key_of(visitor)
    assert is_inside(visitor) and key != "a key that somebody else put there"

    visitor.post("/deconnexion/")

    assert not is_inside(with_key(key))
    assert Session.objects.count() == 0


def test_a_session_is_carried_over_emptied_and_ended_like_those_of_django():
    session = SessionStore()
    session["seen"] = 1
    session.create()
    first = session.session_key
    assert (session.exists(first), SessionStore(first)["seen"]) == (True, 1)

    session.cycle_key()
    second = session.session_key
    assert (session.exists(first), SessionStore(second)["seen"]) == (False, 1)

    session.flush()
    assert (session.exists(second), session.session_key, Session.objects.count()) == (False, None, 0)


def test_a_new_password_ends_all_other_sessions():
    person = make_member()
    here, elsewhere = signed_in(person), signed_in(person)

    here.post("/moi/mot-de-passe/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert (is_inside(here), is_inside(elsewhere)) == (True, False)
