"""Days, hours and numbers as they are said in both languages."""

from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template
from django.utils.translation import override

from clock import words

NUMBERS = [
    (0, "zéro", "zero"),
    (1, "un", "one"),
    (2, "deux", "two"),
    (14, "quatorze", "fourteen"),
    (17, "dix-sept", "seventeen"),
    (20, "vingt", "twenty"),
    (21, "vingt et un", "twenty-one"),
    (22, "vingt-deux", "twenty-two"),
    (30, "trente", "thirty"),
    (48, "quarante-huit", "forty-eight"),
    (60, "soixante", "sixty"),
    (70, "soixante-dix", "seventy"),
    (71, "soixante et onze", "seventy-one"),
    (80, "quatre-vingts", "eighty"),
    (81, "quatre-vingt-un", "eighty-one"),
    (90, "quatre-vingt-dix", "ninety"),
    (91, "quatre-vingt-onze", "ninety-one"),
    (99, "quatre-vingt-dix-neuf", "ninety-nine"),
    (100, "cent", "a hundred"),
    (101, "101", "101"),
]


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (date(2026, 12, 1), "1er décembre 2026", "1 December 2026"),
        (date(2026, 12, 2), "2 décembre 2026", "2 December 2026"),
        (datetime(2026, 11, 30, 23, 30, tzinfo=UTC), "1er décembre 2026", "1 December 2026"),
    ],
)
def test_the_first_of_a_month_is_said_as_one_writes_it(day, french, english):
    assert words.day_in_year(day) == french
    assert words.day_in_month(day) == french.removesuffix(" 2026")
    with override("en"):
        assert words.day_in_year(day) == english


@pytest.mark.parametrize(("number", "french", "english"), NUMBERS)
def test_a_number_is_said_in_words(number, french, english):
    assert words.in_words(number) == french
    with override("en"):
        assert words.in_words(number) == english


def test_a_number_told_later_is_told_in_the_language_of_the_reader():
    said = words.in_words_later(14)

    with override("en"):
        assert f"{said}" == "fourteen"
    assert f"{said}" == "quatorze"


@pytest.mark.parametrize(("language", "said"), [("fr", "trente jours, deuxième"), ("en", "thirty jours, 2nd")])
def test_templates_say_the_same(language, said):
    with override(language):
        page = Template("{% load ui %}{{ days|in_words }} jours, {{ rank|ordinal }}").render(
            Context({"days": 30, "rank": 2})
        )

    assert page == said


@pytest.mark.parametrize(
    ("rank", "french", "english"),
    [
        (1, "en tête", "first"), (2, "deuxième", "2nd"), (4, "quatrième", "4th"), (5, "cinquième", "5th"),
        (9, "neuvième", "9th"), (11, "onzième", "11th"), (21, "vingt et unième", "21st"),
        (80, "quatre-vingtième", "80th"), (93, "quatre-vingt-treizième", "93rd"), (112, "112e", "112th"),
    ],
)  # fmt: skip
def test_a_rank_is_said_in_words(rank, french, english):
    assert words.ordinal(rank) == french
    with override("en"):
        assert words.ordinal(rank) == english


@pytest.mark.parametrize(
    ("moment", "french", "english"),
    [(time(8), "8\u00a0h", "8 a.m."), (time(12), "12\u00a0h", "12 p.m."), (time(19), "19\u00a0h", "7 p.m.")],
)
def test_a_full_hour_is_said_as_each_language_does(moment, french, english):
    assert words.hour(moment) == french
    with override("en"):
        assert words.hour(moment) == english


def test_a_large_number_has_the_spaces_or_commas_of_the_language():
    assert words.in_figures(2000) == "2\u202f000"
    with override("en"):
        assert words.in_figures(2000) == "2,000"
