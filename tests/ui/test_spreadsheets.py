"""Tables for a spreadsheet: read back as they were written, never computed."""

import csv
from io import BytesIO, StringIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from ui import spreadsheets

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = [
    "=1+1",
    "+33 6 00 00 00 00",
    "-2",
    "@SUM(A1)",
    "\tcmd",
    "\rcmd",
    "\n=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example";"x")',
    "＝1+1",
    "{=1+1}",
    "https://evil.example/",
    "mailto:a@b.example",
    "internal:Sheet1!A1",
    "12",
]


def read_csv(content):
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def parts(content):
    """Name -> XML of every part of the workbook."""
    with ZipFile(BytesIO(content)) as book:
        return {name: ElementTree.fromstring(book.read(name)) for name in book.namelist()}


def cells(content):
    """(kind, text) of each cell, row by row."""
    sheet = parts(content)["xl/worksheets/sheet1.xml"]
    return [[(cell.get("t"), "".join(cell.itertext())) for cell in row] for row in sheet.iter(f"{MAIN}row")]


def test_a_csv_is_what_a_french_excel_opens():
    content = spreadsheets.as_csv([["Nom", "Direction"], ["Élodie d’Hôtel", "Achats ; ventes"]])

    assert content == '\ufeffNom;Direction\r\nÉlodie d’Hôtel;"Achats ; ventes"\r\n'.encode()


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_csv_begins_like_a_formula(text):
    content = spreadsheets.as_csv([[text, text]])

    for cell in read_csv(content)[0]:
        assert cell.lstrip("'") == text
        assert not cell.startswith(spreadsheets.OBEYED)


def test_a_cell_of_a_csv_cannot_open_another_one():
    rows = [['a";=1+1', "b\r\n=1+1;c"], ["d", 2]]

    assert read_csv(spreadsheets.as_csv(rows)) == [['a";=1+1', "b\r\n=1+1;c"], ["d", "2"]]


def test_an_ordinary_text_has_no_apostrophe():
    assert read_csv(spreadsheets.as_csv([["Anne-Marie", "a=b", 0, ""]])) == [["Anne-Marie", "a=b", "0", ""]]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_workbook_holds_texts_and_neither_formula_nor_link(text):
    content = spreadsheets.as_xlsx([["Nom"], [text]], "Participations")

    tags = {element.tag.rpartition("}")[2] for part in parts(content).values() for element in part.iter()}
    kind, _ = cells(content)[1][0]
    assert tags & {"f", "hyperlink", "hyperlinks", "oleObject", "externalReference", "definedName"} == set()
    assert kind == "inlineStr"
    assert [name for name in parts(content) if "external" in name.lower() or "vba" in name.lower()] == []


def test_a_workbook_gives_back_what_was_written():
    content = spreadsheets.as_xlsx([["Nom", "Accompagnants"], ["=1+1", 2], ["Zoé <b> & مريم", 0]], "Liste")

    assert cells(content) == [
        [("inlineStr", "Nom"), ("inlineStr", "Accompagnants")],
        [("inlineStr", "=1+1"), (None, "2")],
        [("inlineStr", "Zoé <b> & مريم"), (None, "0")],
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Participations", "Participations"),
        ("Prioriser : [a/b]*?\\", "Prioriser a b"),
        ("'guillemets'", "guillemets"),
        ("x" * 120, "x" * 31),
        ("[]", "1"),
    ],
)
def test_any_title_names_a_sheet(title, name):
    content = spreadsheets.as_xlsx([["a"]], title)

    assert [sheet.get("name") for sheet in parts(content)["xl/workbook.xml"].iter(f"{MAIN}sheet")] == [name]
