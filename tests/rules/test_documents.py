"""What is written for people is true: the files that documents name exist, and so do the commands of make."""

import re

import pytest

from tests.rules.source import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
FILE = re.compile(r"`([\w./-]+\.(?:py|html|css|js|md|toml|txt|po|yaml))\b[^`]*`")
TARGET = re.compile(r"`make ([\w-]+)")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_files_that_a_document_names_exist(path):
    assert [name for name in FILE.findall(path.read_text()) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_commands_that_a_document_names_exist(path):
    makefile = (ROOT / "Makefile").read_text()

    assert [name for name in TARGET.findall(path.read_text()) if f"\n{name}:" not in makefile] == []
