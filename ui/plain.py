"""Rich text as plain words and back, for who writes without scripts.

An empty line parts paragraphs; « - » begins an item of a list, « 1. » of a numbered one, « # » a title, « ## » a
title below it, « > » a quotation; « --- » alone is a rule. « **bold** », « __italic__ », « [words](https://…) ».
Two spaces before a line keep it in the item above; a backslash before a sign takes it as it is. « | a | b | » is a row
of a table, where « |= a » heads and « ¶ » ends a line inside a cell; « |+ its words | » before the rows is its caption.

What the notation has no words for (an empty line inside a paragraph, two lists in a row, letters that number a list, a
cell of two columns) is kept by the rule that holds for all: a text that comes back as it was told is the HTML that it
was, and so is each of its blocks.
"""

import re
from collections import defaultdict, deque
from html import escape, unescape
from typing import NamedTuple

from ui.addresses import is_kept
from ui.richtext import VOID

TAG = re.compile(r'<(/?)([a-z]\w*)((?:"[^"]*"|[^">])*)>')
HREF = re.compile(r'\bhref="([^"]*)"')
BLOCKS = {"blockquote", "h2", "h3", "hr", "li", "ol", "p", "table", "ul"}
CELLS = {"caption": "|+ ", "th": "|= ", "td": "| "}
MARKS = {"strong": "**", "em": "__"}
TAGS = {sign: name for name, sign in MARKS.items()}
TITLES = {"h2": "# ", "h3": "## "}
BLANK = re.compile(r"\n(?:[ \t]*\n)+")

RULE = re.compile(r"-{3,}$")
TITLE = re.compile(r"(#{1,2})\s+(\S.*)")
QUOTE = re.compile(r">(?: |$)")
BULLET = re.compile(r" ?[-*•–]\s+(?=\S)")
FIRST = re.compile(r" ?1[.)]\s+(?=\S)")
NUMBER = re.compile(r" ?\d{1,3}[.)]\s+(?=\S)")
BAR = re.compile(r"(?<!\\)\|")
LINE_END = re.compile(r" ?(?<!\\)¶ ?")
LIKE_A_BLOCK = re.compile(r"^(\d{1,3}(?=[.)]\s)|(?=[-*•–]\s|-{3,}$|#{1,2}\s|>(?:\s|$)|\|))")
LIKE_A_SIGN = re.compile(r"\\|\*{2,}|_{2,}|(?<=\])\(")
LIKE_A_SIGN_BEFORE_A_SIGN = re.compile(LIKE_A_SIGN.pattern + r"|[*_]$")
LIKE_A_CELL = re.compile(r"(?<!\\)[|¶]")
ADDRESS = r"(?:https?://|mailto:|/)(?:\\.|\([^\s\\()]*\)|[^\s\\()])+"
SIGN = re.compile(rf"\\[\\*_\[\]()#>.•–|¶-]|\*\*|__|\[|\]\(({ADDRESS})\)|\n")
DEEPEST = 12


class Piece(NamedTuple):
    """A block, and the plain words that tell it, cut at their empty lines."""

    html: str
    chunks: list


def as_text(html):
    """The plain words of a clean text."""
    return joined(pieces(html))


def joined(told: list[Piece]) -> str:
    return "\n\n".join(chunk for piece in told for chunk in piece.chunks)


