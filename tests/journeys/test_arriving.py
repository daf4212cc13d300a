"""Somebody invited opens her account, introduces herself and accepts the charter."""

import re

import pytest

from members.actions.invitation import invite
from members.charter import status_for
from members.models import Member
from tests import factories
from tests.helpers import deliver_all
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.browser


def test_the_person_invited_becomes_a_member(arrive, live_server):
    factories.make_charter(1)
    factories.make_skill(name="Publipostage")
    reader = arrive(PHONE)
    by = factories.make_core_team_member()
    invite(email="sara@example.org", first_name="Sara", last_name="Haddad", by=by)
    [message] = deliver_all()

    reader.open(re.search(r"http\S+/bienvenue/\S+", message.body)[0])
    open_account(reader)
    introduce_herself(reader)
    accept_charter(reader)

    sara = Member.objects.get(email="sara@example.org")
    assert (sara.state, sara.job_title, status_for(sara).state) == (
        Member.State.ACTIVE,
        "Assistante de direction",
        "accepted",
    )


def open_account(reader):
    reader.arrives_at("Ouvrir mon compte")
    reader.fill("Mot de passe", "trop court")
    reader.press("button", "J’ouvre mon compte")
    reader.inspect()
    reader.fill("Mot de passe", "quatre mots bien à moi")
    reader.press("button", "J’ouvre mon compte")
    reader.arrives_at("Bienvenue, Sara")


def introduce_herself(reader):
    reader.press("link", "Je commence")
    reader.arrives_at("Votre profil")
    reader.fill("Fonction", "Assistante de direction")
    reader.press("button", "J’enregistre")
    reader.arrives_at("Ce que vous pouvez apporter")
    reader.press("button", "Je continue")


def accept_charter(reader):
    reader.arrives_at("La charte")
    reader.press("button", "J’accepte la charte")
    reader.arrives_at("La charte")
    reader.page.get_by_role("checkbox").check()
    reader.press("button", "J’accepte la charte")
    reader.arrives_at("Bonjour Sara")
    reader.reads("Tout est prêt.")
