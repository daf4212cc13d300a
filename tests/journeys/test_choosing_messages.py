"""A reader chooses what arrives, from the foot of a mail or from the portal; the core-team sends again what failed."""

import pytest

from mailing import links
from mailing.preferences import choices_of
from mailing.topics import DEFAULTS, Topic
from tests import factories
from tests.journeys.conftest import LAPTOP, PHONE
from tests.journeys.readers import Keyboard

pytestmark = pytest.mark.browser


@pytest.fixture
def camille(live_server):
    return factories.make_member("camille@example.org", first_name="Camille", last_name="Roux")


def choose(reader, subject, choice):
    group = reader.page.get_by_role("group", name=subject)
    reader.touch(group.get_by_text(choice, exact=True))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_link_of_a_mail_opens_the_choices_on_a_phone(arrive, camille, scripts):
    reader = arrive(PHONE, java_script_enabled=scripts)

    reader.open(links.preferences_url(camille.pk))
    reader.arrives_at("Mes messages")
    choose(reader, "Les parutions du Journal", "Jamais")
    choose(reader, "Me rappeler mes rendez-vous", "La veille et une heure avant")
    reader.press("button", "Enregistrer mes choix")

    reader.reads("Vos choix sont enregistrés")
    reader.arrives_at("Mes messages")
    assert choices_of(camille.pk) == DEFAULTS | {Topic.JOURNAL: "never", Topic.REMINDER: "day_and_hour"}


def test_the_link_of_a_mail_shows_which_setting_it_comes_from(arrive, camille):
    reader = arrive(PHONE)
    colour = "row => getComputedStyle(row).backgroundColor"

    reader.open(links.preferences_url(camille.pk, Topic.REMINDER))
    row, other = reader.page.locator("#choix-reminder"), reader.page.locator("#choix-journal")

    assert row.get_by_role("group", name="Me rappeler mes rendez-vous").is_visible()
    assert row.evaluate(colour) != other.evaluate(colour)
    reader.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    reader.inspect()


def test_one_button_stops_a_subject_and_the_other_rhythms_are_one_link_away(arrive, camille):
    reader = arrive(PHONE)

    reader.open(links.unsubscribe_url(camille.pk, Topic.JOURNAL))
    reader.arrives_at("Ne plus recevoir ces messages")
    reader.press("button", "Ne plus rien recevoir à ce sujet")
    reader.reads("C’est fait")
    reader.inspect()
    reader.press("link", "Revoir tous mes choix")

    reader.arrives_at("Mes messages")
    assert choices_of(camille.pk) == DEFAULTS | {Topic.JOURNAL: "never"}


def test_a_member_goes_to_her_choices_with_the_keyboard(arrive, camille):
    reader = arrive(LAPTOP, member=camille, hands=Keyboard)

    reader.open("/moi/preferences/")
    reader.press("link", "Choisir les messages que je reçois, et quand")
    reader.arrives_at("Mes messages")
    reader.press("button", "Enregistrer mes choix")

    reader.reads("Vos choix sont enregistrés")


def test_the_core_team_sends_again_what_was_given_up(arrive, camille):
    delivery = factories.make_delivery(camille, state="abandoned", last_error="451 Try later")
    reader = arrive(LAPTOP, member=factories.make_core_team_member())

    reader.open(f"/admin/mailing/delivery/{delivery.pk}/change/")
    reader.press("link", "Renvoyer")
    reader.arrives_at("Renvoyer")
    reader.press("button", "Renvoyer")

    reader.reads("Le message repart")
    delivery.refresh_from_db()
    assert delivery.state == "prepared"


def test_the_core_team_reads_the_queue_and_one_message_on_a_phone(arrive, camille):
    delivery = factories.make_delivery(
        camille, state="abandoned", last_error="550 " + "x" * 120, subject="Inscription confirmée : Publipostage",
        html='<p style="color:#10282E">Le numéro 31 est paru.</p>',
    )  # fmt: skip
    reader = arrive(PHONE, member=factories.make_core_team_member())

    reader.open("/admin/mailing/delivery/")
    reader.keeps_to_its_width()
    rows = reader.page.locator("#result_list td, #result_list th[scope=row]")
    edges = rows.evaluate_all(
        "cells => cells.map(cell => cell.getBoundingClientRect().right + cell.scrollWidth - cell.clientWidth)"
    )
    reader.press("link", "Aperçu du message pour camille@example.org")
    reader.arrives_at("Aperçu")
    reader.keeps_to_its_width()

    assert max(edges) <= PHONE["width"]
    assert reader.page.frame_locator("iframe").get_by_text("Le numéro 31 est paru.").is_visible()
    assert delivery.subject in reader.page.locator("#content-main").inner_text()
