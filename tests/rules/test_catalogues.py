"""English is complete, the French plurals too, and what is compiled is what is written."""

import os
import re
import shutil
import subprocess
import sys

import polib
import pytest
from django.template import Context, Template
from django.utils.translation import gettext, ngettext, override

from tests.rules.source import PACKAGES, ROOT

PLACEHOLDERS = re.compile(r"%\(\w+\)s")
FRENCH_ALONE = re.compile(r"[àâçéèêëîïôùûœ«»]", re.IGNORECASE)


def catalogue(language):
    return polib.pofile(ROOT / "locale" / language / "LC_MESSAGES" / "django.po")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """The catalogues made anew from today's code and templates."""
    if shutil.which("xgettext") is None:
        pytest.skip("gettext is not installed")
    copy = tmp_path_factory.mktemp("catalogues")
    for name in (*PACKAGES, "templates", "locale"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    shutil.copy(ROOT / "manage.py", copy)
    command = [sys.executable, "manage.py", "makemessages", "-l", "en", "-l", "fr", "--no-location", "--no-obsolete"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True, env=os.environ | {"CAP_SECRET_KEY": "k"})
    return {code: polib.pofile(copy / "locale" / code / "LC_MESSAGES" / "django.po") for code in ("en", "fr")}


def test_every_sentence_has_its_english(extracted):
    missing = [entry.msgid for entry in extracted["en"] if not entry.translated()]

    assert missing == []


def test_every_french_plural_is_in_the_catalogue(extracted):
    missing = [entry.msgid for entry in extracted["fr"] if entry.msgid_plural and not entry.translated()]

    assert missing == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_compiled_is_what_is_written(language):
    compiled = polib.mofile(ROOT / "locale" / language / "LC_MESSAGES" / "django.mo")

    def content(entries):
        return {(e.msgctxt, e.msgid): e.msgstr or {int(k): v for k, v in e.msgstr_plural.items()} for e in entries}

    assert content(compiled) == content(catalogue(language))


def test_a_translation_names_the_same_things():
    wrong = [
        entry.msgid
        for entry in catalogue("en")
        if not entry.msgid_plural
        and sorted(PLACEHOLDERS.findall(entry.msgid)) != sorted(PLACEHOLDERS.findall(entry.msgstr))
    ]

    assert wrong == []


def test_no_french_letter_is_left_in_english():
    wrong = [entry.msgstr for entry in catalogue("en") if FRENCH_ALONE.search(entry.msgstr.replace("Saône", ""))]

    assert wrong == []


def test_nothing_is_singular_in_french():
    template = Template(
        "{% load i18n %}{% blocktranslate count n=n %}{{ n }} article{% plural %}{{ n }} articles{% endblocktranslate %}"
    )

    with override("fr"):
        assert [template.render(Context({"n": n})) for n in (0, 1, 2)] == ["0 article", "1 article", "2 articles"]
        assert ngettext("%(n)s place libre", "%(n)s places libres", 0) % {"n": 0} == "0 place libre"


def test_french_is_read_as_it_is_written(extracted):
    """A French word that is also an English one of Django’s would be shown in Django’s French."""
    with override("fr"):
        wrong = {entry.msgid: gettext(entry.msgid) for entry in extracted["en"] if not entry.msgid_plural}

    assert {said for said, shown in wrong.items() if said != shown} <= {"English"}
