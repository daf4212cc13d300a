"""Many people sign in at once: those who read do not wait, the others are told kindly."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import override_settings

from members import hashers
from tests.factories import make_member

pytestmark = pytest.mark.django_db

PATIENT = override_settings(PASSWORD_HASHERS=["members.hashers.PatientArgon2Hasher"])


@pytest.fixture
def rush(monkeypatch):
    """As many passwords are computed as a process computes at once, for longer than anybody waits."""
    monkeypatch.setattr(hashers, "PATIENCE", 0.05)
    for _ in range(hashers.COMPUTING):
        hashers.turns.acquire()
    yield
    for _ in range(hashers.COMPUTING):
        hashers.turns.release()


@PATIENT
def test_a_password_is_still_a_password(visitor):
    member = make_member()

    answer = visitor.post("/connexion/", {"login": member.email, "password": "un mot de passe long"})

    assert (answer.status_code, answer["Location"]) == (302, "/")


@PATIENT
def test_one_too_many_is_asked_to_come_back_and_readers_read_on(visitor, member, rush):
    answer = visitor.post("/connexion/", {"login": "x@example.org", "password": "un mot de passe long"})

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Réessayez dans quelques secondes" in answer.content.decode()
    assert member.get("/agenda/").status_code == 200


@PATIENT
def test_the_turn_is_given_back_after_a_wrong_password(visitor):
    for _ in range(hashers.COMPUTING + 1):
        assert visitor.post("/connexion/", {"login": "x@example.org", "password": "faux"}).status_code in (200, 429)


@PATIENT
def test_passwords_cost_what_owasp_asks_for(visitor):
    member = make_member()

    algorithm, variety, version, cost, *_rest = member.password.split("$")

    assert (algorithm, variety, version, cost) == ("argon2", "argon2id", "v=19", "m=19456,t=2,p=1")


@PATIENT
def test_a_password_that_cost_otherwise_is_computed_anew_when_it_is_typed(visitor):
    member = make_member()
    member.password = Argon2PasswordHasher().encode("un mot de passe long", "x" * 20)
    member.save()

    visitor.post("/connexion/", {"login": member.email, "password": "un mot de passe long"})

    member.refresh_from_db()
    assert "m=19456,t=2,p=1" in member.password
