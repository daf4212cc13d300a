"""What is kept in memory says what it would say anew: the guard of ``tests.rules.memory``, and what it finds out."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
import time_machine
from django.template import engines
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import override

from clock.reader import reading_in
from clock.words import time_range
from events.models import Event
from members.models import Member
from statements import Statement
from tests.factories import make_member
from tests.rules.memory import ReadsOutsideItsValuesError, watched
from ui.cards import LONG, NotPlainError, drawn_by_template, kept
from ui.filters import Option
from ui.templatetags.ui import BRIEF, of_text

NOON = datetime(2026, 10, 15, 10, tzinfo=UTC)


def page_with(card):
    return engines["django"].from_string("{{ card }}").render({"card": card})


def test_a_card_is_drawn_once_for_the_same_values():
    drawn = []
    say = kept(lambda word: drawn.append(word) or f"<b>{word}</b>")

    assert [say(word) for word in ("a", "b", "a", "a")] == ["<b>a</b>", "<b>b</b>", "<b>a</b>", "<b>a</b>"]
    assert drawn == ["a", "b"]


def test_a_card_is_drawn_as_markup_and_what_it_holds_is_escaped():
    assert 'value="&lt;b&gt;"' in page_with(Option("type", "<b>", "<i>Ateliers</i>"))
    assert "<i>" not in page_with(Option("type", "<b>", "<i>Ateliers</i>"))


def test_the_language_the_zone_and_the_day_are_part_of_what_is_kept():
    say = kept(lambda start, end: f"{timezone.localdate():%d} {time_range(start, end)}")
    end = NOON.replace(hour=11)

    with time_machine.travel(NOON, tick=False):
        assert say(NOON, end) == "15 12\u00a0h – 13\u00a0h"
        with override("en"):
            assert say(NOON, end) == "15 12:00 – 13:00"
        with reading_in("America/Martinique"):
            assert say(NOON, end) == "15 12\u00a0h – 13\u00a0h (heure de Paris), soit 6\u00a0h – 7\u00a0h chez vous"
        assert say(NOON, end) == "15 12\u00a0h – 13\u00a0h"
    with time_machine.travel(NOON.replace(day=16), tick=False):
        assert say(NOON, end) == "16 12\u00a0h – 13\u00a0h"


def test_values_that_only_look_the_same_are_two():
    say = kept(repr)

    assert [say(value) for value in (1, True, "1", 0, False)] == ["1", "True", "'1'", "0", "False"]


@pytest.mark.parametrize(
    "value",
    [
        mark_safe("<b>gras</b>"),
        ("a", mark_safe("<b>gras</b>")),
        make_member,
        Option("type", "a", mark_safe("<b>gras</b>")),
        Member(pk=7, first_name="Nadia"),
    ],
)
def test_what_may_change_or_passes_for_safe_is_refused(value):
    with pytest.raises(NotPlainError):
        kept(str)(value)


def test_what_cannot_be_told_apart_is_refused():
    @dataclass
    class Loose:
        words: list[str] = field(default_factory=list)

    with pytest.raises(TypeError):
        kept(str)(Loose())


def test_the_guard_lets_pass_what_reads_its_values_alone(monkeypatch):
    watched(monkeypatch)

    assert kept(lambda word: word.upper())("a") == "A"
    assert "Ateliers" in str(Option("type", "atelier", "Ateliers"))


@pytest.mark.django_db
def test_the_guard_finds_what_reads_the_hour_or_the_database(monkeypatch):
    watched(monkeypatch)
    made = make_member()

    with pytest.raises(ReadsOutsideItsValuesError, match="reads more"):
        kept(lambda word: f"{word} {timezone.now():%H:%M}")("il est")
    with pytest.raises(ReadsOutsideItsValuesError, match="asks the database"):
        kept(lambda pk: Member.objects.get(pk=pk).first_name)(made.pk)


@pytest.mark.django_db
def test_the_guard_finds_a_statement_with_a_frozen_day(monkeypatch):
    watched(monkeypatch)

    with pytest.raises(ReadsOutsideItsValuesError, match="more than its values"):
        Statement(lambda pk: Event.objects.filter(pk=pk, starts_at__date=timezone.localdate()))(1)
    assert Statement(lambda pk: Event.objects.filter(pk=pk))(1) == []


def test_a_text_that_is_markup_already_is_not_taken_for_the_same_words():
    shown = engines["django"].from_string("{% load ui %}{{ text|written }} {{ text|typo }} {{ text|aloud }}")
    page = [shown.render({"text": text}) for text in ("<b>14 h</b>", mark_safe("<b>14 h</b>"))] * 2

    assert page[0] == page[2] != page[1] == page[3]
    assert ("<b>" in page[0], page[0].count("&lt;b&gt;"), page[1].count("<b>")) == (False, 3, 3)


def test_of_long_drawings_the_last_ones_stay():
    drawn = []
    say = kept(lambda word: drawn.append(word) or word, most=2)

    assert [say(word) for word in ("a", "b", "a", "c", "a", "b")] == ["a", "b", "a", "c", "a", "b"]
    assert drawn == ["a", "b", "c", "b"]


@pytest.mark.parametrize(("signs", "times"), [(BRIEF - 9, 1), (BRIEF + 9, 2)])
def test_of_long_texts_few_are_kept(signs, times):
    drawn = []
    say = of_text(lambda text, _is_safe: drawn.append(text) or text)
    texts = [f"{number:{signs}}" for number in range(LONG + 1)]

    assert [say(text) for text in texts * 2] == texts * 2
    assert len(drawn) == len(texts) * times


def test_the_space_that_no_line_may_break_at_stays_at_the_beginning_of_a_line(monkeypatch):
    card = Option("type", "x", "Ateliers")
    loaded = engines["django"].from_string("<p>{{ option.label }}\n\n    \u00a0:</p>")
    monkeypatch.setattr("ui.cards.get_template", lambda name: loaded)

    assert drawn_by_template(card) == "<p>Ateliers\n\u00a0:</p>"
