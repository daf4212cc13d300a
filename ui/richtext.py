"""Rich text: what may be kept, and how it is shown.

The one place of the code base that marks a text safe: ``display`` sanitises first, whatever
is in the database.
"""

import re
from collections import Counter
from dataclasses import dataclass
from html import escape, unescape

import nh3
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ui import typography
from ui.addresses import is_kept
from ui.words import visible

KINDS = {"a", "A", "i", "I"}
"""How a list may count otherwise than 1, 2, 3."""
HIGHEST_START = 9999
WIDEST_CELL = 50


def kept_attribute(tag: str, name: str, value: str) -> str | None:
    """``value`` as it is kept; an address that leads nowhere we know, or a number that changes nothing, is not."""
    match name:
        case "href":
            return value.strip() if is_kept(value) else None
        case "type":
            return value if value in KINDS else None
        case "start":
            return kept_number(value, range(HIGHEST_START + 1))
        case "colspan" | "rowspan":
            return kept_number(value, range(WIDEST_CELL + 1))
    return value


def kept_number(value: str, among: range) -> str | None:
    is_number = value.isascii() and value.isdigit() and len(value) <= len(str(HIGHEST_START))
    return str(int(value)) if is_number and int(value) != 1 and int(value) in among else None


CLEANER = nh3.Cleaner(
    tags={
        *("a", "blockquote", "br", "em", "h2", "h3", "hr", "li", "ol", "p", "strong", "ul"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    },
    attributes={
        "a": {"href"}, "ol": {"start", "type"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
    },
    attribute_filter=kept_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow",
    clean_content_tags={"iframe", "math", "noscript", "object", "script", "style", "svg", "template", "textarea"},
)  # fmt: skip
VOID = {"br", "hr"}
BLOCK = re.compile(r"<(p|h2|h3|ul|ol|blockquote|table)\b", re.IGNORECASE)
BLANK_LINES = re.compile(r"\n\s*\n")
BLOCK_TAG = re.compile(r"<(/?)(p|h2|h3|li|ul|ol|blockquote|table|caption)(?: [^>]*)?>")
BLANK = re.compile(r"(?:\s|&nbsp;|<br>|</?t(?:head|body|foot|r|h|d)(?: [^>]*)?>)*+")
LINE_ENDS = re.compile(r"</(?:p|h2|h3|li|blockquote|caption|t[hdr])>|<br>|<hr>")
TAG = re.compile(r'<(?:"[^"]*"|[^">])*+>')
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
OPENING = re.compile(r"<(/?)([a-z][^\s/>]*)", re.IGNORECASE)
DEEPEST = 20
"""Elements inside each other that are kept: more than any editor makes."""
FLAT = VOID | {
    *("p", "li", "caption", "colgroup", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("area", "base", "col", "embed", "img", "input", "link", "meta", "source", "track", "wbr"),
}
"""Elements that hold nothing, or that end where the next of their kind begins."""


def sanitise(text):
    """Allowed tags only; a text typed without any becomes paragraphs."""
    clean = cleaned(str(text).replace("\x00", "").replace("\r\n", "\n"))
    return without_empty_blocks(in_paragraphs(without_empty_blocks(clean).strip()))


def cleaned(text: str) -> str:
    """``text`` with allowed tags only, and no sign that nobody sees, not even as an entity."""
    return visible(CLEANER.clean(shallow(text)))


def shallow(text: str) -> str:
    """``text`` with what opens too deep made a ``wbr``, which holds nothing and is not kept.

    The time of a parser grows with the square of the depth.
    """
    opened: Counter[str] = Counter()
    deeper: Counter[str] = Counter()
    depth = 0

    def cut(tag: re.Match[str]) -> str:
        nonlocal depth
        closing, name = tag[1], tag[2].lower()
        if name in FLAT:
            return tag[0]
        kind = deeper if deeper[name] or (not closing and depth == DEEPEST) else opened
        step = -1 if closing else 1
        if kind[name] + step >= 0:
            kind[name] += step
            depth += step if kind is opened else 0
        return tag[0] if kind is opened else f"<{closing}wbr"

    return OPENING.sub(cut, text)


def without_empty_blocks(text: str) -> str:
    """A clean text without the blocks that show nothing, nor those that hold only such blocks."""
    pieces: list[str] = []
    opened: list[Block] = []
    end = 0
    for tag in BLOCK_TAG.finditer(text):
        add_words(pieces, opened, text[end : tag.start()])
        end, (closing, name) = tag.end(), tag.groups()
        if not closing:
            opened.append(Block(name, len(pieces)))
        elif opened and opened[-1].name == name:
            block = opened.pop()
            if block.is_empty:
                del pieces[block.start :]
                continue
            fill(opened)
        else:
            fill(opened)
        pieces.append(tag[0])
    add_words(pieces, opened, text[end:])
    return "".join(pieces)


@dataclass
class Block:
    """A block under way, the place of its first piece, and whether it shows nothing so far."""

    name: str
    start: int
    is_empty: bool = True


def add_words(pieces: list[str], opened: list["Block"], words: str) -> None:
    pieces.append(words)
    if not BLANK.fullmatch(words):
        fill(opened)


def fill(opened: list["Block"]) -> None:
    """The innermost block shows something; those around it learn of it as it ends."""
    if opened:
        opened[-1].is_empty = False


def in_paragraphs(text):
    """A clean text without blocks, as its writer's blank lines and line ends cut it."""
    if not text or BLOCK.search(text):
        return text
    lines = [part.strip().replace("\n", "<br>") for part in BLANK_LINES.split(text)]
    return "".join(f"<p>{line}</p>" for line in lines if line)


def display(html):
    """``html`` sanitised again, with French typography and its tables framed; marked safe."""
    writer = Writer(french=(get_language() or "fr").startswith("fr"))
    writer.write(cleaned(str(html or "")))
    return SafeString("".join(writer.pieces))


def plain_text(html):
    """The words of a rich text, a line a block."""
    return unescape(TAG.sub("", LINE_ENDS.sub("\n", cleaned(str(html or ""))))).strip()


@dataclass
class Table:
    """A table under way: the place of its first piece, the rows begun, and whether they are those of its head."""

    start: int
    rows: int = 0
    is_in_head: bool = False


class Writer:
    """Copies sanitised HTML: French typography in its words, tables that scroll inside their own frame and say of each
    heading what it heads. No title gets an address: two texts of one page may have the same titles."""

    def __init__(self, *, french):
        self.french = french
        self.pieces = []
        self.tables = []

    def write(self, html):
        end = 0
        for tag in TAG.finditer(html):
            self.say(html[end : tag.start()])
            self.mark(tag[0])
            end = tag.end()
        self.say(html[end:])

    def mark(self, tag):
        if tag.startswith("<a "):
            tag = ATTRIBUTE.sub(lambda found: f'{found[1]}="{escape(unescape(found[2]))}"', tag)
        elif tag == "<table>":
            self.tables.append(Table(len(self.pieces)))
            tag = frame(_("Tableau"))
        elif self.tables:
            tag = self.mark_in_table(tag)
        self.pieces.append(tag)

    def mark_in_table(self, tag):
        table = self.tables[-1]
        if tag == "<tr>":
            table.rows += 1
        elif tag in ("<thead>", "</thead>"):
            table.is_in_head = tag == "<thead>"
        elif tag.startswith(("<th>", "<th ")):
            heads = "col" if table.is_in_head or table.rows == 1 else "row"
            return f'<th scope="{heads}"{tag.removeprefix("<th")}'
        elif tag == "</caption>":
            self.pieces[table.start] = frame(self.words_since(table.start).strip())
        elif tag == "</table>":
            self.tables.pop()
            return "</table></div>"
        return tag

    def say(self, words):
        if words and not words.isspace():
            words = unescape(words)
            words = escape(typography.french(words) if self.french else words, quote=False)
        self.pieces.append(words)

    def words_since(self, start):
        return unescape(TAG.sub("", "".join(self.pieces[start:])))


def frame(name: str) -> str:
    """How a table called ``name`` begins: what is wider than the screen scrolls, with the keyboard too."""
    return f'<div class="defile" role="group" tabindex="0" aria-label="{escape(name)}"><table class="table">'
