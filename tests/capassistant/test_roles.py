"""The table of rights and the back office say the same of the core-team."""

import pytest
from django.contrib import admin
from django.urls import reverse

from capassistant.roles import ROLE_PERMISSIONS
from journal.models import Section
from tests.factories import make_article, make_issue, make_section
from tests.helpers import version_shown

pytestmark = pytest.mark.django_db

READ_UNDER_ANOTHER_NAME = {
    "members.act": "members.view_history",
    "events.registration": "events.view_registration_list",
}


def test_the_core_team_opens_the_lists_that_the_table_names_and_no_others(core_team):
    named, opened = set(), set()
    for model in admin.site._registry:
        label = model._meta.label_lower
        app, name = label.split(".")
        if READ_UNDER_ANOTHER_NAME.get(label, f"{app}.view_{name}") in ROLE_PERMISSIONS["core_team"]:
            named.add(label)
        if core_team.get(reverse(f"admin:{app}_{name}_changelist")).status_code == 200:
            opened.add(label)

    assert opened == named
    assert "journal.section" in opened
    assert opened & {"journal.article", "journal.issue"} == set()


def test_whoever_may_change_or_add_may_read():
    wrong = [
        permission
        for permission in ROLE_PERMISSIONS["core_team"]
        if permission.split(".")[1].startswith(("add_", "change_"))
        and permission.replace(".add_", ".view_").replace(".change_", ".view_") not in ROLE_PERMISSIONS["core_team"]
    ]

    assert wrong == []


def test_the_core_team_names_a_section_of_the_journal(core_team):
    core_team.post("/admin/journal/section/add/", {"name": "Boîte à outils", "slug": "boite-a-outils", "position": 3})
    section = Section.objects.get()
    typed = {"name": "Outils", "slug": "boite-a-outils", "position": 1}
    core_team.post(f"/admin/journal/section/{section.pk}/change/", typed | version_shown(section))

    assert list(Section.objects.values_list("name", "position")) == [("Outils", 1)]


def test_a_section_is_not_deleted_and_shows_no_draft(core_team):
    section = make_section("Outils")
    make_article(issue=make_issue(), section=section, title="Brouillon secret")

    pages = [core_team.get(f"/admin/journal/section/{path}") for path in ("", f"{section.pk}/change/")]

    assert [page.status_code for page in pages] == [200, 200]
    assert not any("Brouillon secret" in page.content.decode() for page in pages)
    assert core_team.post(f"/admin/journal/section/{section.pk}/delete/", {"post": "yes"}).status_code == 403
