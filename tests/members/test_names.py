"""How people are called: in full, as the community signs, in two letters."""

import pytest
from django.core.exceptions import ValidationError

from members.forms.fields import LastNameField, NameField
from members.models import Member
from tests.factories import make_member


def called(last_name, first_name="Élodie"):
    member = Member(first_name=first_name, last_name=last_name, state=Member.State.ACTIVE)
    return member.short_name, member.initials


@pytest.mark.parametrize(
    ("last_name", "short", "initials"),
    [
        ("Roux", "Élodie R.", "ÉR"),
        ("d’Hôtel", "Élodie d’H.", "ÉH"),
        ("de La Tour", "Élodie de L.", "ÉL"),
        ("van der Berg", "Élodie van der B.", "ÉB"),
        ("el-Amrani", "Élodie el-A.", "ÉA"),
        ("De La Tour", "Élodie D.", "ÉD"),
        ("D’HÔTEL", "Élodie D.", "ÉD"),
        ("McCartney", "Élodie M.", "ÉM"),
        ("roux", "Élodie R.", "ÉR"),
        ("مريم", "Élodie م.", "Éم"),
    ],
)
def test_a_name_is_cut_after_its_first_capital_with_the_particle_kept(last_name, short, initials):
    assert called(last_name) == (short, initials)


def test_one_name_alone_is_a_name():
    member = Member(first_name="Sukarno", last_name="", state=Member.State.ACTIVE)

    assert (str(member), member.short_name, member.initials) == ("Sukarno", "Sukarno", "S")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("J.-C.", "J.-C."),
        ("J.C.", "J.C."),
        ("J. R. R.", "J. R. R."),
        ("O", "O"),
        ("\ufeffNa\u00addia\u200b", "Nadia"),
        ("N\u202e’Diaye", "N’Diaye"),
        ("  Le \u00a0 Bihan ", "Le Bihan"),
        ("علي", "علي"),
    ],
)
def test_initials_are_names_and_invisible_signs_are_taken_away(typed, kept):
    assert NameField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\u200b", "exemple.org", "t.co", "a.b.co", "J.-C.exemple.org", "www", "Na\x00dia", "Na\x07dia", "=1", "a@b",
     "a/b", "1", "x" * 81],
)  # fmt: skip
def test_what_is_no_name_is_refused(typed):
    with pytest.raises(ValidationError):
        NameField().clean(typed)


@pytest.mark.parametrize(("typed", "kept"), [("", ""), ("\u200b", ""), ("Le\u00ad Bihan", "Le Bihan")])
def test_the_family_name_may_be_missing(typed, kept):
    assert LastNameField().clean(typed) == kept


@pytest.mark.django_db
def test_a_member_with_one_name_is_listed_and_has_an_address(member):
    person = make_member(first_name="Sukarno", last_name="")

    page = member.get(person.get_absolute_url())

    assert (person.slug, page.status_code) == ("sukarno", 200)
    assert ">Sukarno<" in member.get("/membres/?q=sukarno").content.decode()


@pytest.mark.django_db
def test_my_name_may_be_one_word_or_initials(member):
    shown = member.get("/moi/profil/").context["form"].initial
    typed = {name: value for name, value in shown.items() if isinstance(value, str)}

    member.post("/moi/profil/", typed | {"first_name": "J.-C.\u200b", "last_name": ""})

    member.member.refresh_from_db()
    assert member.member.full_name == "J.-C."


@pytest.mark.parametrize(("state", "words"), [("former", "Ancien membre"), ("expired", "Demande expirée")])
def test_who_is_not_a_member_has_no_name(state, words):
    member = Member(first_name="Élodie", last_name="Roux", state=state)

    assert (str(member), member.short_name, member.initials) == (words, words, "–")
