"""The project's own files, as the tests of the house rules read them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEVELS = {
    "clock": 0,
    "contributions": 0,
    "guards": 0,
    "ui": 1,
    "backoffice": 1,
    "mailing": 2,
    "members": 3,
    "groups": 4,
    "events": 5,
    "journal": 5,
    "capassistant": 7,
}


@cache
def modules():
    """Every Python module of ours outside migrations, as paths."""
    return tuple(
        path for app in sorted(LEVELS) for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts
    )


@cache
def templates():
    return tuple(sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "templates").rglob("*.txt")))


@cache
def tree(path):
    return ast.parse(path.read_text())


def name_of(path):
    return str(path.relative_to(ROOT))


def dotted(path):
    """« members.models.charter » for members/models/charter.py."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(path):
    """(line, dotted name) of every import of a module, those inside functions too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def functions(path):
    """Every function of a module with its number of lines, decorators and docstring left out."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            docstring = body[0].lineno - node.body[0].lineno if body is not node.body else 0
            yield node, node.end_lineno - node.lineno + 1 - docstring
