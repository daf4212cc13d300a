"""The core-team names somebody to the editorial committee, who finds the door of the desk open."""

import re

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import expect

from tests import factories
from tests.journeys.conftest import LAPTOP, PHONE
from tests.journeys.test_screens import SMALLEST

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
    keeper.arrives_at(re.compile("^Bonjour"))
    keeper.press("link", "Voir : mandats")
    keeper.inspect()
    keeper.press("link", "Nommer à un rôle")
    keeper.arrives_at("Nommer à un rôle")
    keeper.press("button", "Nommer")
    keeper.reads("Il reste 2 points à corriger")
    keeper.inspect()
    keeper.press("link", "Membre : Écrivez le prénom et le nom de la personne.")
    expect(keeper.field("Membre")).to_be_focused()
    assert "#" not in keeper.page.url, "in Firefox an address does not enter a field with a day"
    keeper.page.evaluate("location.hash = 'id_role'")
    keeper.fill("Membre", "Léa Petit")
    keeper.choose("Rôle", "Comité éditorial")
    keeper.press("button", "Nommer")
    keeper.reads("ajouté")
    assert "#" not in keeper.page.url, "what led to a field is kept after the form, and takes the focus"
    keeper.inspect()


@pytest.mark.parametrize("screen", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_the_back_office_reads_well_on_each_screen_by_day_and_in_the_dark(arrive, live_server, screen):
    request = factories.make_member(state="awaiting", joined_on=None)
    EmailAddress.objects.create(user=request, email=request.email, verified=True, primary=True)
    event = factories.make_event("Publipostage sans larmes", hosts=[])
    reader = arrive(screen, member=factories.make_core_team_member(), reduced_motion="reduce")
    person = f"members/member/{request.pk}"

    for address in (
        "", "members/member/", "members/member/?q=personne", "members/member/demandes/", f"{person}/change/",
        f"{person}/acte/refuser/", "members/appointment/add/", "members/charterversion/add/", "members/act/",
        "mailing/delivery/", f"events/event/{event.pk}/change/",
    ):  # fmt: skip
        assert reader.open(f"/admin/{address}") == 200
        reader.inspect()
        reader.is_legible_in_the_dark()
        if screen is PHONE:
            reader.page.set_viewport_size(SMALLEST)
            reader.keeps_to_its_width()
            reader.page.set_viewport_size(PHONE)

    reader.open("/admin/members/member/demandes/")
    reader.press("button", "Accepter")
    reader.arrives_at("Accepter la demande")
    reader.press("link", "Revenir sans rien changer")
    reader.arrives_at("Demandes à accepter")
