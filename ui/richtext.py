"""Rich text: what may be kept, and how it is shown.

The one place of the code base that marks a text safe: ``display`` sanitises first, whatever
is in the database.
"""

import re
from html import escape, unescape
from html.parser import HTMLParser

import nh3
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import get_language

from ui import typography

TAGS = {"a", "blockquote", "br", "em", "h2", "h3", "hr", "li", "ol", "p", "strong", "ul"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"https", "mailto"}
REL = "noopener noreferrer nofollow"
VOID = {"br", "hr"}
BLANK_LINES = re.compile(r"\n\s*\n")
EMPTY = re.compile(r"<(p|h2|h3|li|blockquote)>(\s|&nbsp;|<br>)*</\1>")


def sanitise(text):
    """Allowed tags only; a text typed without tags becomes paragraphs."""
    text = str(text).replace("\x00", "").replace("\r\n", "\n").strip()
    if text and not re.search(r"<(p|h2|h3|ul|ol|blockquote)\b", text, re.IGNORECASE):
        lines = [part.strip().replace("\n", "<br>") for part in BLANK_LINES.split(text)]
        text = "".join(f"<p>{line}</p>" for line in lines if line)
    return EMPTY.sub("", clean(text))


def clean(html):
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=REL, clean_content_tags={"script", "style"}
    )


def display(html):
    """``html`` sanitised again, with French typography and an address on each title; marked safe."""
    writer = Writer(french=(get_language() or "fr").startswith("fr"))
    writer.feed(clean(str(html or "")))
    return SafeString("".join(writer.pieces))


def plain_text(html):
    """The words of a rich text, a line a block."""
    text = re.sub(r"</(p|h2|h3|li|blockquote)>|<br>|<hr>", "\n", clean(str(html or "")))
    return unescape(re.sub(r"<[^>]*>", "", text)).strip()


def word_count(html):
    return len(plain_text(html).split())


def outline(html):
    """The titles of second rank as (id, words), for the plan beside an article."""
    writer = Writer(french=False)
    writer.feed(clean(str(html or "")))
    return writer.titles


class Writer(HTMLParser):
    """Copies sanitised HTML, sets the typography of its words, and numbers its titles."""

    def __init__(self, *, french):
        super().__init__(convert_charrefs=True)
        self.french = french
        self.pieces = []
        self.titles = []
        self.heading = None

    def handle_starttag(self, tag, attrs):
        if tag == "h2":
            self.heading = len(self.pieces)
        written = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)
        self.pieces.append(f"<{tag}{written}>")

    def handle_endtag(self, tag):
        if tag == "h2" and self.heading is not None:
            self.number_title()
        if tag not in VOID:
            self.pieces.append(f"</{tag}>")

    def handle_data(self, data):
        self.pieces.append(escape(typography.french(data) if self.french else data, quote=False))

    def number_title(self):
        words = unescape(re.sub(r"<[^>]*>", "", "".join(self.pieces[self.heading :]))).strip()
        taken = {name for name, _words in self.titles}
        base = f"s-{slugify(words)[:60] or 'titre'}"
        name = next(name for name in (base, *(f"{base}-{n}" for n in range(2, 99))) if name not in taken)
        self.titles.append((name, words))
        self.pieces[self.heading] = f'<h2 id="{name}">'
        self.heading = None
