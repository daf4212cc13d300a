"""The order of the table of contents: only the two that change places move."""

import pytest
from django.db import IntegrityError, transaction

from guards.refusals import Refused
from journal.actions.article import assign_to_issue, create_article, move_down, move_up, remove
from journal.actions.issue import create_issue
from tests.factories import make_article, make_editor, make_issue, make_member

pytestmark = pytest.mark.django_db


def titles(issue):
    return list(issue.articles.in_order().values_list("title", flat=True))


def places(issue):
    return dict(issue.articles.values_list("title", "position"))


@pytest.fixture
def issue(db):
    issue, author = make_issue(), make_member()
    for title in "ABCD":
        make_article(issue=issue, title=title, slug=title.lower(), authors=[author])
    return issue


def test_moving_up_changes_two_places_and_no_other(issue):
    before = places(issue)

    move_up(issue.articles.get(title="C"), by=make_editor())

    assert titles(issue) == ["A", "C", "B", "D"]
    after = places(issue)
    assert {title for title in before if before[title] != after[title]} == {"B", "C"}


def test_moving_down_is_the_way_back(issue):
    before = places(issue)
    move_up(issue.articles.get(title="C"), by=make_editor())

    move_down(issue.articles.get(title="C"), by=make_editor())

    assert places(issue) == before


@pytest.mark.parametrize(("title", "move"), [("A", move_up), ("D", move_down)])
def test_the_ends_do_not_move_further(issue, title, move):
    move(issue.articles.get(title=title), by=make_editor())

    assert titles(issue) == ["A", "B", "C", "D"]


def test_a_new_piece_comes_last_and_moves_nobody(issue):
    before, editor = places(issue), make_editor()

    create_article(by=editor, title="E", authors=[editor], issue=issue)

    assert titles(issue) == ["A", "B", "C", "D", "E"]
    assert {title: place for title, place in places(issue).items() if title != "E"} == before


def test_a_piece_taken_out_keeps_its_text_and_comes_back_last(issue):
    editor, article = make_editor(), issue.articles.get(title="B")

    idea = remove(article, by=editor)
    without = titles(issue)
    assign_to_issue(idea, issue, by=editor)

    assert (without, titles(issue)) == (["A", "C", "D"], ["A", "C", "D", "B"])
    idea.refresh_from_db()
    assert idea.body == article.body


def test_two_pieces_never_hold_one_place(issue):
    first, second = issue.articles.in_order()[:2]

    type(first).objects.filter(pk=first.pk).update(position=second.position)

    with pytest.raises(IntegrityError):
        transaction.get_connection().check_constraints()


def test_two_pieces_with_one_title_have_two_addresses(issue):
    editor = make_editor()

    slugs = [create_article(by=editor, title="Même titre !", authors=[editor], issue=issue).slug for _ in range(3)]

    assert slugs == ["meme-titre", "meme-titre-2", "meme-titre-3"]


def test_an_apostrophe_parts_two_words_of_an_address(issue):
    editor = make_editor()

    for title in ("L’art d'écrire", "L'art d’écrire"):
        slug = create_article(by=editor, title=title, authors=[editor], issue=issue).slug
        assert slug.startswith("l-art-d-ecrire")


def test_a_title_without_letters_still_has_an_address(issue):
    editor = make_editor()

    assert create_article(by=editor, title="² !?", authors=[editor], issue=issue).slug in ("2", "article")
    assert create_article(by=editor, title="🎉", authors=[editor], issue=issue).slug == "article"


@pytest.mark.parametrize(
    "fields", [{"number": 31, "year": 2030, "quarter": 1}, {"number": 99, "year": 2026, "quarter": 4}]
)
def test_an_issue_has_its_number_and_its_quarter_alone(fields):
    make_issue(31, year=2026, quarter=4)

    with pytest.raises(Refused):
        create_issue(by=make_editor(), **fields)


@pytest.mark.parametrize("quarter", [0, 5])
def test_a_year_has_four_quarters(quarter):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_issue(quarter=quarter)


def test_a_published_issue_bears_its_date():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_issue(state="published")
