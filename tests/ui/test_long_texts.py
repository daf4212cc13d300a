"""Texts as long as a field takes, of pieces that repeat: the time they cost grows with their length, not faster."""

import os
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.parts import HEADING
from mailing.masking import masked, masked_html
from members.words import words_of
from ui import plain
from ui.aloud import aloud
from ui.diff import compare
from ui.fields import LONGEST
from ui.richtext import display, plain_text, sanitise
from ui.typography import french

FLOOR = 0.15
"""Seconds of a processor below which two times say nothing of each other."""
MOST = 1.5
DOUBLED = 3.5

PIECES = [
    " ", "\t", "\n", "a", "1", "'", "-", "*", "_", "#", ">", "&", "\\", "\u00a0", "\u2028", "\u202e", ":", "!", "«", "»",
    "a@", "@", ".", ".a", "://", "http://", "http://127.0.0.1:8000/", "](https://", "[](", "**", "__", "- ", "> ", "1. ",
    "\u0301", "\u0316", "<", "<a", "<ul>", "</ul>", "<li>", "</li>", "<p>", "</p>", "<br>", "<hr>", "<em>", "</em>",
    "<em a=1>", "<h2>", "</h2>", "<blockquote>", "</blockquote>", '<a href="https://x.fr">', "</a>", "<b>",
    "</b>", "<!--", '"', "<table>", "</table>", "<tr>", "<td>", "</td>", "<th>", "<caption>", "</caption>", "<thead>",
    "<ol start=2>", "1 h ", "n°", "1e", "|", "|=", "¶", " | ", "\n| ",
]  # fmt: skip
STEPS = {
    "sanitise": lambda typed, clean: sanitise(typed),
    "display": lambda typed, clean: display(clean),
    "plain_text": lambda typed, clean: plain_text(clean),
    "as_text": lambda typed, clean: plain.as_text(clean),
    "as_html": lambda typed, clean: plain.as_html(typed, clean),
    "french": lambda typed, clean: french(typed),
    "aloud": lambda typed, clean: aloud(typed),
    "masked": lambda typed, clean: masked(typed),
    "masked_html": lambda typed, clean: masked_html(clean),
    "compare": lambda typed, clean: compare(clean, f"<p>b</p>{clean[: len(clean) // 2]}<p>c</p>"),
    "words_of": lambda typed, clean: words_of(typed),
    "parts": lambda typed, clean: HEADING.split(clean),
}


def repeated(start, piece, size):
    """As many pieces as ``size`` signs hold, and what of them a field would keep."""
    typed = (start + piece * size)[:size]
    return typed, sanitise(sanitise(typed)[:size])


def cost(step, texts):
    before = time.process_time()
    STEPS[step](*texts)
    return time.process_time() - before


def check_growth(start, piece):
    long, short = repeated(start, piece, LONGEST), None
    for step in STEPS:
        if cost(step, long) < FLOOR:
            continue
        short = short or repeated(start, piece, LONGEST // 2)
        whole = min(cost(step, long) for _ in range(2))
        assert whole < MOST, step
        assert whole < DOUBLED * min(cost(step, short) for _ in range(2)) + FLOOR, step


FROZE = {
    "spaces that end no line": ("a", " "),
    "half mailboxes": ("", "a@"),
    "lists in lists": ("", "<ul>"),
    "lists in items": ("", "<ul><li>"),
    "points": ("", "a."),
    "half schemes": ("", "a+"),
    "links without words": ("", "[]("),
    "the same title": ("", "<h2>a</h2>"),
    "marks in the wrong order": ("<h2>a", "\u0301\u0316"),
    "the same paragraph": ("", "<p>a</p>"),
    "line ends in a paragraph": ("<p>", "a<br><br>"),
    "marks that are never closed": ("", "<p><em a=1>"),
    "tables in tables": ("", "<table><tr><td>"),
    "cells": ("<table>", "<td>a"),
    "captions": ("", "<table><caption>a</table>"),
    "words between rows": ("<table>", "a<tr>"),
    "bars": ("", "| "),
    "rows": ("", "| a |\n"),
}


@pytest.mark.parametrize("name", FROZE)
def test_bug_a_page_of_repeated_signs_costs_no_more_than_any_other(name):
    check_growth(*FROZE[name])


@settings(deadline=None, max_examples=int(os.environ.get("CAP_EXAMPLES", "4")))
@given(
    st.sampled_from(["", "a", "<p>", "<ul>"]), st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
)
def test_twice_the_signs_cost_about_twice_the_time(start, piece):
    check_growth(start, piece)
