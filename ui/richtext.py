"""Rich text: what may be kept, and how it is shown.

The one place of the code base that marks a text safe: ``display`` sanitises first, whatever
is in the database.
"""

import re
from html import escape, unescape
from html.parser import HTMLParser

import nh3
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ui import typography
from ui.slugs import slug_of

CLEANER = nh3.Cleaner(
    tags={"a", "blockquote", "br", "em", "h2", "h3", "hr", "li", "ol", "p", "strong", "ul"},
    attributes={"a": {"href"}},
    url_schemes={"https", "mailto"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
    clean_content_tags={"iframe", "math", "noscript", "object", "script", "style", "svg", "template", "textarea"},
)
VOID = {"br", "hr"}
BLOCK = re.compile(r"<(p|h2|h3|ul|ol|blockquote)\b", re.IGNORECASE)
BLANK_LINES = re.compile(r"\n\s*\n")
EMPTY = re.compile(r"<(p|h2|h3|li|ul|ol|blockquote)>(?:\s|&nbsp;|<br>)*</\1>")
LINE_ENDS = re.compile(r"</(?:p|h2|h3|li|blockquote)>|<br>|<hr>")
TAG = re.compile(r"<[^>]*>")


def sanitise(text):
    """Allowed tags only; a text typed without any becomes paragraphs."""
    clean = CLEANER.clean(str(text).replace("\x00", "").replace("\r\n", "\n"))
    return without_empty_blocks(in_paragraphs(without_empty_blocks(clean).strip()))


def without_empty_blocks(text):
    while (shorter := EMPTY.sub("", text)) != text:
        text = shorter
    return text


def in_paragraphs(text):
    """A clean text without blocks, as its writer's blank lines and line ends cut it."""
    if not text or BLOCK.search(text):
        return text
    lines = [part.strip().replace("\n", "<br>") for part in BLANK_LINES.split(text)]
    return "".join(f"<p>{line}</p>" for line in lines if line)


def display(html):
    """``html`` sanitised again, with French typography and an address on each title; marked safe."""
    writer = Writer(french=(get_language() or "fr").startswith("fr"))
    writer.feed(CLEANER.clean(str(html or "")))
    writer.close()
    return SafeString("".join(writer.pieces))


def plain_text(html):
    """The words of a rich text, a line a block."""
    return unescape(TAG.sub("", LINE_ENDS.sub("\n", CLEANER.clean(str(html or ""))))).strip()


class Writer(HTMLParser):
    """Copies sanitised HTML, sets the typography of its words, gives each title of second rank an address."""

    def __init__(self, *, french):
        super().__init__(convert_charrefs=True)
        self.french = french
        self.pieces = []
        self.names = set()
        self.title_at = None

    def handle_starttag(self, tag, attrs):
        if tag == "h2":
            self.title_at = len(self.pieces)
        written = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)
        self.pieces.append(f"<{tag}{written}>")

    def handle_endtag(self, tag):
        if tag == "h2" and self.title_at is not None:
            self.name_title()
        if tag not in VOID:
            self.pieces.append(f"</{tag}>")

    def handle_data(self, data):
        self.pieces.append(escape(typography.french(data) if self.french else data, quote=False))

    def name_title(self):
        words = unescape(TAG.sub("", "".join(self.pieces[self.title_at :])))
        base = name = f"s-{slug_of(words, most=60, missing='titre')}"
        rank = 1
        while name in self.names:
            rank += 1
            name = f"{base}-{rank}"
        self.names.add(name)
        self.pieces[self.title_at] = f'<h2 id="{name}">'
        self.title_at = None
