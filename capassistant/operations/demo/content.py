"""The words of the demo community, kept in TOML files."""

import tomllib
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "demo_content"


def read(name):
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())


def issues():
    """The issues of the Journal, the oldest first."""
    return [tomllib.loads(path.read_text()) for path in sorted((FOLDER / "issues").glob("*.toml"))]
