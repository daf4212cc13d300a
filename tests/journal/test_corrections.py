"""A text that was accepted, or has appeared, does not change in silence: who changes it says what kind of change it is."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from PIL import Image

from journal.actions.picture import remove_picture
from journal.actions.workflow import accept
from journal.models import Correction
from tests.factories import make_article, make_editor, make_issue, make_member, make_picture, make_published_issue
from tests.helpers import deliver_all, version_shown

pytestmark = pytest.mark.django_db


def address(name, article):
    return reverse(f"journal:article_{name}", args=[article.pk])


def typed(article, **words):
    return {
        "title": article.title,
        "standfirst": article.standfirst,
        "section": article.section_id or "",
        "body": article.body,
        "authors": ", ".join(person.full_name for person in article.signatures),
        "version": article.version,
    } | words


SUBSTANCE = {"body": "<p>Le bon montant.</p>", "nature": "substance", "correction": "Le montant était faux."}


@pytest.fixture
def published(clock):
    return make_article(issue=make_published_issue(31))


@pytest.mark.parametrize(
    ("said", "field"), [({}, "nature"), ({"nature": "x"}, "nature"), ({"nature": "substance"}, "correction")]
)
@pytest.mark.parametrize("is_published", [True, False], ids=["published", "accepted"])
def test_a_change_that_does_not_say_what_it_is_is_asked_and_lost_by_nobody(editor, is_published, said, field):
    article = make_article(issue=make_published_issue(31) if is_published else make_issue(31))

    page = editor.post(address("edit", article), typed(article, body="<p>Autre chose.</p>") | said)

    article.refresh_from_db()
    assert field in page.context["form"].errors
    assert "Autre chose." in page.content.decode()
    assert article.version == 1


def test_what_changes_no_word_is_asked_nothing(published, editor):
    other = make_member(first_name="Léa", last_name="Neuve")

    answer = editor.post(address("edit", published), typed(published, authors=other.slug))

    assert (answer.status_code, published.signatures) == (302, [other])


def test_a_slip_of_the_pen_leaves_no_mark(published, editor):
    answer = editor.post(address("edit", published), typed(published, title="Sans coquille", nature="slip"))

    assert (answer.status_code, Correction.objects.count()) == (302, 0)


def test_readers_are_told_when_and_what_was_corrected(published, member, editor):
    editor.post(address("edit", published), typed(published) | SUBSTANCE)

    html = member.get(published.get_absolute_url()).content.decode()

    assert "mis à jour le 16 mars 2027" in html
    assert "Mis à jour le 16 mars 2027\u00a0:" in html
    assert html.count("Le montant était faux.") == 1


def test_a_new_editorial_says_so_on_the_page_of_its_issue(clock, member, editor):
    issue = make_published_issue(31, articles=1)
    kept = {"headline": issue.headline, "ground": "prune", "motif": 1, "version": 1}
    page = reverse("journal:issue_edit", args=[31])

    silent = editor.post(page, kept | {"editorial": "<p>Autre.</p>"})
    editor.post(page, kept | {"editorial": "<p>Autre.</p>", "nature": "substance", "correction": "Un nom était faux."})

    assert list(silent.context["form"].errors) == ["nature"]
    assert "Un nom était faux." in member.get(issue.get_absolute_url()).content.decode()


def test_an_older_text_does_not_come_back_in_silence_where_it_has_appeared(published, editor):
    editor.post(address("edit", published), typed(published, title="Deux", nature="slip"))
    page = reverse("journal:article_version", args=[published.pk, 1])

    silent = editor.post(page)
    editor.post(page, {"nature": "substance", "correction": "Le premier titre était le bon."})

    assert list(silent.context["form"].errors) == ["nature"]
    assert list(Correction.objects.values_list("article", "text")) == [(published.pk, "Le premier titre était le bon.")]


def test_an_accepted_text_that_changes_in_substance_is_read_again(editor):
    author, reader = make_member(email="auteur@example.org"), make_editor(email="relit@example.org")
    article = make_article(issue=make_issue(32), authors=[author], state="submitted", title="Le badge")
    accept(article, by=reader)
    deliver_all().clear()
    article.refresh_from_db()

    editor.post(address("edit", article), typed(article) | SUBSTANCE)

    article.refresh_from_db()
    assert (article.state, article.transitions.last().comment) == ("submitted", "Le montant était faux.")
    mails = deliver_all()
    assert sorted((mail.to[0], mail.subject) for mail in mails) == [
        ("auteur@example.org", "À relire de nouveau : Le badge"),
        ("relit@example.org", "À relire de nouveau : Le badge"),
    ]
    assert "Le montant était faux." in mails[0].body


def test_an_accepted_text_keeps_its_state_after_a_slip_of_the_pen(editor):
    article = make_article(issue=make_issue(32))

    editor.post(address("edit", article), typed(article, title="Sans coquille", nature="slip"))

    article.refresh_from_db()
    assert (article.title, article.state, deliver_all()) == ("Sans coquille", "accepted", [])


def test_what_readers_were_told_is_never_rewritten(published, editor):
    editor.post(address("edit", published), typed(published) | SUBSTANCE)

    with pytest.raises(DatabaseError), transaction.atomic():
        Correction.objects.update(text="autre chose")


# pictures --------------------------------------------------------------------------------------


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def drawn():
    content = io.BytesIO()
    Image.new("RGB", (40, 30)).save(content, "JPEG")
    return content.getvalue()


def corrections(article):
    return list(article.corrections.values_list("text", flat=True))


def test_a_picture_added_or_taken_away_after_publication_is_told_to_readers(published, editor, member, media):
    file = SimpleUploadedFile("photo.jpg", drawn(), content_type="image/jpeg")

    editor.post(reverse("journal:picture_add", args=[published.pk]), {"file": file, "alt": "Une salle"})
    editor.post(reverse("journal:picture_remove", args=[published.pictures.get().pk]))

    assert corrections(published) == ["Une image a été ajoutée.", "Une image a été retirée."]
    html = member.get(published.get_absolute_url()).content.decode()
    assert html.count("Mis à jour le 16 mars 2027\u00a0:") == 2
    assert "Une image a été retirée." in html


def test_what_is_said_of_a_picture_that_has_appeared_changes_like_the_text(published, editor):
    picture = make_picture(published, alt="Une salle vide", caption="La salle")
    page = reverse("journal:picture_edit", args=[picture.pk])
    words = {"alt": "Une salle pleine", "caption": "La salle"}

    silent = editor.post(page, words | version_shown(picture))
    picture.refresh_from_db()
    assert (list(silent.context["form"].errors), picture.alt) == (["nature"], "Une salle vide")

    told = {"nature": "substance", "correction": "La salle était pleine."}
    editor.post(page, words | version_shown(picture) | told)
    editor.post(page, words | version_shown(picture) | told)
    editor.post(page, words | {"caption": "La salle."} | version_shown(picture) | {"nature": "slip"})

    picture.refresh_from_db()
    assert (picture.alt, picture.caption) == ("Une salle pleine", "La salle.")
    assert corrections(published) == ["La salle était pleine."]


def test_the_pictures_of_a_text_that_has_not_appeared_change_without_a_word(editor, media):
    article = make_article(issue=make_issue(32))
    picture = make_picture(article)
    page = reverse("journal:picture_edit", args=[picture.pk])
    assert "nature" not in editor.get(page).context["form"].fields

    editor.post(page, {"alt": "Autre"} | version_shown(picture))
    editor.post(reverse("journal:picture_remove", args=[picture.pk]))

    assert (article.pictures.count(), Correction.objects.count()) == (0, 0)


def test_a_picture_taken_away_twice_is_told_once(published, editor, media):
    picture = make_picture(published)

    for _ in range(2):
        remove_picture(picture, by=editor.member)

    assert corrections(published) == ["Une image a été retirée."]
