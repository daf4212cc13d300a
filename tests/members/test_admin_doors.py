"""The doors of the stock back office, each tried with a forged POST."""

import pytest
from django.urls import reverse

from members.models import Appointment, CharterAcceptance, CharterVersion, Member, Role
from tests import factories
from tests.helpers import version_shown

pytestmark = pytest.mark.django_db

LISTS = ["member", "appointment", "charterversion", "site", "department", "skill"]
ODD_IDS = ["abc", "²", "-1", "9" * 40, "9" * 5000, "1;drop", "None", "1.5", "[]", " ", "\u0661"]
PRIVILEGES = {
    "is_superuser": "on", "is_staff": "on", "is_active": "", "groups": "1", "user_permissions": "1", "password": "x",
    "state": "former", "email": "voleur@example.org", "slug": "voleur", "last_login": "2001-01-01",
}  # fmt: skip


def change_page(member):
    return reverse("admin:members_member_change", args=[member.pk])


def all_of(member):
    return Member.objects.filter(pk=member.pk).values().get()


def test_the_portal_signs_in_for_the_back_office(visitor):
    answer = visitor.get("/admin/members/member/", follow=True)

    assert answer.redirect_chain[-1][0].startswith("/connexion/?next=")


@pytest.mark.parametrize("cast", ["member", "editor", "sponsor"])
@pytest.mark.parametrize("path", ["", "members/member/", "members/appointment/add/", "members/act/"])
def test_others_stay_outside(request, cast, path):
    client = request.getfixturevalue(cast)

    assert client.get(f"/admin/{path}", follow=True).status_code in (403, 404)


def test_the_core_team_finds_its_way(core_team):
    page = core_team.get("/admin/").content.decode()

    for words in ("demandes à accepter", "mandats qui se terminent", "Membres", "Réglages"):
        assert words in page


@pytest.mark.parametrize("field", PRIVILEGES)
def test_a_forged_field_of_a_member_changes_nothing(core_team, field):
    victim = factories.make_member()
    before = all_of(victim)

    core_team.post(change_page(victim), PRIVILEGES | {"_save": "x", field: PRIVILEGES[field] or "x"})

    assert all_of(victim) == before


@pytest.mark.parametrize("field", PRIVILEGES)
def test_a_forged_field_of_ones_own_account_changes_nothing(core_team, field):
    before = all_of(core_team.member)

    core_team.post(change_page(core_team.member), {"_save": "x", field: PRIVILEGES[field]})

    assert all_of(core_team.member) | {"last_login": None} == before | {"last_login": None}


def test_superusers_are_invisible(core_team):
    technical = factories.make_superuser(last_name="Canari")

    assert "Canari" not in core_team.get("/admin/members/member/").content.decode()
    assert core_team.get(change_page(technical)).status_code == 302
    assert "Canari" not in core_team.get("/admin/members/member/?q=canari").content.decode().replace("q=canari", "")
    found = core_team.get(
        "/admin/autocomplete/",
        {"app_label": "members", "model_name": "appointment", "field_name": "member", "term": "canari"},
    )
    assert found.json()["results"] == []


@pytest.mark.parametrize("act", ["pause", "suspendre", "depart", "photo", "rouvrir", "accepter", "refuser"])
def test_no_act_reaches_a_superuser(core_team, act):
    technical = factories.make_superuser()

    answer = core_team.post(reverse("admin:members_member_act", args=[technical.pk, act]), {"reason": "x"})

    assert answer.status_code == 404
    assert Member.objects.get(pk=technical.pk).state == Member.State.ACTIVE


@pytest.mark.parametrize("act", ["pause", "suspendre", "depart"])
def test_no_act_reaches_oneself(core_team, act):
    answer = core_team.post(reverse("admin:members_member_act", args=[core_team.member.pk, act]), {"reason": "x"})

    assert answer.status_code == 403
    assert Member.objects.get(pk=core_team.member.pk).state == Member.State.ACTIVE


