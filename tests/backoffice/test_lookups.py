"""What may be asked of a list of the back office: what its own filters and dates ask, never the rest of the columns."""

import re
from html import unescape

import pytest
from django.contrib import admin
from django.contrib.admin.filters import FieldListFilter
from django.contrib.admin.utils import get_fields_from_path
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db

ENDINGS = ("", "__exact", "__isnull", "__startswith", "__contains", "__gte", "__in", "__regex")
LISTS = [pytest.param(model, item, id=model._meta.label_lower) for model, item in admin.site._registry.items()]


def page_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def columns(model):
    return [field.name for field in model._meta.get_fields() if field.concrete and not field.is_relation]


def paths(model):
    """Every column of ``model``, and those of each table that it leads to or that leads to it."""
    related = [field for field in model._meta.get_fields() if field.is_relation and field.related_model]
    return columns(model) + [f"{field.name}__{name}" for field in related for name in columns(field.related_model)]


def asked_by_its_filters(model, item, request):
    """The parameters that Django's own filters of this list say to expect, and its dates."""
    asked = {f"{item.date_hierarchy}__{part}" for part in ("year", "month", "day")} if item.date_hierarchy else set()
    for one in item.get_list_filter(request):
        if isinstance(one, type):
            asked |= set(one(request, {}, model, item).expected_parameters())
        else:
            path, kind = one if isinstance(one, tuple) else (one, FieldListFilter.create)
            field = get_fields_from_path(model, path)[-1]
            asked |= set(kind(field, request, {}, model, item, field_path=path).expected_parameters())
    return asked


@pytest.fixture
def asking(rf):
    request = rf.get("/")
    request.user = factories.make_superuser()
    return request


@pytest.mark.parametrize("model, item", LISTS)
def test_a_list_takes_what_its_filters_ask_and_no_other_column(model, item, asking):
    asked = asked_by_its_filters(model, item, asking)
    columns_filtered = {item.date_hierarchy, *(one[0] if isinstance(one, tuple) else one for one in item.list_filter)}
    keys = {one.removesuffix("__exact") for one in asked}

    taken = {(path, end) for path in paths(model) for end in ENDINGS if item.lookup_allowed(path + end, "a", asking)}

    assert {one for one in asked if not item.lookup_allowed(one, "a", asking)} == set()
    assert {path for path, _end in taken} <= columns_filtered | keys
    assert {end for _path, end in taken} <= {"", "__exact", "__isnull", "__gte"}


@pytest.mark.parametrize("model, item", LISTS)
def test_any_other_column_leads_to_the_whole_list(model, item, asking, superuser):
    refused = [path for path in columns(model) if not item.lookup_allowed(f"{path}__contains", "a", asking)]

    answers = {path: superuser.get(page_of(model), {f"{path}__contains": "a"}) for path in refused}

    assert refused == columns(model)
    assert {(answer.status_code, answer["Location"]) for answer in answers.values()} == {(302, page_of(model))}


def test_bug_a_hidden_phone_was_read_sign_by_sign(core_team):
    factories.make_member(last_name="Allard", phone="01 23 45 67 89", phone_visibility="self")

    answers = [core_team.get(f"/admin/members/member/?q=allard&phone__startswith={start}") for start in ("01", "02")]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/admin/members/member/")] * 2


def test_bug_the_link_of_an_invitation_was_read_sign_by_sign(core_team):
    factories.make_delivery(text="Voir : /bienvenue/invitation/SECRET/")

    answer = core_team.get("/admin/mailing/delivery/?text__contains=SECRET")

    assert (answer.status_code, answer["Location"]) == (302, "/admin/mailing/delivery/")


@pytest.mark.parametrize("model, item", LISTS)
def test_every_filter_that_a_list_offers_works(model, item, superuser):
    for _ in range(2):
        factories.make_editor(site=factories.make_site(), department=factories.make_department())
        factories.make_registration(factories.make_event(in_days=7))
        factories.make_article(issue=factories.make_issue())
        factories.make_delivery()
    page = superuser.get(page_of(model)).content.decode()

    links = {unescape(link) for link in re.findall(r'href="(\?[^"]+)"', page)}

    assert {link: superuser.get(page_of(model) + link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("model, item", LISTS)
def test_a_list_opens_in_a_window_of_its_own_to_choose_a_row(model, item, superuser):
    assert superuser.get(page_of(model), {"_popup": 1, "_to_field": model._meta.pk.name, "q": "a"}).status_code == 200


@pytest.mark.parametrize("path", ["members/member", "events/event"])
def test_bug_what_has_no_site_is_found_under_a_word(core_team, path):
    factories.make_site("Nantes")
    html = core_team.get(f"/admin/{path}/").content.decode()

    [link] = re.findall(r'href="\?site__isnull=True"[^>]*>([^<]*)<', html)
    assert link == "Non précisé"


@pytest.mark.parametrize(("model", "item"), LISTS)
def test_bug_thousands_of_words_are_no_thousands_of_conditions(superuser, model, item):
    if not item.search_fields:
        return
    with CaptureQueriesContext(connection) as told:
        page = superuser.get(page_of(model), {"q": "mot " * 3_000})

    assert page.status_code == 200
    assert max(len(query["sql"]) for query in told) < 60_000
