"""An editor takes an article from its draft to a published issue, and a member reads it."""

import pytest

from journal.models import Issue
from members.models import Role
from tests import factories
from tests.helpers import deliver_all
from tests.journeys.conftest import LAPTOP, PHONE

pytestmark = pytest.mark.browser
TITLE = "Reprendre la main sur son agenda"


@pytest.fixture
def issue(live_server):
    factories.make_section("Pratiques")
    return factories.make_issue(32, headline="L’année qui vient")


def person(first_name, last_name, *roles):
    return factories.make_member(first_name=first_name, last_name=last_name, roles=roles)


def test_an_article_goes_from_draft_to_the_web_edition(arrive, issue):
    ines = person("Inès", "Moreau", Role.EDITORIAL)
    paul = person("Paul", "Legrand", Role.EDITORIAL)
    lea = person("Léa", "Petit")

    write_and_submit(arrive(LAPTOP, member=ines), issue)
    accept_and_publish(arrive(LAPTOP, member=paul), issue)
    assert {message.to[0] for message in deliver_all()} >= {ines.email, paul.email, lea.email}
    read(arrive(PHONE, member=lea))

    issue.refresh_from_db()
    assert issue.state == Issue.State.PUBLISHED


def write_and_submit(editor, issue):
    editor.open("/redaction/")
    editor.arrives_at(issue.headline)
    editor.press("link", "Ajouter un article")
    editor.arrives_at("Ajouter un article")
    editor.fill("Titre", TITLE)
    editor.fill("Signatures", "Inès Moreau")
    editor.press("button", "Ajouter au sommaire")

    editor.arrives_at(TITLE)
    editor.choose("Rubrique", "Pratiques")
    editor.fill("Chapeau", "Trois gestes simples. Ils changent la semaine.")
    editor.write("Texte", "Le lundi, je bloque une heure. Le reste suit.")
    editor.press("button", "Enregistrer")
    editor.reads("9 mots")
    editor.inspect()
    editor.press("button", "Envoyer en relecture")
    editor.reads("En relecture")
    editor.inspect()


def accept_and_publish(editor, issue):
    editor.open("/")
    editor.press("link", "Rédaction", within=editor.page.get_by_role("navigation", name="Navigation principale"))
    editor.arrives_at(issue.headline)
    editor.press("link", f"Relire : {TITLE}")
    editor.arrives_at(TITLE)
    editor.press("button", "Valider")
    editor.reads("Validé")
    editor.inspect()

    editor.open(f"/redaction/{issue.number}/")
    editor.arrives_at(issue.headline)
    editor.press("link", "Publier le numéro")
    editor.arrives_at("Publier ce numéro ?")
    editor.press("button", "Oui, publier le numéro")
    editor.arrives_at(issue.headline)


def read(reader):
    reader.open("/")
    reader.go_to("Journal")
    reader.arrives_at("Le Journal")
    reader.press("link", "Lire le numéro 32")
    reader.arrives_at("L’année qui vient")
    reader.press("link", TITLE)
    reader.arrives_at(TITLE)
    reader.reads("Le lundi, je bloque une heure.")


def test_a_text_not_kept_is_not_left_without_a_question(arrive, issue):
    ines = person("Inès", "Moreau", Role.EDITORIAL)
    article = factories.make_article(authors=[ines])
    editor = arrive(LAPTOP, member=ines)
    questions = []
    editor.page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.dismiss()))
    editor.open(article.get_desk_url())
    editor.write("Texte", "Une phrase de plus. ")

    editor.press("link", "Versions du texte")
    editor.press("button", "Enregistrer")
    editor.reads("Le texte est enregistré.")

    article.refresh_from_db()
    assert questions == ["beforeunload"]
    assert (article.state, "Une phrase de plus." in article.body) == ("draft", True)