@pytest.mark.parametrize("act", ["pause", "suspendre", "depart"])
def test_the_technical_administration_is_told_why_it_cannot_retire_itself(superuser, act):
    answer = superuser.post(
        reverse("admin:members_member_act", args=[superuser.member.pk, act]), {"reason": "x"}, follow=True
    )

    assert "on ne ferme pas son propre compte" in answer.content.decode()
    assert Member.objects.get(pk=superuser.member.pk).state == Member.State.ACTIVE


@pytest.mark.parametrize("path", ["password/", "../password_change/", "delete/", "history/../password/"])
def test_there_is_no_password_or_deletion_page(core_team, path):
    victim = factories.make_member()
    before = all_of(victim)

    answer = core_team.post(f"/admin/members/member/{victim.pk}/{path}", {"password1": "x" * 20, "password2": "x" * 20, "post": "yes"})  # fmt: skip

    assert answer.status_code in (302, 403, 404, 405)
    assert all_of(victim) == before


def test_the_page_of_passwords_is_the_portal_s_own(core_team):
    assert core_team.get("/admin/password_change/").url == "/moi/mot-de-passe/"


@pytest.mark.parametrize("name", LISTS)
def test_nothing_is_deleted(core_team, name):
    rows = {
        "member": factories.make_member,
        "appointment": lambda: factories.make_editor().appointments.get(),
        "charterversion": lambda: CharterVersion.objects.create(number=9, body="<p>x</p>"),
        "site": factories.make_site,
        "department": factories.make_department,
        "skill": factories.make_skill,
    }
    row = rows[name]()

    alone = core_team.post(f"/admin/members/{name}/{row.pk}/delete/", {"post": "yes"})
    core_team.post(f"/admin/members/{name}/", {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})

    assert alone.status_code == 403
    assert type(row).objects.filter(pk=row.pk).exists()


def test_nobody_appoints_oneself(core_team):
    answer = core_team.post(
        "/admin/members/appointment/add/",
        {"member": core_team.member.slug, "role": Role.EDITORIAL, "starts_on": "2026-11-24"},
        follow=True,
    )

    assert "on ne décide pas pour soi-même" in answer.content.decode()
    assert Appointment.objects.filter(member=core_team.member).count() == 1


def test_nobody_prolongs_oneself(core_team):
    term = core_team.member.appointments.get()
    before = Appointment.objects.filter(pk=term.pk).values().get()

    answer = core_team.post(f"/admin/members/appointment/{term.pk}/change/", {"ends_on": "2040-01-01", "title": "chef"})

    assert answer.status_code == 403
    assert Appointment.objects.filter(pk=term.pk).values().get() == before


@pytest.mark.parametrize("role", ["superuser", "admin", "", "core_team' --"])
def test_roles_outside_the_table_are_refused(core_team, role):
    member = factories.make_member()

    core_team.post("/admin/members/appointment/add/", {"member": member.slug, "role": role, "starts_on": "2026-11-24"})

    assert not member.appointments.exists()


def test_a_superuser_is_not_appointed_by_the_core_team(core_team):
    technical = factories.make_superuser()

    core_team.post(
        "/admin/members/appointment/add/", {"member": technical.slug, "role": "editorial", "starts_on": "2026-11-24"}
    )

    assert not technical.appointments.exists()


def test_a_term_keeps_its_person_and_its_role_whatever_is_posted(core_team):
    holder, other = factories.make_editor(), factories.make_member()
    term = holder.appointments.get()

    core_team.post(
        f"/admin/members/appointment/{term.pk}/change/",
        {
            "member": other.pk,
            "role": "core_team",
            "starts_on": "2001-01-01",
            "title": "relectrice",
            "appointed_by": other.pk,
            **version_shown(term),
        },
    )

    kept = Appointment.objects.get(pk=term.pk)
    assert (kept.member, kept.role, kept.starts_on, kept.title) == (holder, "editorial", term.starts_on, "relectrice")


