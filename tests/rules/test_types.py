"""Types only gain ground: pyproject.toml keeps the share of functions that tell all of theirs, 100 where it says none."""

import ast
import tomllib

import pytest

from tests.rules.source import PACKAGES, ROOT, functions, modules

FLOORS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["capassistant"]["typed"]


def is_typed(node):
    """Whether a function says what it takes and gives; what it belongs to needs no saying."""
    arguments = node.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    return node.returns is not None and all(
        argument is None or argument.annotation or argument.arg in ("self", "cls") for argument in named
    )


def share(app):
    """How many functions of a hundred are typed, rounded down."""
    found = [node for path in modules() if path.relative_to(ROOT).parts[0] == app for node, _ in functions(path)]
    return 100 * sum(map(is_typed, found)) // len(found) if found else 100


def test_floors_are_those_of_packages_that_exist():
    assert set(FLOORS) - set(PACKAGES) == set()


@pytest.mark.parametrize("app", PACKAGES)
def test_no_fewer_functions_are_typed_than_before(app):
    assert share(app) >= FLOORS.get(app, 100)


@pytest.mark.parametrize(
    ("source", "typed"),
    [
        ("def leave(event, *, by): ...", False),
        ("def leave(event: Event, *, by: Member): ...", False),
        ("def leave(event: Event, *, by) -> None: ...", False),
        ("def leave(event: Event, *, by: Member, **more: str) -> None: ...", True),
        ("def leave(self) -> None: ...", True),
    ],
)
def test_a_function_is_typed_when_it_says_all(source, typed):
    assert is_typed(ast.parse(source).body[0]) is typed
