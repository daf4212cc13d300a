"""What a member hides appears in none of the outputs of this app."""

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError

from members.models import Visibility
from members.visibility import ProfileView
from tests import factories
from tests.cast import signed_in

pytestmark = pytest.mark.django_db

BACK_OFFICE = "/admin/members/member/"
PRIVATE = {
    "email": "canari-adresse@example.org",
    "phone": "06 CANARI 07",
    "availability": "canari le matin",
    "site": "Canari-sur-Mer",
    "backup": "Zoé Canarelle",
}


def make_hiding(visibility):
    """A member who opens every field to ``visibility`` only; the address, no less than to the core-team."""
    backup = factories.make_member(first_name="Zoé", last_name="Canarelle")
    member = factories.make_member(
        PRIVATE["email"],
        phone=PRIVATE["phone"],
        availability=PRIVATE["availability"],
        site=factories.make_site(PRIVATE["site"]),
        backup=backup,
        email_visibility=Visibility.CORE_TEAM if visibility == Visibility.SELF else visibility,
        **{f"{name}_visibility": visibility for name in ("phone", "photo", "site", "availability", "backup")},
    )
    member.photo.save("x.webp", ContentFile(b"RIFF"), save=True)
    return member


def seen(client, path):
    page = client.get(path).content.decode()
    return {name for name, canary in PRIVATE.items() if canary in page}


READERS = {
    "member": factories.make_member,
    "editor": factories.make_editor,
    "sponsor": factories.make_sponsor,
    "core_team": factories.make_core_team_member,
}
OPEN_TO = {
    Visibility.MEMBERS: {"member", "editor", "sponsor", "core_team"},
    Visibility.CORE_TEAM: {"core_team"},
    Visibility.SELF: set(),
}


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("reader", READERS)
def test_the_profile_shows_what_was_chosen_to_whom_it_was_chosen(visibility, reader):
    member = make_hiding(visibility)
    client = signed_in(READERS[reader]())

    expected = set(PRIVATE) if reader in OPEN_TO[visibility] else {"email"} if reader == "core_team" else set()
    assert seen(client, member.get_absolute_url()) == expected


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("reader", READERS)
def test_the_photo_follows_the_same_rule(visibility, reader):
    member = make_hiding(visibility)
    client = signed_in(READERS[reader]())

    expected = 200 if reader in OPEN_TO[visibility] else 404
    assert client.get(f"{member.get_absolute_url()}photo/").status_code == expected


@pytest.mark.parametrize("path", ["/membres/", "/membres/?q=canar", "/communaute/", "/communaute/core-team/"])
def test_lists_show_nothing_hidden(member, path):
    hiding = make_hiding(Visibility.SELF)
    factories.make_appointment(hiding, "core_team")
    hiding.backup.delete()

    assert seen(member, path) == set()
    assert f"{hiding.get_absolute_url()}photo/" not in member.get(path).content.decode()


def test_the_owner_sees_all_of_it():
    member = make_hiding(Visibility.SELF)

    assert seen(signed_in(member), member.get_absolute_url()) == set(PRIVATE)


@pytest.mark.parametrize(
    ("played", "visibility", "expected"),
    [("membre", Visibility.CORE_TEAM, set()), ("core-team", Visibility.SELF, {"email"})],
)
def test_the_preview_shows_what_others_would_see(played, visibility, expected):
    member = make_hiding(visibility)

    assert seen(signed_in(member), f"/moi/profil/apercu/?comme={played}") == expected


def test_the_preview_as_core_team_shows_what_is_open_to_it():
    member = make_hiding(Visibility.CORE_TEAM)

    assert seen(signed_in(member), "/moi/profil/apercu/?comme=core-team") == set(PRIVATE)


def test_hidden_fields_read_as_empty():
    member = make_hiding(Visibility.SELF)
    profile = ProfileView(member, factories.make_member())

    assert [profile.email, profile.phone, profile.site, profile.backup, profile.photo] == ["", "", None, None, ""]


def test_a_profile_needs_an_account(visitor):
    member = factories.make_member()

    assert visitor.get(member.get_absolute_url()).url.startswith("/connexion/")
    assert visitor.get(f"{member.get_absolute_url()}photo/").url.startswith("/connexion/")


@pytest.mark.parametrize("state", ["invited", "awaiting", "paused", "suspended"])
def test_pages_of_closed_accounts_are_not_known(member, core_team, state):
    facts = {"joined_on": None} if state in ("invited", "awaiting") else {}
    closed = factories.make_member(state=state, **facts)

    assert member.get(closed.get_absolute_url()).status_code == 404
    assert core_team.get(closed.get_absolute_url()).status_code == 404


def test_the_page_of_someone_who_left_is_gone_without_a_name(member):
    former = factories.make_member(state="former", last_name="Marchand")

    response = member.get(former.get_absolute_url())

    assert response.status_code == 410
    assert "Cette page n’existe plus" in response.content.decode()
    assert "Marchand" not in response.content.decode()


def test_a_refused_request_never_had_a_page(member):
    refused = factories.make_member(state="former", joined_on=None)

    assert member.get(refused.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("slug", ["inconnu", "9" * 300, "-", "a--b"])
def test_unknown_pages_are_not_found(member, slug):
    assert member.get(f"/membres/{slug}/").status_code == 404


RULE = "La core-team la voit toujours\N{NO-BREAK SPACE}: elle en a besoin pour gérer les comptes."


def test_one_rule_for_the_address_in_the_form_in_the_privacy_page_and_in_the_back_office(member, core_team):
    hiding = make_hiding(Visibility.SELF)
    form = member.get("/moi/profil/").context["form"]

    assert [value for value, _label in form.fields["email_visibility"].choices] == ["members", "core_team"]
    assert form.fields["email_visibility"].help_text == RULE
    assert "La core-team la voit toujours" in member.get("/confidentialite/").content.decode()
    for path in (BACK_OFFICE, f"{BACK_OFFICE}{hiding.pk}/change/", hiding.get_absolute_url()):
        others_in_the_list = {"site", "backup"} if path == BACK_OFFICE else {"site"}
        assert seen(core_team, path) - others_in_the_list == {"email"}, path
        assert seen(member, path) == set(), path


def test_nobody_may_hide_the_address_from_who_manages_accounts(member):
    with pytest.raises(IntegrityError):
        type(member.member).objects.filter(pk=member.member.pk).update(email_visibility=Visibility.SELF)


def test_bug_the_back_office_showed_and_filtered_by_a_site_that_its_member_hides(core_team):
    hiding, showing = make_hiding(Visibility.SELF), factories.make_member()
    site = hiding.site
    type(showing).objects.filter(pk=showing.pk).update(site=site, site_visibility=Visibility.CORE_TEAM)

    page = core_team.get(f"{BACK_OFFICE}{hiding.pk}/change/").content.decode()
    found = core_team.get(BACK_OFFICE, {"site__id__exact": site.pk}).context["cl"].result_list

    assert PRIVATE["site"] not in page
    assert [row.pk for row in found] == [showing.pk]
    assert core_team.get(BACK_OFFICE).content.decode().count(f">{PRIVATE['site']}</td>") == 1
