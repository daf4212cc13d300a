"""Words are compared in one way, in Python and in the database."""

import random

import pytest
from django.db import connection

from ui.folding import APOSTROPHES, HYPHENS, LETTERS, SIGNS, fold

PARTS = [
    "Jean", "Marc", "Élodie", "N", "Diaye", "O", "Brien", "Le", "Bihan", "d", "Hôtel", "Łucja", "Øystein", "ĐORĐE",
    "Æsa", "Þór", "Großmann", "STRAẞE", "Sœur", "Işık", "İLKER", "Ŋ", "Ħamrun", "Zoë", "e\u0301lan", "ﬁlle", "Ξένια",
    "ΟΔΥΣΣΕΥΣ", "Юлия", "Щёлково", "علي", "مريم", "Nguyễn", "Ðorđe", "𝓐nna", "²", "ＡＢ", "C++", "50%", "a_b", "", "日本",
]  # fmt: skip
BETWEEN = [*APOSTROPHES, *HYPHENS, *SIGNS, " ", "\u00a0", "\u202f", "\u2003", "\t", "\n", "\u00ad", "\u200b", "\ufeff"]

FOLDED = "SELECT f_fold(name) FROM unnest(%s::text[]) WITH ORDINALITY AS t(name, at) ORDER BY at"


def generated(number):
    """Names made of parts and of all that may stand between them, the same at every run."""
    rng = random.Random(8)
    for _ in range(number):
        yield "".join(rng.choice(PARTS) + "".join(rng.choices(BETWEEN, k=rng.randint(0, 2))) for _ in range(4))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("O’Brien", "o brien"),
        ("  N‘DIAYE  ", "n diaye"),
        ("J.-C. Le Bihan", "j c le bihan"),
        ("Cœur d´Æsa Łß Đøı", "coeur d aesa lss doi"),
        ("Zoe\u0308\u200b‑\u00adAnne", "zoe anne"),
        ("C++ & 50 %", "c++ & 50 %"),
        ("", ""),
    ],
)
def test_accents_case_and_separators_are_folded(text, folded):
    assert fold(text) == folded


@pytest.mark.django_db
def test_the_database_folds_as_python_does():
    names = [*generated(2000), *LETTERS, *map(str.upper, LETTERS)]
    with connection.cursor() as cursor:
        cursor.execute(FOLDED, [names])
        folded = [row[0] for row in cursor]

    assert folded == [fold(name) for name in names]


@pytest.mark.django_db
def test_every_letter_that_is_typed_in_europe_is_folded_alike():
    letters = [f"a{chr(code)}b" for first, after in ((1, 0x700), (0x1E00, 0x2C00)) for code in range(first, after)]
    with connection.cursor() as cursor:
        cursor.execute(FOLDED, [letters])
        different = [letter for letter, (folded,) in zip(letters, cursor, strict=True) if folded != fold(letter)]

    assert different == []
