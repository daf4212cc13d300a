"""Bootstrap's sheet, cut to what is used: each class that pages name is dressed, and little else is sent."""

import re
from pathlib import Path

import crispy_bootstrap5

from tests.rules.source import ROOT, modules, templates

CUT = ROOT / "static/vendor/bootstrap.min.css"
OURS = sorted((ROOT / "static/css").glob("*.css"))
MOST = 40_000
"""Bytes of the cut sheet; whole, it has 230 000."""
FORMS = Path(crispy_bootstrap5.__file__).parent / "templates/bootstrap5"
FIELD = ["errors.html", "field.html", *(f"layout/{part}.html" for part in (
    "field_errors", "field_errors_block", "field_file", "help_text", "help_text_and_errors", "radio_checkbox_select",
))]  # fmt: skip
"""What the library of forms makes our fields of; what it has beside these, we do not use."""
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DRESSED = re.compile(r"\.(-?[a-z_][\w-]*)(?=[^{}]*\{)", re.IGNORECASE)
TAG = re.compile(r"{%.*?%}", re.DOTALL)
COMPUTED = re.compile(r"[\w-]*{{.*?}}[\w-]*", re.DOTALL)
IN_PAGES = re.compile(r'\bclass="((?:[^"{]|{{.*?}}|{%.*?%})*)"', re.DOTALL)
IN_CODE = re.compile(r"""(?:\bcss(?:_class)?=|className ?= ?|["']class["']: |class=)["']([\w -]+)["']""")
BUTTON = re.compile(r"\b(?:btn|alert)-[a-z-]+")
BARE = {
    *("action-checkbox-column", "action-counter", "action-select", "errors", "popup"),
    *("field-address", "field-department", "field-joined_on", "field-shown_site", "field-shown_state"),
    *("field-sorted_name", "nowrap"),
    *("alert-block", "ml-2"),
}
"""Names that no sheet knows: handles of scripts and of the back office, then what the library of forms kept of older
Bootstraps."""


def dressed(*sheets):
    return {name for sheet in sheets for name in DRESSED.findall(COMMENT.sub("", sheet.read_text()))}


def named():
    """Each class that a page, a form or a script names, as far as the name stands there whole."""
    pages = [path for path in templates() if path.suffix == ".html" and "email" not in str(path)]
    for text in [path.read_text() for path in (*pages, *(FORMS / name for name in FIELD))]:
        yield from (name for names in IN_PAGES.findall(text) for name in TAG.sub(" ", COMPUTED.sub(" ", names)).split())
        yield from BUTTON.findall(text)
    for text in [path.read_text() for path in (*modules(), *(ROOT / "static/js").glob("*.js"))]:
        yield from (name for names in IN_CODE.findall(text) for name in names.split())
        yield from BUTTON.findall(text)


def test_every_class_that_is_named_is_in_a_sheet():
    """A name that is missing here: ``make bootstrap`` takes it back from the whole sheet, or it is written wrongly."""
    names = set(named())

    assert names - dressed(CUT, *OURS) == BARE
    assert {"btn-outline-danger", "container-xl", "form-select", "alert-warning", "fs-6"} <= names


def test_the_cut_sheet_is_light():
    assert len(CUT.read_bytes()) < MOST
