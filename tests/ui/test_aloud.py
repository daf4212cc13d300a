"""Figures for the eye, words for the ear."""

import re

import pytest
from django.template import Context, Template
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from ui.aloud import aloud, with_large_letter

N = "\u00a0"
HIDDEN = re.compile(r'<span aria-hidden="true">(?:<span.*?</span>)?.*?</span>')
FOR_THE_EAR = re.compile(r'<span class="visually-hidden">.*?</span>')


def heard(html):
    return strip_tags(HIDDEN.sub("", html))


def seen(html):
    return strip_tags(FOR_THE_EAR.sub("", html))


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        (f"14{N}h – 15{N}h{N}30", "de 14 heures à 15 heures 30"),
        (f"à 9{N}h{N}05, puis 1{N}h", "à 9 heures 5, puis 1 heure"),
        (f"14{N}h – vendredi 16 octobre, 8{N}h", "14 heures – vendredi 16 octobre, 8 heures"),
        ("14:00 – 15:30", "14:00 to 15:30"),
        (f"Le Journal n°{N}31 est là", "Le Journal numéro 31 est là"),
        (f"Métier, 3{N}min", "Métier, 3 minutes"),
        ("1 min", "1 minute"),
        (
            "mardi 1er décembre, la 1re, la 2e, le 21ᵉ",
            "mardi premier décembre, la première, la deuxième, le vingt et unième",
        ),
        ("C@p’Assistant·e·s", "Cap Assistantes et Assistants"),
        ("Les 2 mardis, 3 minutes, salle 12h, B2e, 100e", "Les 2 mardis, 3 minutes, salle 12h, B2e, 100e"),
    ],
)
def test_what_is_shortened_is_heard_in_words_and_seen_as_it_was(printed, said):
    html = aloud(printed)

    assert heard(html) == said
    assert seen(html) == printed


def test_a_text_stays_in_one_piece_in_a_box_that_lays_out_its_pieces_apart():
    assert aloud("le 3, à 9 h ou 10 h").startswith("<span>le 3, à <span aria-hidden")
    assert aloud("le 3").startswith("le 3")


def test_a_text_is_escaped_once_and_tags_are_left_alone():
    assert aloud("<b> & 3 km") == "&lt;b&gt; &amp; 3 km"
    assert aloud(mark_safe('<a title="n° 3">x</a>')) == '<a title="n° 3">x</a>'


def test_a_page_says_the_typography_and_the_words_of_a_text_and_of_a_whole_block():
    page = Template("{% load ui %}{{ text|typo }}{% filter typo %} <b>à 8 h ?</b>{% endfilter %}")

    said = heard(page.render(Context({"text": "l'an & n°2"})))

    assert said == "l’an &amp; numéro 2 à 8 heures ?"


def test_a_title_of_a_page_is_in_words_alone():
    page = Template("{% load ui %}{% filter in_full %}{{ title }}, le 3 & après{% endfilter %}")

    assert page.render(Context({"title": "Le Journal n° 31 <à 9 h>"})) == (
        "Le Journal numéro 31 &lt;à 9 heures&gt;, le 3 & après"
    )


@pytest.mark.parametrize(
    ("html", "is_large"),
    [
        ("<p>Au printemps, à 9 h</p><p>Au fait</p>", True),
        ("<p>L’été &amp; la suite</p>", True),
        ("<p><strong>Été</strong> comme hiver</p>", True),
        ("<p>« Au printemps »</p>", False),
        ("<h2>Au printemps</h2><p>Au fait</p>", False),
    ],
)
def test_the_word_of_a_large_letter_is_heard_whole(html, is_large):
    opened = with_large_letter(mark_safe(html))

    assert heard(opened) == strip_tags(html)
    assert re.sub(r"</?span[^>]*>", "", FOR_THE_EAR.sub("", opened)) == html
    assert ('<span class="lettrine">' in opened) == is_large
