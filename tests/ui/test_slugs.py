"""The readable end of an address: of an event, of an article, of a member."""

import pytest

from events.models import Event
from journal.models import Article
from members.models import Member
from tests.factories import make_article, make_issue, make_member
from ui.slugs import first_free, slug_of


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Réunion d’équipe : 200 courriers", "reunion-de"),
        ("²!", "2"),
        ("🎉", "rien"),
        ("", "rien"),
        ("abcdefghi jkl", "abcdefghi"),
        ("Œuf & ŒUVRE", "oeuf-oeuvr"),
        ("Æsa Groß", "aesa-gross"),
        ("Işık Łódź", "isik-lodz"),
        ("ĐORĐE Ørs", "dorde-ors"),
    ],
)
def test_a_text_is_cut_and_never_ends_with_a_hyphen(text, slug):
    assert slug_of(text, most=10, missing="rien") == slug


def test_the_first_free_one_fills_a_gap():
    assert first_free("a", []) == "a"
    assert first_free("a", ["a", "a-3"]) == "a-2"
    assert first_free("a", ["a", "a-2", "a-3"]) == "a-4"
    assert first_free("a", ["a-2"]) == "a"


@pytest.mark.parametrize(
    ("title", "event", "article"),
    [
        ("L’art d’écrire", "lart-decrire", "l-art-d-ecrire"),
        ("Publipostage : 200 courriers", "publipostage-200-courriers", "publipostage-200-courriers"),
        ("Vœux 2027 : le cœur à l‘œuvre", "voeux-2027-le-coeur-a-loeuvre", "voeux-2027-le-coeur-a-l-oeuvre"),
        ("?!", "rendez-vous", "article"),
        ("mot " * 40, ("mot-" * 20)[:-1], ("mot-" * 20)[:-1]),
    ],
)
def test_titles_keep_the_addresses_that_they_had(title, event, article):
    assert (Event.slug_for(title), Article.slug_for(title)) == (event, article)


@pytest.mark.django_db
def test_members_keep_the_addresses_that_they_had():
    names = [("Élodie", "d’Hôtel"), ("Élodie", "d’Hôtel"), ("مريم", "علي"), ("A" * 80, "B" * 80)]

    slugs = [make_member(first_name=first, last_name=last).slug for first, last in names]

    assert slugs == ["elodie-dhotel", "elodie-dhotel-2", "membre", "a" * 80 + "-" + "b" * 19]
    assert Member(first_name="Élodie", last_name="d’Hôtel").free_slug() == "elodie-dhotel-3"


@pytest.mark.django_db
def test_an_article_has_an_address_of_its_own_in_its_issue():
    issue = make_issue()
    make_article(issue=issue, title="Un titre", slug="un-titre")

    assert Article(issue=issue, title="Un titre").free_slug() == "un-titre-2"
    assert Article(title="Un titre").free_slug() == "un-titre"
