"""What a hostile person types, and how a page's forms are read."""

import re
from collections import Counter
from html.parser import HTMLParser

MARK = "canarkup"
VALUES = (
    "\x00", "a\x00b", "%00", "\ud800".encode("utf-8", "surrogatepass"), b"\xff\xfe", b"\xc3\x28", b"\xf0\x9f\x92",
    "²", "９", "-1", "0", "1e9", "NaN", "inf", "9" * 40, "9" * 4301, "0x1f", "1.5", "1,5", " ", "None", "[]", "{}",
    "10000-01-01", "0000-00-00", "2026-02-30", "9999-12-31", "25:61", "2027-03-28", "02:30", "2026-10-25T02:30",
    "a" * 10_000, "é" * 10_000, "mot " * 3_000, "\n" * 2_000, "<" * 5_000,
    f"<script>{MARK}</script>", f'"><img src=x onerror={MARK}>', f"'><svg/onload={MARK}>", f"<b class={MARK}>x</b>",
    f'<a href="javascript:{MARK}">x</a>', f"</textarea><i class={MARK}>", f"<iframe src=//{MARK}></iframe>",
    "{{ 7|add:7 }}", "{% now 'Y' %}", "{0.__class__}", "%(x)s", "%s%n", "${7*7}", "' OR 1=1 --", '"; DROP TABLE x; --', "\\",
    "//evil.example", "///evil.example", "https:evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example",
    "javascript:alert(1)", "data:text/html,x", "/\tevil.example", "//evil.example%2f..", "/%0d%0aLocation:%20//evil.example",
    "x\r\nBcc: a@evil.example", "x\nSubject: y", "\u202egnihton", "\u2066x\u2069", "\ufeff", "مريم", "👩🏽‍💼", "a\u0301" * 50,
    "../../etc/passwd", "..\\..\\x", "CON", "file:///etc/passwd", "abc", "__class__", "password__startswith",
)  # fmt: skip
PARAMETERS = (
    "q", "page", "next", "comme", "site", "role", "aide", "type", "format", "moi", "libre", "passes", "imprimer", "o", "p",
    "e", "_popup", "_to_field", "id__in", "password__startswith", "member__password__startswith", "quand", "is_superuser",
    "retour", "lang", "language",
)  # fmt: skip
PATHS = (
    "%00", "%ff", "%c3%28", "²", "９", "-1", "9" * 40, "9" * 4301, "%2e%2e%2f", "%0d%0aX:%20y", "<script>", "'", '"', "%3Cb%3E",
    "a" * 3000, "//evil.example", "None", "0", "1.5", "%E2%80%AE", "{{7}}",
)  # fmt: skip


TEMPLATE = re.compile(r"<template\b.*?</template>", re.DOTALL)
ID = re.compile(r'\sid="([^"]*)"')
HIDDEN = re.compile(r'<input type="hidden"[^>]*\saria-[^>]*')
DATETIME = re.compile(r'\sdatetime="([^"]*)"')
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?[+-]\d\d:?\d\d)?")


def faults_of(html):
    """What a page says wrongly to machines alone: an id that two elements bear, an hour that is none in HTML,
    a field that nobody sees with words for the ear."""
    live = TEMPLATE.sub("", html)
    yield from (f"id {name} twice" for name, count in Counter(ID.findall(live)).items() if count > 1)
    yield from HIDDEN.findall(live)
    yield from (f"moment {moment}" for moment in DATETIME.findall(live) if not MOMENT.fullmatch(moment))


class Forms(HTMLParser):
    """The forms of a page: ``(method, action, {name: value})``, files and what is inert (``<template>``) left out."""

    def __init__(self, html):
        super().__init__()
        self.found, self.form, self.select, self.area = [], None, None, None
        self.feed(TEMPLATE.sub("", html))

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "form":
            self.form = {}
            self.found.append((attrs.get("method", "get").lower(), attrs.get("action") or "", self.form))
        elif self.form is None or (not name and tag != "option"):
            return
        elif tag == "input" and attrs.get("type") not in ("file", "submit", "image"):
            if attrs.get("type") not in ("checkbox", "radio") or "checked" in attrs:
                self.form[name] = attrs.get("value") or ""
            else:
                self.form.setdefault(name, "")
        elif tag == "textarea":
            self.form[name], self.area = "", name
        elif tag == "select":
            self.form[name], self.select = "", name
        elif tag == "option" and self.select and "selected" in attrs:
            self.form[self.select] = attrs.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area and self.form is not None:
            self.form[self.area] += data
