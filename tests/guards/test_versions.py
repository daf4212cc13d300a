"""The one optimistic lock: what a version is, who is told, and that nothing typed is lost."""

import pytest
from django import forms
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backoffice.forms import BackofficeForm
from backoffice.site import ReadOnlyAdmin
from groups.models import WorkingGroup
from guards.refusals import Refused
from guards.versions import Conflict, VersionedForm, check_version, version_of, version_of_row, written
from journal.models import Section
from members.models import CharterVersion, Department, Site, Skill
from tests import factories
from tests.cast import signed_in
from tests.helpers import sent_by


class NoteForm(VersionedForm):
    """A form about a text kept in a list of one."""

    text = forms.CharField(label="Texte", widget=forms.Textarea)
    ticked = forms.BooleanField(label="Case", required=False)
    of_the_moment = frozenset({"ticked"})

    def __init__(self, *args, stored, **options):
        super().__init__(*args, initial={"text": stored}, **options)
        self.keep_version(version_of(stored))

    def writer(self):
        return "Nadia"


class Row:
    """What is stored, with the version of it."""

    def __init__(self, version):
        self.version = version


def posted(text, version, **others):
    return {"text": text, "version": version} | others


def test_the_same_values_have_the_same_version_and_others_another():
    assert version_of("a", 1, None) == version_of("a", 1, None)
    assert (
        len({version_of("a", "b"), version_of("ab"), version_of("a", None), version_of("a", "None"), version_of()}) == 5
    )


def test_a_version_read_before_is_refused_and_none_at_all_is_the_act_of_a_button():
    check_version(Row(3), 3)
    check_version(Row(3), "3")
    check_version(Row(3), None)
    for seen in (2, "", "abc", "3 "):
        with pytest.raises(Conflict) as conflict:
            check_version(Row(3), seen)
        assert conflict.value.current.version == 3


def test_the_page_carries_the_version_in_a_hidden_field():
    form = NoteForm(stored="un")

    assert f'name="version" value="{version_of("un")}"' in str(form)
    assert form.version == version_of("un")


def test_who_has_read_what_is_stored_writes():
    form = NoteForm(posted("deux", version_of("un")), stored="un")

    assert form.is_valid()


@pytest.mark.parametrize("version", [version_of("zéro"), "", "\x00", "x" * 10_000, None])
def test_an_old_version_a_missing_and_a_malformed_one_are_told_once_with_what_differs(version):
    data = {name: value for name, value in posted("deux", version, ticked="on").items() if value is not None}
    form = NoteForm(data, stored="un")

    assert form.errors == {
        "__all__": [
            "Nadia a modifié ceci pendant que vous écriviez. Chez vous diffèrent de ce qui est enregistré : Texte."
            " Vérifiez, puis enregistrez encore pour garder votre version."
        ]
    }
    assert form["text"].value() == "deux"
    assert NoteForm(posted(form["text"].value(), form["version"].value()), stored="un").is_valid()


@pytest.mark.parametrize("text", ["un\ndeux", "un\r\ndeux"])
def test_who_typed_what_is_stored_already_is_not_bothered(text):
    assert NoteForm(posted(text, "ancienne", ticked="on"), stored="un\ndeux").is_valid()


def test_a_form_sent_over_what_changed_in_the_same_instant_is_built_again_and_tells():
    stored, writes = ["un"], []

    def write(form):
        if not writes:
            writes.append(stored.append("entre-temps"))
        check_version(Row(version_of(stored[-1])), form.version)

    data = posted("deux", version_of("un"))
    form, result = written(lambda: NoteForm(data, stored=stored[-1]), write)

    assert result is None
    assert "Nadia a modifié ceci" in form.non_field_errors()[0]
    assert (form["text"].value(), form["version"].value()) == ("deux", version_of("entre-temps"))


def test_who_wrote_the_same_in_the_same_instant_is_content():
    stored = ["un"]

    def write(form):
        if len(stored) == 1:
            stored.append("deux")
        check_version(Row(version_of(stored[-1])), form.version)
        return "écrit"

    _form, result = written(lambda: NoteForm(posted("deux", version_of("un")), stored=stored[-1]), write)

    assert result == "écrit"


