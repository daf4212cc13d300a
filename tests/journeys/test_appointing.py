"""The core-team names somebody to the editorial committee, who finds the door of the desk open."""

import pytest

from tests import factories
from tests.journeys.conftest import LAPTOP

pytestmark = pytest.mark.browser


def test_the_member_appointed_enters_the_desk(arrive, live_server):
    factories.make_issue(32, headline="L’année qui vient")
    lea = factories.make_member(first_name="Léa", last_name="Petit")
    reader = arrive(LAPTOP, member=lea)
    reader.is_refused("/redaction/")
    reader.arrives_at("Page réservée")

    appoint(arrive(LAPTOP, member=factories.make_core_team_member()), lea)

    reader.open("/")
    reader.go_to("Rédaction")
    reader.arrives_at("L’année qui vient")


def appoint(keeper, member):
    keeper.open("/")
    keeper.go_to("Coulisses")
    keeper.arrives_at("Coulisses de la communauté")
    keeper.press("link", "Mandats")
    keeper.inspect()
    keeper.press("link", "Ajouter mandat")
    keeper.inspect()
    keeper.pick("Membre", "Petit", option="Léa Petit")
    keeper.choose("Rôle", "Comité éditorial")
    keeper.press("button", "Enregistrer")
    keeper.reads("ajouté")
    keeper.inspect()
