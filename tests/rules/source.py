"""The project's own files, as the tests of the house rules read them."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAP = ROOT / "docs" / "architecture.md"


def table(title):
    """The rows of the table under a heading of the map: (rank, names in the second column)."""
    section = MAP.read_text().split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| ") and line[2].isdigit()]
    return [(int(row[1]), re.findall("`([^`]+)`", row[2])) for row in rows]


LEVELS = {name: level for level, names in table("Levels") for name in names}
"""Package or room -> level, as the map says."""
RANKS = {name: rank for rank, names in table("Inside an app") for name in names}
"""Name of a module of an app -> rank, as the map says."""
PACKAGES = tuple(sorted({name.split(".")[0] for name in LEVELS}))


@cache
def modules():
    """Every Python module of ours outside migrations, as paths."""
    return tuple(
        path for app in PACKAGES for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts
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


def owner(name):
    """The package or room of a dotted name: « capassistant.home » for capassistant.home.views; empty for others."""
    parts = name.split(".")
    heads = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next((head for head in heads if head in LEVELS), "")


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