def test_a_row_that_never_stops_changing_is_told_and_not_tried_for_ever():
    tried = []

    def write(form):
        tried.append(form)
        raise Conflict(Row(len(tried)))

    form, result = written(lambda: NoteForm(posted("un", ""), stored="un"), write)

    assert (result, len(tried)) == (None, 2)
    assert form.non_field_errors() == ["Ce texte a été enregistré par quelqu’un d’autre pendant que vous l’écriviez."]


@pytest.mark.parametrize(("field", "place"), [("text", "text"), (None, "__all__"), ("ailleurs", "__all__")])
def test_a_refusal_is_told_beside_the_field_that_it_names(field, place):
    def write(form):
        raise Refused("Non.", field=field)

    form, result = written(lambda: NoteForm(posted("deux", version_of("un")), stored="un"), write)

    assert (form.errors, result) == ({place: ["Non."]}, None)


# the back office


LISTS = {
    Site: {"name": "Lyon"},
    Department: {"name": "Direction juridique"},
    Skill: {"name": "Excel"},
    Section: {"name": "Pratique", "slug": "pratique"},
    WorkingGroup: {"name": "Accueil", "slug": "accueil", "purpose": "Bien arriver."},
}


def change_page(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def test_every_form_of_the_back_office_carries_the_version_and_tells_refusals(superuser):
    forms_of_changes = [model.form for model in admin.site._registry.values() if not isinstance(model, ReadOnlyAdmin)]

    assert len(forms_of_changes) >= 9
    assert all(issubclass(form, BackofficeForm) for form in forms_of_changes)


@pytest.mark.django_db
@pytest.mark.parametrize("model", LISTS)
def test_an_old_page_of_a_list_does_not_write_over_a_newer_one(superuser, model):
    row = model.objects.create(**LISTS[model])
    others = signed_in(factories.make_superuser())
    old = sent_by(superuser.get(change_page(row)))
    assert others.post(change_page(row), sent_by(others.get(change_page(row))) | {"name": "Un"}).status_code == 302

    answer = superuser.post(change_page(row), old | {"name": "Deux"})

    row.refresh_from_db()
    assert (row.name, answer.status_code) == ("Un", 200)
    form = answer.context["adminform"].form
    assert "Quelqu’un a modifié ceci pendant que vous écriviez." in form.non_field_errors()[0]
    assert form["name"].value() == "Deux"
    assert superuser.post(change_page(row), sent_by(answer)).status_code == 302
    row.refresh_from_db()
    assert row.name == "Deux"


@pytest.mark.django_db
def test_a_draft_of_the_charter_and_a_term_are_not_written_over_either(superuser):
    draft = CharterVersion.objects.create(number=2, body="<p>Texte</p>")
    term = factories.make_editor().appointments.get()
    for row, name in ((draft, "summary"), (term, "title")):
        old = sent_by(superuser.get(change_page(row)))
        type(row).objects.filter(pk=row.pk).update(**{name: "De l’une"})

        answer = superuser.post(change_page(row), old | {name: "De l’autre"})

        row.refresh_from_db()
        assert (getattr(row, name), answer.status_code) == ("De l’une", 200)
        assert answer.context["adminform"].form[name].value() == "De l’autre"


@pytest.mark.django_db
def test_a_refusal_in_the_back_office_keeps_what_was_typed(core_team):
    event = factories.fill_event(factories.make_event(seats=5), confirmed=5)
    typed = sent_by(core_team.get(change_page(event))) | {"seats": "3", "title": "Un autre titre"}

    answer = core_team.post(change_page(event), typed)

    form = answer.context["adminform"].form
    assert "au moins 5 places" in form.errors["seats"][0]
    assert form["title"].value() == "Un autre titre"


@pytest.mark.django_db
def test_the_version_of_a_row_without_one_changes_with_each_of_its_columns():
    group = WorkingGroup.objects.create(**LISTS[WorkingGroup])
    before = version_of_row(group)

    assert version_of_row(WorkingGroup.objects.get()) == before
    WorkingGroup.objects.update(purpose="Mieux arriver.")
    assert version_of_row(WorkingGroup.objects.get()) != before


@pytest.mark.django_db
def test_a_list_is_written_under_the_lock_of_its_row(superuser):
    site = Site.objects.create(name="Lyon")
    typed = sent_by(superuser.get(change_page(site))) | {"name": "Paris"}

    with CaptureQueriesContext(connection) as queries:
        superuser.post(change_page(site), typed)

    assert sum("FOR NO KEY UPDATE" in query["sql"] for query in queries) == 1
