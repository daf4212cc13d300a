"""What a reader of the English pages meets: French where people wrote it, and said to be so."""

import re

import pytest
from django.utils.translation import override

from tests import factories
from tests.cast import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    with override("fr"):
        yield signed_in(factories.make_member(language="en"))


def test_what_people_wrote_is_said_to_be_french_and_what_the_house_says_is_not(reader):
    event = factories.make_event("Tableurs : la suite !", promise="Qui veut ?", description="<p>À lire</p>")
    page = reader.get(event.get_absolute_url()).content.decode().split("<main", 1)[1]

    french = re.findall(r'<(?:span|div) lang="fr">(.*?)</', page, re.DOTALL)

    assert [words for words in french if words.strip()][:3] == [
        "Tableurs\u00a0: la suite\u202f!", "Qui veut\u202f?", "<p>À lire",
    ]  # fmt: skip


def test_a_page_in_french_needs_no_such_sign(member):
    event = factories.make_event("Tableurs", description="<p>À lire</p>")

    assert 'lang="fr"' not in member.get(event.get_absolute_url()).content.decode().split("<main", 1)[1]


def test_the_typography_of_the_house_is_that_of_its_language(reader):
    event = factories.fill_event(factories.make_event("Tableurs", seats=1, answer_hours=8), confirmed=1)
    factories.make_registration(event, reader.member, "waiting")

    page = re.sub(r'<span lang="fr">.*?</span>', "", reader.get(event.get_absolute_url()).content.decode())

    assert re.findall("[\u00a0\u202f][;:!?]", page.split("<main", 1)[1].split("</main", 1)[0]) == []
