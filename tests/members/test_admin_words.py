"""The back office speaks French to the person who works in it."""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, label_for_field

from tests import factories

pytestmark = pytest.mark.django_db

SAME_IN_FRENCH = {
    "article",
    "articles",
    "description",
    "format",
    "motif",
    "photo",
    "section",
    "site",
    "sites",
    "version",
}


def labels(request):
    """(model, name, label) of what the lists and the forms of the back office show."""
    for model, item in admin.site._registry.items():
        has_form = item.list_display_links is not None
        for part in [item, *(inline(model, admin.site) for inline in item.inlines)]:
            in_form = flatten_fieldsets(part.get_fieldsets(request)) if has_form else []
            names = {*in_form, *getattr(part, "list_display", ())}
            yield from ((part.model.__name__, name, str(label_for_field(name, part.model, part))) for name in names)


def test_no_label_is_the_english_name_of_the_field(rf):
    request = rf.get("/admin/")
    request.user = factories.make_superuser()
    shown = list(labels(request))

    wrong = [
        f"{model}.{name}: {label}"
        for model, name, label in shown
        if label.lower() == name.replace("_", " ") and label.lower() not in SAME_IN_FRENCH
    ]

    assert ("CharterVersion", "fingerprint", "empreinte du texte") in shown
    assert wrong == []


def test_the_print_of_a_charter_has_a_french_name(core_team):
    version = factories.make_charter()

    page = core_team.get(f"/admin/members/charterversion/{version.pk}/change/").content.decode()

    assert page.count("Empreinte du texte") == 1
    assert "Fingerprint" not in page


@pytest.mark.parametrize("listed", ["members/appointment", "mailing/delivery", "events/registration", "members/member"])
@pytest.mark.parametrize("typed", ["O’Brien", "o'brien", "o´brien", "ÉLODIE"])
def test_lists_of_the_back_office_find_names_as_they_are_typed(core_team, listed, typed):
    person = factories.make_member(first_name="Élodie", last_name="O‘Brien", roles=["editorial"])
    factories.make_delivery(member=person)
    factories.make_registration(factories.make_event(), person)

    answer = core_team.get(f"/admin/{listed}/", {"q": typed})

    assert answer.context["cl"].result_count == 1
