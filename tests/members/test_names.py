"""How people are called: in full, as the community signs, in two letters."""

import pytest

from members.models import Member


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


@pytest.mark.parametrize(("state", "words"), [("former", "Ancien membre"), ("expired", "Demande expirée")])
def test_who_is_not_a_member_has_no_name(state, words):
    member = Member(first_name="Élodie", last_name="Roux", state=state)

    assert (str(member), member.short_name, member.initials) == (words, words, "–")
