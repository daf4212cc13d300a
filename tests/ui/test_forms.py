"""What a screen reader says of a field: obligatory, never wrong before it was sent."""

import re

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from members.models import Member
from tests import factories
from ui.cards import INDENT

pytestmark = pytest.mark.django_db

INPUT = re.compile(r"<(?:input|select|textarea)\b[^>]*>")


class Trial(forms.Form):
    text = forms.CharField()
    day = forms.DateField(required=False)
    choice = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    file = forms.FileField()


def test_an_obligatory_field_is_said_to_be_so_and_not_held_for_wrong():
    form = Trial()

    assert str(form["text"]) == '<input type="text" name="text" aria-required="true" id="id_text">'
    assert "required" not in str(form["day"])
    assert "required" not in str(form["choice"])
    assert " required" in str(form["file"])


def test_a_field_is_said_to_be_wrong_once_it_was_refused():
    assert 'aria-invalid="true"' in str(Trial({"text": ""})["text"])
    assert "aria-invalid" not in str(Trial()["text"])


@pytest.mark.parametrize(("field", "reason"), [("member", "Écrivez le prénom"), ("role", "Ce champ est obligatoire.")])
def test_bug_a_refused_box_to_choose_from_says_that_it_is_wrong(core_team, field, reason):
    """Orca says « saisie non valable » of no box with a list: the description begins what is wrong with « Erreur : »."""
    html = core_team.post("/admin/members/appointment/add/", {"starts_on": "2027-03-16"}).content.decode()

    box = next(tag for tag in INPUT.findall(html) if f'name="{field}"' in tag)
    described = re.search(r'aria-describedby="([^"]+)"', box)[1].split()[-2:]
    assert 'aria-invalid="true"' in box
    assert described == [f"id_{field}_wrong", f"id_{field}_error"]
    assert f'<span id="id_{field}_wrong" hidden>Erreur :</span>' in html
    assert reason in html.split(f'id="id_{field}_error"')[1][:200]


def test_a_refused_box_without_a_name_of_its_own_refers_to_nothing():
    class Bare(forms.Form):
        word = forms.ChoiceField(choices=[("a", "A")])

    assert "_wrong" in str(Bare({})["word"])
    assert "_wrong" not in str(Bare({}, auto_id=False)["word"])


def test_bug_a_refused_password_says_that_it_is_wrong(member):
    html = member.post("/moi/depart/", {"password": "faux"}).content.decode()

    box = next(tag for tag in INPUT.findall(html) if 'type="password"' in tag)
    assert 'aria-describedby="id_password_wrong id_password_error"' in box
    assert '<span id="id_password_wrong" hidden>Erreur :</span>' in html


@pytest.mark.parametrize("path", ["/moi/profil/", "/charte/", "/admin/members/member/add/", "/admin/members/site/add/"])
def test_no_field_is_wrong_before_it_is_sent(core_team, path):
    factories.make_charter(1)
    fields = INPUT.findall(core_team.get(path).content.decode())

    assert [field for field in fields if re.search(r"\srequired\b", field) or "aria-invalid" in field] == []
    assert any("aria-required" in field for field in fields)


def test_bug_a_group_of_choices_does_not_repeat_what_is_of_its_form(member):
    html = member.get("/contact/").content.decode()

    group = html.split("<fieldset")[1].split("</fieldset>")[0]
    assert "novalidate" in html
    assert group.count('type="radio"') == 2
    assert "novalidate" not in group
    assert "formulaire" not in group


class Blank(forms.Form):
    text = forms.CharField(label="<b>", help_text="L'un & l'autre", max_length=80)
    url = forms.URLField(required=False, help_text=mark_safe('<a href="/aide/">Aide</a>'))
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3, "data-rich": True, "data-no": False}))
    password = forms.CharField(widget=forms.PasswordInput(attrs={"title": '"'}))
    number = forms.IntegerField(min_value=0, max_value=1, required=False)
    day = forms.DateField(required=False, widget=forms.DateInput(attrs={"class": "court"}))
    box = forms.BooleanField(help_text="Une case")
    one = forms.ChoiceField(choices=[("", "–"), ("A & B", [(1, "Un"), (2, mark_safe("<i>Deux</i>"))])], initial=2)
    way = forms.ChoiceField(
        choices=[("a", "L'un"), ("b", "L'autre")], widget=forms.RadioSelect, initial="b", help_text="?"
    )
    some = forms.MultipleChoiceField(
        choices=[("a", "A"), ("b", "B"), ("c", "C")], widget=forms.CheckboxSelectMultiple, initial=["a", "c"]
    )


@pytest.mark.parametrize("name", Blank.base_fields)
def test_a_field_in_which_nothing_is_typed_is_drawn_once_and_as_it_would_be_each_time(name):
    shape = {"box": "_box", "way": "_set", "some": "_set"}.get(name, "_one")
    template = f"bootstrap5/{shape}.html"
    each_time = render_to_string(template, {"field": Blank()[name]})

    assert str(Blank()[name].card) == INDENT.sub("\n", each_time)
    assert Blank()[name].card == Blank()[name].card
    assert as_crispy_field(Blank()[name]).split() == each_time.split()


def test_what_is_typed_or_wrong_or_read_in_the_database_is_kept_nowhere():
    class Long(forms.Form):
        member = forms.ModelChoiceField(Member.objects.all())
        hour = forms.ChoiceField(choices=[(hour, hour) for hour in range(24)])
        file = forms.FileField()

    typed = {"text": "Nadia", "url": "x", "words": "Nadia", "password": "secret", "number": 0, "box": True}
    given = Blank(initial=typed)
    refused = Blank({"url": "nulle part"})

    assert [name for name in given.fields if given[name].card] == ["password", "day", "box", "one", "way", "some"]
    assert [name for name in refused.fields if refused[name].card] == ["number", "day"]
    assert [name for name in Long().fields if Long()[name].card] == []


def test_an_attribute_that_is_one_is_not_one_that_is_bare():
    class Numbered(forms.Form):
        def __init__(self, rank):
            super().__init__()
            self.fields["text"] = forms.CharField(widget=forms.TextInput(attrs={"data-rank": rank}))

    shown = [str(Numbered(rank)["text"].card) for rank in (1, True, "<1>")]

    assert 'data-rank="1"' in shown[0]
    assert "data-rank " in shown[1]
    assert 'data-rank="&lt;1&gt;"' in shown[2]
