"""A member finds a workshop, registers and leaves: with a mouse, a phone, the keyboard, and without scripts."""

import pytest
from playwright.sync_api import expect

from clock.words import day_long
from tests import factories
from tests.helpers import deliver_all
from tests.journeys.conftest import LAPTOP, PHONE
from tests.journeys.readers import Keyboard

pytestmark = pytest.mark.browser
PASSWORD = "un mot de passe long"


@pytest.fixture
def workshop():
    host = factories.make_member(first_name="Nadia", last_name="Bernard")
    factories.make_event("Groupe de lecture", in_days=3)
    return factories.make_event("Publipostage sans larmes", hosts=[host])


@pytest.fixture
def camille(live_server):
    return factories.make_member("camille@example.org", first_name="Camille", last_name="Roux")


def sign_in(reader, member):
    reader.open("/")
    reader.arrives_at("Garder le cap, ensemble")
    reader.press("link", "Se connecter", within=reader.page.get_by_role("banner"))
    reader.arrives_at("Connexion")
    reader.fill("Adresse e-mail", member.email)
    reader.fill("Mot de passe", PASSWORD)
    reader.press("button", "Je me connecte")
    reader.arrives_at("Bonjour Camille")


def assert_confirmed(member, workshop):
    registered, left = deliver_all()
    assert (registered.to, left.to) == ([member.email], [member.email])
    assert workshop.title in registered.subject


def take_part(reader, workshop):
    """Register, see it everywhere, leave."""
    reader.go_to("Agenda")
    reader.arrives_at("Agenda")
    named = f"{workshop.title} le {day_long(workshop.starts_at)}"
    reader.press("link", named)
    reader.arrives_at(workshop.title)
    reader.press("button", "Je m’inscris")
    reader.reads("Inscription confirmée")
    reader.inspect()

    reader.go_to("Accueil")
    reader.arrives_at("Bonjour Camille")
    reader.reads("Inscription confirmée")
    reader.unfold("Mon espace")
    reader.press("link", "Mes inscriptions")
    reader.arrives_at("Mes inscriptions")
    reader.reads("Inscription confirmée")

    reader.press("link", f"{named}, inscription confirmée")
    reader.press("button", "Me désinscrire")
    reader.reads("Inscriptions ouvertes")
    reader.inspect()


@pytest.mark.parametrize("screen", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_a_member_registers_and_leaves(arrive, camille, workshop, screen):
    reader = arrive(screen)

    sign_in(reader, camille)
    take_part(reader, workshop)

    assert_confirmed(camille, workshop)


def test_a_member_registers_and_leaves_without_scripts(arrive, camille, workshop):
    reader = arrive(PHONE, java_script_enabled=False)

    sign_in(reader, camille)
    take_part(reader, workshop)

    assert_confirmed(camille, workshop)


def test_a_member_registers_and_leaves_with_the_keyboard(arrive, camille, workshop):
    reader = arrive(LAPTOP, hands=Keyboard)

    sign_in(reader, camille)
    take_part(reader, workshop)

    assert_confirmed(camille, workshop)


def test_the_first_step_of_the_keyboard_skips_to_the_content(arrive, camille, workshop):
    reader = arrive(LAPTOP, member=camille, hands=Keyboard)
    reader.open(workshop.get_absolute_url())

    reader.step()
    expect(reader.page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    reader.page.keyboard.press("Enter")
    reader.step()

    expect(reader.page.locator("main :focus")).to_have_count(1)
