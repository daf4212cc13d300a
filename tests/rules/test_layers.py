"""What may know of what: imports, templates and names go downwards only, as the two tables of the map say."""

import ast
import re

import pytest

from tests.rules.source import (
    LEVELS,
    PACKAGES,
    RANKS,
    ROOT,
    dotted,
    imports,
    modules,
    name_of,
    owner,
    table,
    templates,
    tree,
)

NOT_OF_THE_PORTAL = {"benchmarks", "scripts", "tests"}
HOMES = {
    "account": "members",
    "allauth": "ui",
    "admin": "ui",
    "bootstrap5": "ui",
    "django": "ui",
    "home": "capassistant.home",
}
"""Folders of templates not called like their app. The look of what libraries show, and the frames, are of ``ui``."""
REFERENCE = re.compile(r"{%\s*(include|extends|load)\s+([^%]*)%}")
NAMED = re.compile(r"\bcapassistant(\.[a-z]|/[a-z])")
FOLDER = ROOT / "templates"


def is_wrong(source, target):
    """Whether ``source`` may not know of ``target``, packages or rooms: above it, or its neighbour."""
    return bool(source and target) and source != target and LEVELS[target] >= LEVELS[source]


def inner(name):
    """The module of its app that a dotted name belongs to: « models » for members.models.charter."""
    return name.removeprefix(owner(name)).strip(".").split(".")[0]


def template_owner(name):
    """The app or room of a template, by its folder; empty for those of libraries."""
    if not (FOLDER / name).exists():
        return ""
    folder, *rest = name.split("/")
    if not rest:
        return "ui"
    if folder == "admin" and rest[0] in LEVELS:
        return rest[0]
    return HOMES.get(folder, folder)


def libraries():
    """Tag library -> the app that has it."""
    return {path.stem: owner(dotted(path)) for path in modules() if path.parent.name == "templatetags"}


def asked_by(path):
    """(line, what a template asks for, whose it is) for every include, extends and load."""
    text = path.read_text()
    for found in REFERENCE.finditer(text):
        kind, words = found.groups()
        line = text.count("\n", 0, found.start()) + 1
        if kind == "load":
            yield from ((line, word, libraries().get(word, "")) for word in words.split())
        elif quoted := re.match(r"\"([^\"]+)\"", words):
            yield line, quoted[1], template_owner(quoted[1])


@pytest.mark.parametrize(
    ("source", "target", "wrong"),
    [
        ("members", "mailing", False),
        ("members", "events", True),
        ("events", "journal", True),
        ("capassistant.home", "capassistant.operations", True),
        ("capassistant.home", "capassistant", True),
        ("capassistant", "capassistant.home", False),
        ("events", "events", False),
    ],
)
def test_upwards_and_sideways_are_wrong(source, target, wrong):
    assert is_wrong(source, target) is wrong


def test_apps_and_rooms_import_only_from_lower_levels():
    wrong = [
        f"{name_of(path)}:{line} imports {target}"
        for path in modules()
        for line, target in imports(path)
        if is_wrong(owner(dotted(path)), owner(target))
    ]

    assert wrong == []


def test_modules_of_an_app_import_only_from_those_above():
    wrong = [
        f"{name_of(path)}:{line} imports {target}"
        for path in modules()
        for line, target in imports(path)
        if owner(target) == owner(dotted(path)) and RANKS.get(inner(target), 0) > RANKS.get(inner(dotted(path)), 0)
    ]

    assert wrong == []


def test_every_package_and_module_has_its_line_in_the_map():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - NOT_OF_THE_PORTAL
    unknown = {name_of(path) for path in modules() if inner(dotted(path)) not in (*RANKS, "")}

    assert packages == set(PACKAGES)
    assert unknown == set()


def test_every_line_of_the_map_is_of_something_that_exists():
    used = {inner(dotted(path)) for path in modules()}

    assert [name for name in LEVELS if not (ROOT / name.replace(".", "/") / "__init__.py").exists()] == []
    assert [name for name in RANKS if name not in used] == []
    names = [name for title in ("Levels", "Inside an app") for _rank, row in table(title) for name in row]
    assert sorted(names) == sorted(set(names))


def test_templates_ask_only_for_those_of_lower_levels():
    wrong = [
        f"{name_of(path)}:{line} asks for {asked}"
        for path in templates()
        for line, asked, whose in asked_by(path)
        if is_wrong(template_owner(str(path.relative_to(FOLDER))), whose)
    ]

    assert wrong == []


def test_every_template_stands_in_the_folder_of_an_app_or_a_room():
    names = [str(path.relative_to(FOLDER)) for path in templates()]

    assert [name for name in names if template_owner(name) not in LEVELS] == []


def test_modules_show_only_templates_of_their_own_level_or_below():
    wrong = [
        f"{name_of(path)}:{node.lineno} shows {node.value}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith((".html", ".txt"))
        if is_wrong(owner(dotted(path)), template_owner(node.value))
    ]

    assert wrong == []


def test_no_app_names_the_project_above_it():
    wrong = [
        f"{name_of(path)}:{number}"
        for path in modules()
        if not owner(dotted(path)).startswith("capassistant")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if NAMED.search(line)
    ]

    assert wrong == []
