"""An editor writes: what she pastes from her tools is kept as a text of ours, and no button loses a word."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from journal.models import Article
from members.models import Role
from tests import factories
from tests.journeys.conftest import LAPTOP, PHONE
from tests.rules.source import ROOT
from ui.richtext import sanitise

pytestmark = pytest.mark.browser

FRAGMENTS = ROOT / "tests/ui/paste"
NAMES = ["word", "word-web", "outlook", "google-docs", "libreoffice"]
PASTE = """(element, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def ines(live_server):
    return factories.make_member(first_name="Inès", last_name="Moreau", roles=[Role.EDITORIAL])


def test_what_each_tool_puts_in_the_clipboard_becomes_a_text_of_ours(arrive, ines):
    article = factories.make_article(authors=[ines], body="")
    editor = arrive(LAPTOP, member=ines)
    editor.open(article.get_desk_url())
    field = editor.page.get_by_role("textbox", name="Texte")
    kept = {}

    for name in NAMES:
        field.press("Control+A")
        field.press("Delete")
        field.evaluate(PASTE, (FRAGMENTS / f"{name}.html").read_text())
        kept[name] = sanitise(editor.page.locator("#id_body").input_value())

    assert kept == {name: (FRAGMENTS / f"{name}.expected.html").read_text().replace("\n", "") for name in NAMES}


def test_what_a_paste_loses_is_said_and_a_table_is_written_saved_and_read(arrive, ines):
    article = factories.make_article(authors=[ines], body="")
    editor = arrive(LAPTOP, member=ines)
    editor.open(article.get_desk_url())
    field = editor.page.get_by_role("textbox", name="Texte")
    field.evaluate(PASTE, (FRAGMENTS / "outlook.html").read_text())
    editor.reads("Images non gardées : 1. Liens non gardés : http://serveur/plan.docx, #_Toc1.")
    field.press("Control+A")
    field.press("Delete")

    toolbar = editor.page.get_by_role("toolbar", name="Mise en forme")
    toolbar.get_by_role("button", name="Titre de partie").focus()
    for key in ("End", "ArrowLeft", "ArrowRight", "Home", "ArrowRight", "ArrowRight"):
        editor.page.keyboard.press(key)
    expect(toolbar.locator("[tabindex='0']")).to_have_count(1)
    expect(toolbar.get_by_role("button", name="Gras")).to_be_focused()
    editor.page.keyboard.press("Enter")
    expect(toolbar.get_by_role("button", name="Gras")).to_have_attribute("aria-pressed", "true")
    field.press("Control+B")
    status = editor.page.get_by_role("status")
    expect(status.filter(has_text="Gras : non")).to_have_count(1)
    field.press("Control+B")
    editor.write("Texte", "gras")
    field.press("Control+B")
    editor.press("button", "Titre de partie", within=toolbar)
    expect(status.filter(has_text="Titre de partie : oui, Gras : oui")).to_have_count(1)
    field.press("Control+A")
    field.press("Delete")
    editor.press("button", "Titre de partie", within=toolbar)
    editor.press("button", "Tableau", within=toolbar)
    editor.write("Texte", "Jour")
    editor.press("button", "Légende", within=toolbar)
    editor.page.get_by_role("textbox", name="Légende du tableau").fill("Horaires")
    editor.inspect()
    editor.press("button", "Appliquer")
    field.press("Tab")
    editor.write("Texte", "Heure")
    field.press("Tab")
    editor.press("button", "Retirer la ligne", within=toolbar)
    editor.write("Texte", "Lundi")
    editor.press("button", "Enregistrer et voir l’aperçu")

    expect(editor.page.get_by_role("table", name="Horaires")).to_be_visible()
    article.refresh_from_db()
    assert article.body == (
        "<table><caption>Horaires</caption><tbody><tr><th><p>Jour</p></th><th><p>Heure</p></th></tr>"
        "<tr><td><p>Lundi</p></td><td></td></tr></tbody></table>"
    )


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without"])
def test_what_was_typed_when_the_session_ended_is_sent_after_the_sign_in(arrive, ines, has_scripts):
    article = factories.make_article(authors=[ines], state="draft", title="Avant", body="<p>Avant.</p>")
    editor = arrive(LAPTOP, member=ines, java_script_enabled=has_scripts)
    editor.open(article.get_desk_url())
    editor.fill("Titre", "Après")
    editor.write("Texte", "Une heure de travail. ")
    editor.page.context.clear_cookies(name="sessionid")
    editor.press("button", "Enregistrer")
    editor.arrives_at("Connexion")

    editor.fill("Adresse e-mail", ines.email)
    editor.fill("Mot de passe", "un mot de passe long")
    editor.press("button", "Je me connecte")
    editor.arrives_at("Votre texte est là")
    editor.press("button", "Envoyer ce que j’avais écrit")
    editor.reads("Le texte est enregistré.")

    article.refresh_from_db()
    assert (article.title, "Une heure de travail." in article.body) == ("Après", True)
    assert editor.page.get_by_role("button", name="Reprendre ce que vous aviez écrit").count() == 0


def test_a_closed_tab_loses_nothing_and_a_sign_out_leaves_nothing(arrive, ines):
    take = "Reprendre ce que vous aviez écrit"
    editor = arrive(LAPTOP, member=ines)

    def open_again():
        editor.page.close(run_before_unload=False)
        editor.page = editor.page.context.new_page()
        editor.open("/journal/proposer/")

    editor.open("/journal/proposer/")
    editor.fill("Titre", "Le badge oublié")
    editor.write("Votre texte", "Trois lignes.")
    open_again()
    editor.press("button", take)
    expect(editor.field("Titre")).to_have_value("Le badge oublié")
    expect(editor.page.get_by_role("textbox", name="Votre texte")).to_have_text("Trois lignes.")
    editor.press("button", "J’envoie ma proposition")
    editor.arrives_at("Mes textes")
    kept_once_sent = editor.page.evaluate("Object.keys(localStorage)")
    editor.open("/journal/proposer/")
    editor.fill("Titre", "Un autre")
    open_again()
    expect(editor.page.get_by_role("button", name=take)).to_be_visible()
    editor.open(reverse("account_logout"))
    editor.press("button", "Je me déconnecte")
    editor.page.wait_for_url("**/")

    assert (kept_once_sent, editor.page.evaluate("Object.keys(localStorage)")) == ([], [])
    assert Article.objects.get().title == "Le badge oublié"


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without"])
def test_an_editor_writes_on_her_phone_and_no_button_loses_a_word(arrive, ines, has_scripts):
    issue = factories.make_issue(32)
    article = factories.make_article(issue=issue, authors=[ines], body="", state="draft")
    editor = arrive(PHONE, member=ines, java_script_enabled=has_scripts)
    editor.open(article.get_desk_url())

    editor.fill("Titre", "Le badge")
    editor.write("Texte", "Trois lignes.")
    editor.press("button", "Enregistrer et voir l’aperçu")
    editor.arrives_at("Le badge")
    editor.reads("Trois lignes.")
    editor.press("link", "Revenir à l’atelier")
    editor.fill("Titre", "Le badge oublié")
    editor.press("button", "Ajouter une image")
    editor.press("link", "Revenir sans enregistrer")
    editor.fill("Chapeau", "Une histoire de porte.")
    editor.press("button", "Envoyer en relecture")
    expect(editor.page.get_by_text("En relecture").first).to_be_visible()

    article.refresh_from_db()
    assert (article.title, article.standfirst, article.state) == (
        "Le badge oublié",
        "Une histoire de porte.",
        "submitted",
    )
