"""A form that writes carries its token, also when it is a piece that is given everything by name."""

import re

from tests.rules.source import ROOT, name_of, templates

INCLUDED = re.compile(r"{%\s*include\s+\"([^\"]+)\"([^%]*)%}")


def needs_token(name):
    """Whether the piece, or one of its own pieces, writes the token."""
    path = ROOT / "templates" / name
    if not path.exists():
        return False
    text = path.read_text()
    return "{% csrf_token %}" in text or any(needs_token(piece) for piece, _ in INCLUDED.findall(text))


def test_pieces_that_write_are_given_the_token():
    wrong = [
        f"{name_of(path)} includes {piece}"
        for path in templates()
        for piece, words in INCLUDED.findall(path.read_text())
        if " only" in words and "csrf_token=csrf_token" not in words and needs_token(piece)
    ]

    assert wrong == []


def test_forms_that_write_hold_the_token():
    form = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL)
    wrong = [
        name_of(path) for path in templates() for found in form.findall(path.read_text()) if "csrf_token" not in found
    ]

    assert wrong == []
