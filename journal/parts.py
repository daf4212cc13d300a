"""An article in parts: its text cut at the headings, its pictures among them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ui.richtext import plain_text

HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
FIRST_LEVEL = re.compile(r"<h2\b")
LOWER = re.compile(r"(</?)h3\b")
FIRST_PARAGRAPH = re.compile(r"\s*<p>(.*?)</p>", re.DOTALL)
THREE_LINES = 220
"""Signs: on the widest screen a paragraph of so many is taller than the letter that opens it."""


@dataclass(frozen=True)
class Figure:
    """A picture with its words."""

    address: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str


@dataclass
class Part:
    """A stretch of text under its heading; the first one has none."""

    html: str
    title: str = ""
    anchor: str = ""
    figures: list[Figure] = field(default_factory=list)


def parts(text: str, figures: Iterable[Figure]) -> list[Part]:
    """The text cut at its headings; the pictures close one part each, the last part takes the rest."""
    opening, *rest = HEADING.split(with_first_level(text))
    pieces = [Part(opening)]
    for rank, (title, html) in enumerate(zip(rest[::2], rest[1::2], strict=True), 1):
        pieces.append(Part(html, plain_text(title), f"partie-{rank}"))
    for place, figure in enumerate(figures):
        pieces[min(place, len(pieces) - 1)].figures.append(figure)
    return pieces


def with_first_level(html: str) -> str:
    """A text whose first headings are of the second level: they move up, or one would be missing under its title."""
    first = FIRST_LEVEL.search(html)
    place = first.start() if first else len(html)
    return LOWER.sub(r"\1h2", html[:place]) + html[place:]


def opens_large(html: str) -> bool:
    """Whether the first paragraph begins with a letter and is tall enough to stand beside a large one."""
    first = FIRST_PARAGRAPH.match(html)
    words = plain_text(first[1]) if first else ""
    return words[:1].isalpha() and len(words) >= THREE_LINES
