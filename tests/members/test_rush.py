"""Many people sign in at once: those who read do not wait, the others are told kindly."""

import pytest
from django.test import override_settings

from members import hashers
from tests.factories import make_member

pytestmark = pytest.mark.django_db

PATIENT = override_settings(PASSWORD_HASHERS=["members.hashers.PatientArgon2Hasher"])


@pytest.fixture
def rush():
    """As many people as a process lets wait are computing their password."""
    for _ in range(hashers.PRESENT):
        hashers.seats.acquire()
    yield
    for _ in range(hashers.PRESENT):
        hashers.seats.release()


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
def test_a_seat_is_given_back_after_a_wrong_password(visitor):
    for _ in range(hashers.PRESENT + 1):
        assert visitor.post("/connexion/", {"login": "x@example.org", "password": "faux"}).status_code in (200, 429)
