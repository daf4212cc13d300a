"""The way of an article, as a table: what is not in it is refused, by the model and by the database."""

import itertools

import pytest
from django.db import DatabaseError, transaction

from guards.refusals import Refused
from guards.states import IllegalTransition
from journal.actions.workflow import accept, reopen, request_changes, submit
from journal.models import Article, Transition
from journal.permissions import can_submit
from tests.factories import make_article, make_editor, make_issue, make_member, make_published_issue
from tests.helpers import keys_prepared

STATES = ["draft", "submitted", "changes_requested", "accepted", "discarded"]
DRAWN = {
    ("draft", "submitted"),
    ("submitted", "draft"),
    ("submitted", "changes_requested"),
    ("submitted", "accepted"),
    ("changes_requested", "submitted"),
    ("accepted", "changes_requested"),
    ("accepted", "submitted"),
    ("draft", "discarded"),
    ("submitted", "discarded"),
    ("changes_requested", "discarded"),
    ("accepted", "discarded"),
    ("discarded", "draft"),
}


@pytest.mark.parametrize(("origin", "target"), list(itertools.permutations(STATES, 2)))
def test_the_model_takes_only_the_steps_that_are_drawn(origin, target):
    article = Article(title="Un titre", state=origin)

    try:
        article.move_to(target)
    except IllegalTransition:
        assert ((origin, target) in DRAWN, article.state) == (False, origin)
    else:
        assert ((origin, target) in DRAWN, article.state) == (True, target)


@pytest.mark.django_db
@pytest.mark.parametrize(("origin", "target"), list(itertools.permutations(STATES, 2)))
def test_the_database_takes_only_the_steps_that_are_drawn(origin, target):
    article = make_article(state=origin)

    try:
        with transaction.atomic():
            Article.objects.filter(pk=article.pk).update(state=target)
    except DatabaseError:
        assert (origin, target) not in DRAWN
    else:
        assert (origin, target) in DRAWN


@pytest.mark.django_db
def test_each_passage_is_kept_with_who_when_and_the_words():
    author, editor = make_member(), make_editor()
    article = make_article(authors=[author])

    submit(article, by=author, comment="Première version.")
    request_changes(article, by=editor, comment="Plus court, s’il vous plaît.")
    submit(article, by=author)
    accept(article, by=editor)

    assert list(article.transitions.values_list("from_state", "to_state", "by", "comment")) == [
        ("draft", "submitted", author.pk, "Première version."),
        ("submitted", "changes_requested", editor.pk, "Plus court, s’il vous plaît."),
        ("changes_requested", "submitted", author.pk, ""),
        ("submitted", "accepted", editor.pk, ""),
    ]


@pytest.mark.django_db
def test_a_step_is_never_rewritten():
    article = make_article()
    author = article.signatures[0]
    submit(article, by=author)

    with pytest.raises(DatabaseError), transaction.atomic():
        Transition.objects.filter(article=article).update(comment="autre chose")


@pytest.mark.django_db
def test_an_empty_text_is_not_handed_in():
    article = make_article(body="<p></p>")

    with pytest.raises(Refused):
        submit(article, by=article.signatures[0])

    assert article.transitions.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("comment", ["", "   "])
def test_changes_are_asked_for_in_words(comment):
    article = make_article(state="submitted")

    with pytest.raises(Refused):
        request_changes(article, by=make_editor(), comment=comment)

    article.refresh_from_db()
    assert article.state == "submitted"


@pytest.mark.django_db
def test_who_signs_does_not_validate_without_a_reason():
    editor = make_editor()
    article = make_article(authors=[editor], state="submitted")

    with pytest.raises(Refused):
        accept(article, by=editor)
    article.refresh_from_db()
    refused = article.state
    accept(article, by=editor, comment="Relu de vive voix par Nadia.")
    article.refresh_from_db()

    assert (refused, article.state) == ("submitted", "accepted")
    assert article.transitions.get().comment == "Relu de vive voix par Nadia."


@pytest.mark.django_db
def test_a_published_article_is_not_reopened():
    article = make_article(issue=make_published_issue())

    with pytest.raises(Refused):
        reopen(article, by=make_editor(), comment="Une erreur.")

    article.refresh_from_db()
    assert article.state == "accepted"


@pytest.mark.django_db
def test_the_database_keeps_published_articles_accepted():
    article = make_article(issue=make_published_issue())

    with pytest.raises(DatabaseError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(state="changes_requested")


@pytest.mark.django_db
def test_the_database_refuses_to_publish_an_unfinished_article():
    issue = make_issue()
    make_article(issue=issue)
    make_article(issue=issue, state="submitted")

    with pytest.raises(DatabaseError), transaction.atomic():
        type(issue).objects.filter(pk=issue.pk).update(state="published", published_at=issue.saved_at)


@pytest.mark.django_db
def test_the_authors_and_all_who_took_a_step_are_told_but_not_who_acts():
    author, second, first_reader, last_reader = make_member(), make_member(), make_editor(), make_editor()
    gone = make_member(state="former")
    article = make_article(authors=[author, second, gone], state="submitted")
    request_changes(article, by=first_reader, comment="À revoir.")
    submit(article, by=author)

    before = set(keys_prepared())
    accept(article, by=last_reader)

    transition = article.transitions.latest("pk")
    told = {f"journal.accepted:{transition.pk}-{person.pk}" for person in (author, second, first_reader)}
    assert set(keys_prepared()) - before == told


@pytest.mark.django_db
def test_nobody_hands_in_a_text_that_was_accepted_or_given_up():
    author, editor = make_member(), make_editor()
    texts = [make_article(authors=[author], state=state) for state in ("accepted", "discarded", "submitted")]

    for article in texts:
        for person in (author, editor):
            assert not can_submit(person, article)
            with pytest.raises(Refused):
                submit(article, by=person)

    assert not Transition.objects.exists()
