"""The desk loses no word: whatever button is pressed, with or without scripts, the text goes along."""

import re
import time

import pytest
from django.urls import reverse

from journal.actions.article import save_article
from journal.models import Article
from tests.factories import make_article, make_editor, make_issue, make_member, make_picture, make_section
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def address(name, article):
    return reverse(f"journal:article_{name}", args=[article.pk])


def typed(article, **words):
    return (
        {
            "title": article.title,
            "standfirst": article.standfirst,
            "section": article.section_id or "",
            "body": article.body,
            "authors": ", ".join(person.full_name for person in article.signatures),
            "version": article.version,
            "comment": "",
        }
        | ({"nature": "slip"} if article.state == "accepted" else {})
        | words
    )


def test_sending_a_text_keeps_what_was_just_typed(member):
    article = make_article(authors=[member.member], body="")

    member.post(address("submit", article), typed(article, body="<p>Écrit à l’instant.</p>"))

    article.refresh_from_db()
    assert (article.state, article.body) == ("submitted", "<p>Écrit à l’instant.</p>")


def test_a_refused_step_keeps_the_text_and_the_comment(editor):
    article = make_article(issue=make_issue(32), state="submitted", authors=[editor.member])

    page = editor.post(address("request_changes", article), typed(article, title="Un titre repris", comment=" "))

    article.refresh_from_db()
    assert (page.status_code, article.state, article.title) == (200, "submitted", "Un titre repris")
    assert page.context["comment_form"].errors["comment"]


def test_bug_a_refused_step_leads_to_what_was_wrong_with_it(editor):
    article = make_article(issue=make_issue(32), state="submitted")

    html = editor.post(address("request_changes", article), {"comment": " "}).content.decode()

    assert html.count("data-focus") == 1
    assert html.index("data-focus") < html.index('href="#id_comment"') < html.index('id="id_comment"')


def test_bug_two_refusals_on_the_desk_are_told_once(editor):
    article = make_article(issue=make_issue(32), state="submitted")

    sent = typed(article, title="", comment="x" * 5000)
    html = editor.post(address("request_changes", article), sent).content.decode()

    assert html.count('id="erreurs"') == 1


def test_a_refused_text_stops_the_step_and_stays_on_the_page(editor):
    article = make_article(issue=make_issue(32), state="submitted")

    page = editor.post(address("accept", article), typed(article, title="", body="<p>Tapé.</p>", comment="Bravo"))

    article.refresh_from_db()
    assert (page.status_code, article.state, article.transitions.count()) == (200, "submitted", 0)
    assert page.context["form"].errors["title"]
    assert "Tapé." in page.content.decode()
    assert "Bravo" in page.content.decode()


def test_a_text_changed_by_somebody_else_stops_the_step(editor):
    article = make_article(issue=make_issue(32), state="submitted")
    save_article(article, by=make_editor(), version=1, body="<p>Le texte de Nadia.</p>")

    page = editor.post(address("accept", article), typed(article, body="<p>Le mien.</p>"))

    article.refresh_from_db()
    assert (article.state, article.body) == ("submitted", "<p>Le texte de Nadia.</p>")
    for text in ("Le texte de Nadia.", "Le mien."):
        assert text in page.content.decode()


def test_a_step_without_a_change_makes_no_version(editor):
    article = make_article(issue=make_issue(32), state="submitted")

    editor.post(address("accept", article), typed(article))
    editor.post(address("edit", article), typed(article))

    article.refresh_from_db()
    assert (article.state, article.version) == ("accepted", 1)


@pytest.mark.parametrize(
    ("button", "page"), [("apercu", "article_preview"), ("image", "picture_add"), ("x", "article_edit")]
)
def test_the_other_buttons_of_the_text_keep_it_too(editor, button, page):
    article = make_article(issue=make_issue(32))

    response = editor.post(address("edit", article), typed(article, title="Gardé", ensuite=button))

    article.refresh_from_db()
    assert (article.title, response.url) == ("Gardé", reverse(f"journal:{page}", args=[article.pk]))


def test_an_author_who_comes_too_late_gets_her_words_back(member):
    article = make_article(authors=[member.member], state="submitted")

    for name in ("edit", "submit"):
        page = member.post(address(name, article), typed(article, title="Trop tard", body="<p>Mes mots.</p>"))
        assert (page.status_code, "Mes mots." in page.content.decode()) == (200, True)

    article.refresh_from_db()
    assert article.title != "Trop tard"


def test_what_comes_too_late_is_shown_without_its_markup(member):
    article = make_article(authors=[member.member], state="submitted")

    html = member.post(address("edit", article), typed(article, body="<script>alert(1)</script>x")).content.decode()

    assert "<script>alert" not in html


def test_after_a_refused_step_the_text_is_still_saved_at_its_own_address(editor):
    article = make_article(issue=make_issue(32), state="submitted")

    html = editor.post(address("request_changes", article), typed(article)).content.decode()

    form = re.search(r"<form[^>]*id=\"texte\"[^>]*>", html).group()
    assert f'action="{address("edit", article)}"' in form


def test_the_desk_says_what_the_article_still_needs(editor):
    article = make_article(issue=make_issue(32), section=None, standfirst="")
    make_picture(article, alt="")

    before = editor.get(address("edit", article)).context["wanted"]
    Article.objects.filter(pk=article.pk).update(section=make_section("Outils"), standfirst="Deux phrases.")
    article.pictures.update(decorative=True)

    assert before == ["une rubrique", "un chapeau", "un texte de remplacement pour chaque image"]
    assert editor.get(address("edit", article)).context["wanted"] == []


def test_a_name_that_nobody_has_is_answered_with_the_nearest(editor):
    make_member(first_name="Hélène", last_name="Marchand")
    make_issue(32)

    near = editor.post(reverse("journal:article_new", args=[32]), {"title": "T", "authors": "Helen Marchant"})
    far = editor.post(reverse("journal:article_new", args=[32]), {"title": "T", "authors": "Xyz"})

    assert "Hélène Marchand" in near.context["form"].errors["authors"][0]
    assert "vérifiez" in far.context["form"].errors["authors"][0]


def test_the_desk_and_the_contents_cost_the_same_with_ten_times_the_rows(editor):
    issue = make_issue(32)
    article = make_article(issue=issue)

    def costs(count):
        for _ in range(count):
            make_article(issue=issue, authors=[make_member(), make_member()])
            make_picture(article)
            state = "submitted" if article.state == "draft" else "changes_requested"
            article.transitions.create(from_state=article.state, to_state=state, by=make_editor())
        pages = (address("edit", article), reverse("journal:issue_edit", args=[32]))
        return [count_queries(editor, page) for page in pages]

    assert costs(1) == costs(9) == [10, 5]


@pytest.mark.parametrize("typed", ["a" + " " * 200_000 + "b", "a@" * 100_000, "<ul>" * 25_000, "« " * 50_000])
def test_bug_a_proposal_that_is_too_long_is_refused_and_costs_no_more_than_any_other(member, typed):
    before = time.process_time()

    response = member.post("/journal/proposer/", {"title": "Un titre", "body": typed, "body-html": "<p>x</p>"})

    assert list(response.context["form"].errors) == ["body"]
    assert time.process_time() - before < 3
    assert not Article.objects.exists()