def as_html(text, before=""):
    """What ``text`` says, yet to be sanitised; what it still has of the clean ``before`` stays as it was."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join(line.rstrip(" \t") for line in lines).strip("\n")
    told_before = pieces(before)
    if text == joined(told_before):
        return before
    known, signs = defaultdict(deque), {}
    for piece in told_before:
        if piece.chunks and TAG.match(piece.html) and TAG.match(piece.html)[2] in BLOCKS:
            known[piece.chunks[0]].append((as_signs(piece.chunks, signs), piece.html))
    chunks, html, fresh, place = BLANK.split(text), [], [], 0
    told = as_signs(chunks, signs)
    while place < len(chunks):
        same = known[chunks[place]]
        if same and told.startswith(same[0][0], place):
            block, block_html = same.popleft()
            html += [written("\n\n".join(fresh).split("\n")), block_html]
            fresh = []
            place += len(block)
        else:
            fresh.append(chunks[place])
            place += 1
    return "".join([*html, written("\n\n".join(fresh).split("\n"))])


def as_signs(chunks: list[str], signs: dict[str, str]) -> str:
    """A sign a chunk, the same for the same: so many lists are compared as fast as one."""
    return "".join(signs.setdefault(chunk, chr(len(signs))) for chunk in chunks)


def pieces(html):
    """The blocks of a clean text; one that shows nothing goes with the one before it."""
    found, unseen = [], ""
    for block in blocks(html):
        told = "\n".join(Teller(block).lines)
        if told:
            found.append(Piece(unseen + block, BLANK.split(told)))
            unseen = ""
        elif found:
            found[-1] = Piece(found[-1].html + block, found[-1].chunks)
        else:
            unseen += block
    return found


def blocks(html):
    """``html`` cut where its outermost blocks begin and end."""
    start = depth = 0
    for tag in TAG.finditer(html):
        closing, name, _ = tag.groups()
        if name in BLOCKS and not closing and not depth and start < tag.start():
            yield html[start : tag.start()]
            start = tag.start()
        if name not in VOID:
            depth += -1 if closing else 1
        if name in BLOCKS and not depth:
            yield html[start : tag.end()]
            start = tag.end()
    yield html[start:]


class Teller:
    """Walks through the HTML of one block and writes the lines that tell it."""

    def __init__(self, html):
        self.lines, self.words, self.title, self.address = [], [], "", ""
        self.counts, self.starts = [], []
        self.row, self.around, self.tables, self.is_put = [], None, 0, False
        end = 0
        for tag in TAG.finditer(html):
            self.say(html[end : tag.start()], following=tag[2])
            self.meet(*tag.groups())
            end = tag.end()
        self.say(html[end:])
        self.end_block()

    def say(self, html, following=""):
        like_a_sign = LIKE_A_SIGN_BEFORE_A_SIGN if following in MARKS else LIKE_A_SIGN
        words = like_a_sign.sub(lambda sign: "".join(f"\\{char}" for char in sign[0]), unescape(html))
        words = re.sub(r"[\t\n\r\f]", " ", words)
        self.words.append(words.replace("[", "\\[") if self.address else words)

    def meet(self, closing, name, attributes):
        if name in MARKS:
            self.words.append(MARKS[name])
        elif name == "br":
            self.words.append("\n")
        elif name == "a":
            self.meet_link(closing, HREF.search(attributes))
        else:
            self.end_block()
            self.title = "" if closing else TITLES.get(name, "")
            self.meet_block(closing, name)
            self.meet_table(closing, name)

    def meet_link(self, closing, href):
        if closing and self.address:
            self.words.append(f"]({self.address})")
        self.address = re.sub(r"\s", "%20", re.sub(r"([\\()])", r"\\\1", unescape(href[1]))) if href else ""
        if self.address:
            self.words.append("[")

    def meet_block(self, closing, name):
        """Each start is how the next line begins, and those after it."""
        if name == "hr":
            self.put(["---"])
        elif name in ("ol", "ul"):
            self.counts = self.counts[:-1] if closing else [*self.counts, 0 if name == "ol" else None]
        elif name in ("blockquote", "li") and closing:
            self.starts.pop()
        elif name == "blockquote":
            self.starts.append(["> ", "> "])
        elif name == "li":
            mark = "- "
            if self.counts and self.counts[-1] is not None:
                self.counts[-1] += 1
                mark = f"{self.counts[-1]}. "
            self.starts.append([mark, " " * len(mark)])

    def meet_table(self, closing, name):
        """A row is one line; a table inside a cell is told as the lines of that cell."""
        if name == "table":
            self.tables += -1 if closing else 1
            self.is_put = self.is_put and self.tables > 0
        elif self.tables != 1 or name not in ("tr", *CELLS):
            return
        elif name == "tr" and closing:
            self.put_row()
        elif name in CELLS and not closing:
            self.around = self.lines, self.starts, self.counts
            self.lines, self.starts, self.counts = [], [], []
        elif name in CELLS:
            told = LIKE_A_CELL.sub(r"\\\g<0>", " \n ".join(self.lines)).replace("\n", "¶").replace("¶  ¶", "¶ ¶")
            self.lines, self.starts, self.counts = self.around
            self.row.append(CELLS[name] + (told and f"{told} "))
            if name == "caption":
                self.put_row()

    def put_row(self):
        """The rows of a table follow each other without an empty line."""
        row, self.row = "".join(self.row) + "|", []
        self.put([row], goes_on=self.is_put)
        self.is_put = True

    def end_block(self):
        told = "".join(self.words).strip(" \n").split("\n")
        lines = [LIKE_A_BLOCK.sub(r"\1\\", line.strip(" ")) for line in told]
        self.words = []
        if any(lines):
            self.put([self.title + " ".join(lines)] if self.title else lines)

    def put(self, lines, *, goes_on=False):
        goes_on = goes_on or not self.lines or any(first != rest for first, rest in self.starts)
        for line in lines if goes_on else ["", *lines]:
            self.lines.append(("".join(first for first, _ in self.starts) + line).rstrip(" "))
            self.starts = [[rest, rest] for _, rest in self.starts]


def written(lines, depth=0):
    """The HTML of plain lines."""
    html, place = [], 0
    while place < len(lines):
        start, line = place, lines[place]
        place += 1
        if RULE.match(line):
            html.append("<hr>")
        elif title := TITLE.match(line):
            rank = len(title[1]) + 1
            html.append(f"<h{rank}>{inline(title[2])}</h{rank}>")
        elif depth < DEEPEST and QUOTE.match(line):
            place = run(lines, place, QUOTE.match)
            quoted = [line[1:].removeprefix(" ") for line in lines[start:place]]
            html.append(f"<blockquote>{written(quoted, depth + 1)}</blockquote>")
        elif depth < DEEPEST and (BULLET.match(line) or FIRST.match(line)):
            name, mark = ("ul", BULLET) if BULLET.match(line) else ("ol", NUMBER)
            items, place = listed(lines, start, mark)
            html.append(f"<{name}>{''.join(f'<li>{written(item, depth + 1)}</li>' for item in items)}</{name}>")
        elif depth < DEEPEST and is_row(line):
            place = run(lines, place, is_row)
            html.append(f"<table>{''.join(row(line, depth) for line in lines[start:place])}</table>")
        elif line.strip(" \t"):
            place = run(lines, place, is_more_words)
            html.append(f"<p>{inline(chr(10).join(line.strip(' \t') for line in lines[start:place]))}</p>")
    return "".join(html)


def run(lines, place, goes_on):
    while place < len(lines) and goes_on(lines[place]):
        place += 1
    return place


def is_more_words(line):
    """Whether ``line`` goes on with the paragraph above it."""
    begins = any(mark.match(line) for mark in (RULE, TITLE, QUOTE, BULLET, FIRST))
    return bool(line.strip(" \t")) and not begins and not is_row(line)


def is_row(line):
    """Whether ``line`` is a row of a table: a bar at both ends."""
    return line[:1] == "|" and len(BAR.split(line.rstrip(" "))) > 2 and not BAR.split(line.rstrip(" "))[-1]


def row(line, depth):
    """The HTML of a row, or of the caption."""
    _, *cells, _ = BAR.split(line.rstrip(" "))
    if cells[0][:1] == "+":
        return f"<caption>{inline(' '.join(cells)[1:].strip(' '))}</caption>"
    return f"<tr>{''.join(cell(words, depth) for words in cells)}</tr>"


def cell(words, depth):
    name = "th" if words[:1] == "=" else "td"
    lines = LINE_END.split(words.removeprefix("=").strip(" "))
    return f"<{name}>{written(lines, depth + 1)}</{name}>"


def listed(lines, place, mark):
    """The items of the list that begins at ``place``, each as its own lines, and where it ends."""
    items, width = [], 0
    while place < len(lines):
        after = run(lines, place, lambda line: not line.strip(" \t"))
        line = lines[after] if after < len(lines) else ""
        if items and line.startswith("  "):
            indent = len(line) - len(line.lstrip(" "))
            items[-1] += [""] * (after > place) + [line[min(width, indent) :]]
        elif found := mark.match(line):
            width = found.end()
            items.append([line[width:]])
        else:
            break
        place = after + 1
    return items, place


def inline(text):
    """The HTML of the words of one block; a sign without its other half is taken as it is."""
    html, opened, end = [], {}, 0
    for found in SIGN.finditer(text):
        html.append(escape(text[end : found.start()], quote=False))
        end, sign = found.end(), found[0]
        if sign == "\n":
            html.append("<br>")
        elif sign[0] == "\\":
            html.append(escape(sign[1], quote=False))
        else:
            address = re.sub(r"\\(.)", r"\1", found[1] or "")
            if address and not is_kept(address):
                html.append(escape(sign, quote=False))
            else:
                mark_up(html, opened, sign, address)
    return "".join([*html, escape(text[end:], quote=False)])


def mark_up(html, opened, sign, address):
    """Add ``sign`` to ``html``; with the one in ``opened`` that it answers, it makes an element of what is between."""
    mark = "[" if address else sign
    at = None if sign == "[" else opened.pop(mark, None)
    if at is None or not any(html[at + 1 : at + 3]):
        if at is None and not address:
            opened[mark] = len(html)
        html.append(escape(sign, quote=False))
        return
    for other in [other for other, place in opened.items() if place > at]:
        del opened[other]
    html[at] = f'<a href="{escape(address)}">' if address else f"<{TAGS[sign]}>"
    html.append("</a>" if address else f"</{TAGS[sign]}>")