def test_terms_inline_on_a_member_cannot_be_forged(core_team):
    victim = factories.make_member()

    core_team.post(
        change_page(victim),
        {
            "appointments-TOTAL_FORMS": "1", "appointments-INITIAL_FORMS": "0", "appointments-MIN_NUM_FORMS": "0",
            "appointments-MAX_NUM_FORMS": "1000", "appointments-0-role": "core_team",
            "appointments-0-starts_on": "2026-11-24", "appointments-0-member": victim.pk, "_save": "x",
        },
    )  # fmt: skip

    assert not victim.appointments.exists()


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("text", ODD_IDS)
def test_selections_that_are_no_identifiers_are_dropped(core_team, name, text):
    for index in ("0", text):
        answer = core_team.post(
            f"/admin/members/{name}/", {"action": "end_today", "_selected_action": [text], "index": index}
        )
        assert answer.status_code < 400


@pytest.mark.parametrize("name", [*LISTS, "history"])
@pytest.mark.parametrize(
    "query",
    ["nonsense=1", "password__startswith=a", "member__password__startswith=a", "is_superuser__exact=1", "p=²", "p=999999",
     "o=99.-7.x", "q=%25", "q=" + "é" * 3000, "state__exact=zzz", "site__id__exact=abc", "site__id__exact=" + "9" * 40,
     "id__exact=²", "_to_field=password", "_popup=1", "all=", "e=1", "pgh_created_at__gte=hier", "quand=zz", "objet=zz",
     "ends_on__year=99999999", "role__exact=" + "x" * 3000, "_facets=True"],
)  # fmt: skip
def test_odd_parameters_of_a_list_are_no_error(core_team, name, query):
    path = "/admin/members/act/" if name == "history" else f"/admin/members/{name}/"

    assert core_team.get(f"{path}?{query}").status_code in (200, 302)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("pk", ["abc", "²", "0", "9" * 40, "None", "_5F"])
def test_odd_identifiers_of_a_page_are_no_error(core_team, name, pk):
    assert core_team.get(f"/admin/members/{name}/{pk}/change/").status_code in (302, 404)
    assert core_team.get(f"/admin/members/{name}/{pk}/history/").status_code in (302, 404)


def test_the_log_of_acts_is_for_reading(core_team):
    victim = factories.make_member()
    Member.objects.filter(pk=victim.pk).update(first_name="Autre")

    page = core_team.get("/admin/members/act/").content.decode()

    assert "Autre" in page
    assert core_team.get("/admin/members/act/add/").status_code == 403
    assert core_team.post("/admin/members/act/", {"action": "delete_selected"}).status_code in (200, 302)
    assert core_team.get("/admin/admin/logentry/").status_code == 404


def test_the_log_keeps_the_technical_administration_to_itself(core_team, superuser):
    factories.make_superuser(first_name="Canari")

    assert "Canari" not in core_team.get("/admin/members/act/").content.decode()
    assert "Canari" in superuser.get("/admin/members/act/").content.decode()


def test_a_published_charter_is_frozen_in_the_back_office(core_team):
    version = factories.make_charter(1, body="<p>Texte</p>")

    answer = core_team.post(
        f"/admin/members/charterversion/{version.pk}/change/", {"number": 1, "body": "<p>Autre</p>"}
    )

    version.refresh_from_db()
    assert (answer.status_code, version.body) == (403, "<p>Texte</p>")


def test_acceptances_are_only_read(core_team):
    acceptance = factories.accept_charter(factories.make_member(last_name="Allard"), factories.make_charter(1))
    page = "/admin/members/charteracceptance/"

    assert "Allard" in core_team.get(page).content.decode()
    for address in ("add/", f"{acceptance.pk}/change/", f"{acceptance.pk}/delete/"):
        core_team.post(page + address, {"post": "yes"})
    assert CharterAcceptance.objects.filter(pk=acceptance.pk).values_list("version__number", flat=True).get() == 1


def test_a_role_that_ends_closes_the_back_office_at_once(core_team):
    core_team.member.appointments.update(ends_on="2026-01-01", starts_on="2025-01-01")

    assert core_team.get("/admin/", follow=True).status_code == 403
