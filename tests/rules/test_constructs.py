"""What is not written in this code base, and how long things may be."""

import ast
import re

import pytest

from tests.rules.source import dotted, functions, imports, modules, name_of, templates, tree

NAIVE_DAYS = {("date", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today")}
MODEL_SIGNALS = {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "pre_init", "post_init"}
WRITES = {"atomic", "select_for_update"}
OPERATIONS = ("capassistant.operations.demo", "capassistant.operations.backups")
"""They fill the whole portal, or look at it at one instant."""


def calls(path):
    """(line, owner, name) of every attribute that is read: « timezone.now » -> timezone, now."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            owner = node.value
            yield node.lineno, getattr(owner, "attr", getattr(owner, "id", "")), node.attr


def may_lock(path):
    name = dotted(path)
    return ".actions" in name or name == "mailing.outbox" or name.startswith(OPERATIONS)


def test_days_are_local_days():
    wrong = [
        f"{name_of(path)}:{line}" for path in modules() for line, *call in calls(path) if tuple(call) in NAIVE_DAYS
    ]

    assert wrong == []


def test_the_day_of_a_month_is_said_by_the_words_of_the_house():
    """The formats of Django know no « 1er »: a day goes through ``clock.words``."""
    day = re.compile(
        r"""date:["'][^"']*(?<!\\)[jdS][^"']*F|date_format\([^"']*["'][^"']*[jdS]|_DATE_FORMAT|_DAY_FORMAT"""
    )
    wrong = [
        f"{name_of(path)}:{number}"
        for path in (*modules(), *templates())
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if day.search(line)
    ]

    assert wrong == []


def test_the_zone_of_django_stays_that_of_paris():
    """What lives in another zone is said through ``clock.reader``: forms and days would follow Django's own."""
    moved = {("timezone", "override"), ("timezone", "activate")}
    wrong = [f"{name_of(path)}:{line}" for path in modules() for line, *call in calls(path) if tuple(call) in moved]

    assert wrong == []


def test_transactions_and_locks_belong_to_actions():
    wrong = [
        f"{name_of(path)}:{line} {name}"
        for path in modules()
        if not may_lock(path)
        for line, _, name in calls(path)
        if name in WRITES
    ]

    assert wrong == []


def test_only_rich_text_words_for_the_ear_words_of_members_cards_and_fields_mark_a_text_safe():
    marking = {
        dotted(path)
        for path in modules()
        for _, name in imports(path)
        if name.split(".")[-1] in ("mark_safe", "SafeString")
    }

    assert marking == {"ui.richtext", "ui.aloud", "ui.foreign", "ui.cards", "ui.forms"}


def catches_everything(handler):
    return handler.type is None or getattr(handler.type, "id", "") in ("Exception", "BaseException")


def goes_on(handler):
    """Whether all that the handler does is to raise the error under another name, with its cause."""
    return len(handler.body) == 1 and isinstance(handler.body[0], ast.Raise) and handler.body[0].cause is not None


def test_no_model_signal_and_no_broad_except():
    wrong = [
        f"{name_of(path)}:{line} {name}"
        for path in modules()
        for line, name in imports(path)
        if name.split(".")[-1] in MODEL_SIGNALS
    ]
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler) and catches_everything(node) and not goes_on(node):
                wrong.append(f"{name_of(path)}:{node.lineno} catches everything")

    assert wrong == []


def test_imports_stand_at_the_top_except_in_ready():
    wrong = [
        f"{name_of(path)}:{inner.lineno}"
        for path in modules()
        for node, _ in functions(path)
        if node.name != "ready"
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert wrong == []


def test_nothing_is_left_to_do_or_commented_out():
    marks = re.compile(r"\b(TODO|FIXME|XXX)\b|#\s*(def|class|import|from|return|if) .*[:)]\s*$")
    wrong = [
        f"{name_of(path)}:{number}"
        for path in modules()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if marks.search(line)
    ]

    assert wrong == []


def test_functions_are_short():
    wrong = [
        f"{name_of(path)}:{node.lineno} {node.name} has {lines} lines"
        for path in modules()
        for node, lines in functions(path)
        if lines > 30
    ]

    assert wrong == []


def test_views_are_thin():
    wrong = [
        f"{name_of(path)}:{node.lineno} {node.name} has {lines} lines"
        for path in modules()
        if dotted(path).split(".")[1:2] == ["views"]
        for node, lines in functions(path)
        if node.args.args and node.args.args[0].arg == "request" and lines > 20
    ]

    assert wrong == []


def test_modules_and_templates_fit_on_a_few_screens():
    wrong = [
        f"{name_of(path)} has {lines} lines"
        for paths, most in ((modules(), 300), (templates(), 120))
        for path in paths
        if (lines := len([line for line in path.read_text().splitlines() if line.strip()])) > most
    ]

    assert wrong == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"\|\s*safe\b",
        r"\|\s*pluralize",
        r"\{%\s*autoescape off",
        r"<script(?![^>]*\bsrc=)",
        r"\son[a-z]+\s*=\s*[\"']",
        r"javascript:",
        r"<style\b",
        r"TODO|FIXME",
    ],
)
def test_templates_have_no(pattern):
    wrong = [
        f"{name_of(path)}:{number}"
        for path in templates()
        if "email" not in path.parts and path.name not in ("email_base.html", "error_base.html")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line)
    ]

    assert wrong == []


def test_pages_have_no_inline_style():
    wrong = [
        name_of(path)
        for path in templates()
        if "email" not in path.parts and path.name != "email_base.html" and re.search(r"\sstyle=", path.read_text())
    ]

    assert wrong == []
