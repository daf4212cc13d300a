"""A description is edited in plain words without scripts, in the editor with them; either way it is the same text."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_event, make_member
from tests.journeys.conftest import LAPTOP, PHONE

pytestmark = pytest.mark.browser

REL = 'rel="noopener noreferrer nofollow"'
INTRODUCTION = f'<p>Avec <strong>Excel</strong> et <a href="https://exemple.fr/a?b=1&amp;c=2" {REL}>ce guide</a>.<br><br>Venez !</p>'
TWO_LISTS = "<ul><li>un</li></ul>\n<ul><li>deux</li></ul>"


@pytest.fixture
def nadia(live_server):
    return make_member(first_name="Nadia")


@pytest.fixture
def workshop(nadia):
    return make_event(hosts=[nadia], description=INTRODUCTION + TWO_LISTS)


def opens_the_form(arrive, screen, member, event, **options):
    reader = arrive(screen, member=member, **options)
    reader.open(event.get_absolute_url() + "modifier/")
    reader.arrives_at("Modifier le rendez-vous")
    return reader


def saves(reader, event):
    reader.press("button", "Enregistrer")
    reader.reads("Le rendez-vous est enregistré.")
    event.refresh_from_db()
    reader.arrives_at(event.title)
    return event.description


@pytest.mark.parametrize("screen", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_without_scripts_plain_words_become_paragraphs_and_a_list(arrive, nadia, workshop, screen):
    reader = opens_the_form(arrive, screen, nadia, workshop, java_script_enabled=False)
    field = reader.page.get_by_role("textbox", name="Description")
    shown = "Avec **Excel** et [ce guide](https://exemple.fr/a?b=1&c=2).\n\nVenez !\n\n- un\n\n- deux"
    expect(field).to_have_value(shown)
    expect(field).to_have_accessible_description(re.compile("Une ligne vide sépare deux paragraphes"))

    field.fill("Il faudra :\n- un badge\n- un **casque**\n\n" + shown + "\n\n5 < 6, à bientôt.")
    kept = saves(reader, workshop)

    new_list = "<ul><li><p>un badge</p></li><li><p>un <strong>casque</strong></p></li></ul>"
    assert kept == f"<p>Il faudra :</p>{new_list}{INTRODUCTION}{TWO_LISTS}<p>5 &lt; 6, à bientôt.</p>"
    expect(reader.page.get_by_role("listitem").filter(has_text="un casque").locator("strong")).to_have_text("casque")
    expect(reader.page.locator("p", has_text="5 < 6, à bientôt.")).to_be_visible()


def test_without_scripts_a_description_that_is_not_touched_does_not_change(arrive, nadia, workshop):
    reader = opens_the_form(arrive, PHONE, nadia, workshop, java_script_enabled=False)

    reader.fill("Titre", "")
    reader.press("button", "Enregistrer")
    reader.reads("Il reste 1 point à corriger")
    reader.fill("Titre", "Publipostage")

    assert saves(reader, workshop) == INTRODUCTION + TWO_LISTS
    assert workshop.title == "Publipostage"


def test_with_scripts_the_editor_has_the_text_and_no_help_for_plain_words(arrive, nadia, workshop):
    reader = opens_the_form(arrive, LAPTOP, nadia, workshop)
    editor = reader.page.get_by_role("textbox", name="Description")

    expect(editor.locator("strong")).to_have_text("Excel")
    expect(editor.locator("li")).to_have_count(2)
    expect(reader.page.get_by_text("Une ligne vide sépare deux paragraphes")).to_have_count(0)
    editor.press("Control+Home")
    reader.write("Description", "**Nouveau** ")
    editor.press("Enter")
    kept = saves(reader, workshop)

    assert kept.startswith(f"<p><strong>Nouveau</strong> </p>{INTRODUCTION}<ul><li><p>un</p></li></ul><ul>")


def test_with_scripts_a_description_that_is_not_touched_does_not_change(arrive, nadia, workshop):
    reader = opens_the_form(arrive, PHONE, nadia, workshop)

    expect(reader.page.get_by_role("textbox", name="Description").locator("strong")).to_have_text("Excel")

    assert saves(reader, workshop) == INTRODUCTION + TWO_LISTS


def test_what_was_typed_before_the_editor_came_stays_plain_words(arrive, nadia, workshop):
    reader = arrive(LAPTOP, member=nadia)
    late = []
    reader.page.route(re.compile(r"/js/editor\b"), lambda route: late.append(route))
    reader.page.goto(workshop.get_absolute_url() + "modifier/", wait_until="commit")
    field = reader.page.get_by_role("textbox", name="Description")

    field.fill("Un\n\nDeux")
    late[0].continue_()
    reader.arrives_at("Modifier le rendez-vous")
    expect(field).to_have_value("Un\n\nDeux")

    assert saves(reader, workshop) == "<p>Un</p><p>Deux</p>"
