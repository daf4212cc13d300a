"""Tables for a spreadsheet: what a person typed is never obeyed by the program that opens them."""

import csv
from io import BytesIO, StringIO

from xlsxwriter import Workbook

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as the code page of the machine."""
OBEYED = tuple("=+-@\t\r\n＝＋－＠")
"""How a text begins that spreadsheets take for a formula, the wide forms of East Asian keyboards too."""
AS_TYPED = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NOT_IN_A_SHEET_NAME = str.maketrans("[]:*?/\\", "       ")
LONGEST_SHEET_NAME = 31


def as_csv(rows):
    """The bytes of a table of texts and whole numbers, as a French Excel opens it."""
    text = StringIO()
    csv.writer(text, delimiter=";").writerows([defused(value) for value in row] for row in rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def defused(value):
    """The value, behind an apostrophe where a spreadsheet would compute it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(OBEYED) else value


def as_xlsx(rows, title):
    """The bytes of a workbook of one sheet: the first row as headings, texts as texts, whole numbers as numbers."""
    content = BytesIO()
    with Workbook(content, AS_TYPED) as book:
        sheet, heading = book.add_worksheet(sheet_name(title)), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(rows):
            style = heading if line == 0 else None
            for column, value in enumerate(row):
                write = sheet.write_string if isinstance(value, str) else sheet.write_number
                write(line, column, value, style)
    return content.getvalue()


def sheet_name(title):
    """The title as far as a sheet may bear it."""
    words = " ".join(title.translate(NOT_IN_A_SHEET_NAME).split())
    return words[:LONGEST_SHEET_NAME].strip(" '") or "1"
