"""French typography of a plain text: non-breaking spaces and curly apostrophes."""

import re
from collections.abc import Iterator

NBSP, NARROW = "\u00a0", "\u202f"
SPACES = "[ \u00a0\u202f]"
MAYBE_ADDRESS = re.compile(r"(?<!\S)\S*?(?:@|://)\S*")
SCHEME = re.compile(r"([a-z0-9+.-]++)(://)?", re.IGNORECASE)
FIRST_LETTER = re.compile(r"\b[a-z]", re.IGNORECASE)
LETTERS = re.compile(r"\w+")
CLOSING = ".,;:!?»)]"
TOUCHED = re.compile(r"[';!?:«»°\d]")
RULES = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(rf"(^|(?<=[^\s(\[¿¡!?;])){SPACES}*([;!?]+)(?=\s|$|[»”)\]])"), NARROW + r"\2"),
    (re.compile(rf"(^|(?<=\S)){SPACES}+:(?=\s|$)"), NBSP + ":"),
    (re.compile(rf"«{SPACES}*(?=\S)"), "«" + NBSP),
    (re.compile(rf"(?<=\S){SPACES}*»"), NBSP + "»"),
    (re.compile(rf"\bn°{SPACES}*(?=\d)"), "n°" + NBSP),
    (re.compile(r"(?<=\d) (?=(?:h|min|€|mots?|places?)\b|[%€])"), NBSP),
    (re.compile(rf"(?<=\d{NBSP}h) (?=\d\d\b)"), NBSP),
    (re.compile(r"(?<=\d)(?<!\d{4}) (?=\d{3}\b)"), NARROW),
)


def french(text: str) -> str:
    """``text`` as a French printer sets it; twice gives the same as once."""
    pieces: list[str] = []
    end = 0
    for start, stop in addresses(text):
        pieces += [set_in_french(text[end:start]), text[start:stop]]
        end = stop
    return "".join([*pieces, set_in_french(text[end:])])


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where the addresses begin and end: they are left as they are, a space or an apostrophe would break them.

    One look from left to right, word by word: a pattern for all of an address starts anew at each of its signs.
    """
    for word in MAYBE_ADDRESS.finditer(text):
        start, end = word.span()
        while found := next_address(text, start, end):
            yield found
            start = found[1]


def next_address(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first address of the word between ``start`` and ``end``: with its scheme, or of a mailbox."""
    link, mailbox = link_in(text, start, end), mailbox_at(text, start, end)
    return link if link and (not mailbox or link[0] == start) else mailbox


def link_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    last = start + len(text[start:end].rstrip(CLOSING))
    for scheme in SCHEME.finditer(text, start, end):
        letter = FIRST_LETTER.search(text, *scheme.span(1)) if scheme[2] else None
        if letter and last > scheme.end():
            return letter.start(), last
    return None


def mailbox_at(text: str, start: int, end: int) -> tuple[int, int] | None:
    at = text.find("@", start + 1, end)
    domain = last_domain(text, at + 2, end) if at > 0 else None
    return (start, domain) if domain else None


def last_domain(text: str, start: int, end: int) -> int | None:
    """Where the letters after the last point end."""
    dot = end
    while (dot := text.rfind(".", start, dot)) > 0:
        if letters := LETTERS.match(text, dot + 1, end):
            return letters.end()
    return None


def set_in_french(text: str) -> str:
    if not TOUCHED.search(text):
        return text
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text
