"""The page of rights and the rights themselves are one table."""

import re

import pytest
from django.conf import settings

from members import rights
from members.models import Member, Role
from members.models.member import Rights
from tests import factories

pytestmark = pytest.mark.django_db

PERMISSIONS = sorted(set().union(*settings.ROLE_PERMISSIONS.values()))


@pytest.mark.parametrize("role", Role)
def test_members_hold_exactly_what_the_table_gives_to_their_role(role):
    member = factories.make_member(roles=[role])

    held = {name for name in PERMISSIONS if member.has_perm(name)}

    assert held == set(settings.ROLE_PERMISSIONS[role])


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("is_superuser", [False, True])
def test_a_stand_in_has_the_rights_that_it_was_made_with_whatever_else_is_said_of_it(role, is_superuser):
    given = Rights(frozenset({role}), is_superuser)

    member = Member.with_rights(7, given, slug="ines-noel")

    assert (member.pk, member.rights, member.is_active, member.is_authenticated) == (7, given, True, True)
    assert member.get_absolute_url() == "/membres/ines-noel/"


def test_the_page_has_one_line_for_each_permission(member):
    page = member.get("/communaute/qui-peut-quoi/")

    words = [words for words, _held in page.context["rows"]]
    assert sorted(words) == sorted(rights.in_words(name) for name in PERMISSIONS)
    assert len(re.findall(r"<td>\s*oui\s*</td>", page.content.decode())) == sum(
        map(len, settings.ROLE_PERMISSIONS.values())
    )


def test_the_page_goes_thing_by_thing_from_reading_to_publishing(member):
    words = [words for words, _held in member.get("/communaute/qui-peut-quoi/").context["rows"]]

    about_events = [line.partition("\N{NO-BREAK SPACE}")[0] for line in words if line.endswith(": rendez-vous")]
    assert about_events == ["Consulter", "Ajouter", "Modifier", "Publier"]
    assert [line.rpartition(": ")[2] for line in words] == sorted(line.rpartition(": ")[2] for line in words)


def test_no_role_may_delete_anybody_or_touch_accounts():
    assert not [name for name in PERMISSIONS if "delete" in name or "user" in name or "password" in name]


def test_a_member_without_a_role_holds_nothing():
    assert not [name for name in PERMISSIONS if factories.make_member().has_perm(name)]


def test_the_sentences_of_a_role_stand_for_all_that_it_may_and_nothing_else():
    for role in Role:
        said = [needed for words, needed in rights.SENTENCES if str(words) in rights.sentences(role)]
        assert frozenset().union(*said) == settings.ROLE_PERMISSIONS[role]
    assert rights.sentences(Role.SPONSOR) == ["Rien de plus que chaque membre."]


def test_the_page_says_it_in_sentences_and_keeps_the_table_for_who_wants_it(member):
    text = member.get("/communaute/qui-peut-quoi/").content.decode()

    before, table = text.split('<details class="carte bloc">')
    assert "Nommer à un rôle, sauf à un rôle pour soi-même." in before
    assert "<table" in table
    assert "<table" not in before
