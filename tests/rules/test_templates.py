"""Templates and styles can be read: short lines, little logic in each file, one declaration a line."""

import re

import pytest

from tests.rules.source import ROOT, name_of, templates

LOGIC = re.compile(r"{%-?\s*(?:if|elif|else|for|empty|with|ifchanged)\b")
STYLES = sorted((ROOT / "static/css").glob("*.css"))


def test_lines_are_short():
    wrong = [
        f"{name_of(path)}:{number} has {len(line)} characters"
        for path in (*templates(), *STYLES)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > 120
    ]

    assert wrong == []


def test_a_template_holds_little_logic():
    wrong = [
        f"{name_of(path)} has {count} tags of logic"
        for path in templates()
        if (count := len(LOGIC.findall(path.read_text()))) > 15
    ]

    assert wrong == []


def test_no_break_stands_before_words_for_the_ear():
    """Orca says « vide » for a line whose first words are for the eye alone."""
    silent = re.compile(r"<br>\s*(?:{% heard_|{{[^{}]*\|aloud\b)")
    wrong = [name_of(path) for path in templates() if silent.search(path.read_text())]

    assert wrong == []


def test_a_form_laid_out_by_hand_tells_what_was_refused():
    """A refused form leads to its first error: the summary stands in the same template as the fields."""
    silent = [
        name_of(path)
        for path in templates()
        if "|crispy }}" in (text := path.read_text()) and "{% form_errors " not in text
    ]

    assert silent == []


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_styles_have_one_declaration_a_line(path):
    bare = re.sub(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'", "", path.read_text(), flags=re.DOTALL)
    wrong = [line for line in bare.splitlines() if re.search(r"[{;}]\s*\S", line)]

    assert wrong == []
