"""Two people in one text: the second sees both and chooses; nothing typed is lost."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from guards.versions import Conflict
from journal.actions.article import save_article
from journal.actions.issue import save_issue
from journal.models import Article
from tests.cast import signed_in
from tests.factories import make_article, make_editor, make_issue, make_member, make_picture
from tests.helpers import posted_at_once, sent_by

pytestmark = pytest.mark.django_db


def typed(article, **words):
    return {
        "title": article.title,
        "standfirst": article.standfirst,
        "section": article.section_id,
        "body": article.body,
        "authors": article.byline and ", ".join(person.full_name for person in article.signatures),
        "version": article.version,
    } | words


def test_the_second_saver_is_refused_and_shown_what_stands():
    article, nadia, paul = make_article(), make_editor(), make_editor()
    save_article(article, by=nadia, version=1, title="Titre de Nadia")

    with pytest.raises(Conflict) as conflict:
        save_article(article, by=paul, version=1, title="Titre de Paul")

    assert (conflict.value.current.title, conflict.value.current.saved_by) == ("Titre de Nadia", nadia)


def test_the_page_shows_both_texts_and_saves_over_when_asked_again():
    article, nadia = make_article(), make_editor(first_name="Nadia")
    paul = signed_in(make_editor(first_name="Paul"))
    address = reverse("journal:article_edit", args=[article.pk])
    save_article(article, by=nadia, version=1, body="<p>Le texte de Nadia.</p>")

    page = paul.post(address, typed(article, body="<p>Le texte de Paul.</p>"))

    html = page.content.decode()
    assert "Le texte de Nadia." in html
    assert "Le texte de Paul." in html
    assert page.context["form"]["version"].value() == "2"
    again = paul.post(address, typed(article, body="<p>Le texte de Paul.</p>", version=2))
    assert again.status_code == 302
    article.refresh_from_db()
    assert (article.body, article.version) == ("<p>Le texte de Paul.</p>", 3)


def test_an_issue_has_the_same_care():
    issue, nadia = make_issue(31), make_editor()
    paul = signed_in(make_editor())
    save_issue(issue, by=nadia, version=1, headline="La une de Nadia")

    typed = {"headline": "La une de Paul", "editorial": "<p>Mot</p>", "ground": "prune", "motif": 1, "version": 1}
    named = {"number": issue.number, "year": issue.year, "quarter": issue.quarter}
    page = paul.post(reverse("journal:issue_edit", args=[issue.number]), typed | named)

    assert (page.status_code, page.context["conflict"].headline) == (200, "La une de Nadia")
    assert "La une de Paul" in page.content.decode()
    issue.refresh_from_db()
    assert issue.headline == "La une de Nadia"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_told():
    article, editors = make_article(), [make_editor() for _ in range(6)]
    outcomes = []

    def save(editor):
        try:
            save_article(article, by=editor, version=1, title=f"Titre de {editor.pk}")
            outcomes.append("saved")
        except Conflict:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[editor]) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["saved"] + ["told"] * 5


@pytest.mark.django_db(transaction=True)
def test_of_two_pages_of_an_article_sent_at_once_one_wins_and_the_other_shows_both_texts():
    article, browsers = make_article(), [signed_in(make_editor()) for _ in range(2)]
    address = reverse("journal:article_edit", args=[article.pk])
    texts = ["<p>Le texte de l’une.</p>", "<p>Le texte de l’autre.</p>"]
    sent = [typed(article, body=text) for text in texts]

    answers = posted_at_once(
        article, *((browser, address, words) for browser, words in zip(browsers, sent, strict=True))
    )

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    loser = next(rank for rank, answer in enumerate(answers) if answer.status_code == 200)
    article.refresh_from_db()
    assert (article.body, article.version) == (texts[1 - loser], 2)
    assert answers[loser].context["typed"].conflict.body == texts[1 - loser]
    assert answers[loser].context["form"]["body"].value() == texts[loser]


@pytest.mark.parametrize("version", [None, "", "abc", "0", "\x00"])
def test_a_page_that_says_no_version_is_an_old_one(editor, version):
    article = make_article(title="Un")
    sent = {name: value for name, value in typed(article, title="Deux", version=version).items() if value is not None}

    page = editor.post(reverse("journal:article_edit", args=[article.pk]), sent)

    article.refresh_from_db()
    assert (page.status_code, article.title, page.context["typed"].conflict) == (200, "Un", article)
    assert page.context["form"]["title"].value() == "Deux"
    assert page.context["form"]["version"].value() == "1"


def test_two_who_describe_a_picture_have_the_same_care(editor):
    picture = make_picture(make_article(issue=make_issue()))
    page = reverse("journal:picture_edit", args=[picture.pk])
    old = sent_by(editor.get(page))
    editor.post(page, old | {"caption": "De l’une"})

    answer = editor.post(page, old | {"caption": "De l’autre"})

    picture.refresh_from_db()
    assert (answer.status_code, picture.caption) == (200, "De l’une")
    assert "pendant que vous écriviez" in answer.context["form"].non_field_errors()[0]
    assert editor.post(page, sent_by(answer)).status_code == 302
    picture.refresh_from_db()
    assert picture.caption == "De l’autre"


def test_every_version_is_kept_and_one_can_be_brought_back(editor):
    article = make_article(title="Un", body="<p>un</p>", issue=make_issue())
    save_article(article, by=editor.member, version=1, title="Deux", body="<p>deux</p>")

    page = editor.get(reverse("journal:article_versions", args=[article.pk]))
    assert [old.version for old in page.context["versions"]] == [2, 1]
    editor.post(reverse("journal:article_version", args=[article.pk, 1]), {"nature": "slip"})

    restored = Article.objects.get(pk=article.pk)
    assert (restored.title, restored.body, restored.version) == ("Un", "<p>un</p>", 3)


def test_an_author_works_on_the_text_only_while_it_is_in_her_hands():
    author = make_member()
    article, client = make_article(authors=[author]), signed_in(author)
    address = reverse("journal:article_edit", args=[article.pk])

    client.post(address, typed(article, title="Mon titre"))
    article.refresh_from_db()
    mine = article.title
    Article.objects.filter(pk=article.pk).update(state="submitted")
    client.post(address, typed(article, title="Trop tard", version=2))
    article.refresh_from_db()

    assert (mine, article.title) == ("Mon titre", "Mon titre")
