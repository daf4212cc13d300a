"""An article in parts: its text cut at the headings, its pictures among them."""

import re
from dataclasses import dataclass, field

from ui.richtext import plain_text

HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)


@dataclass
class Part:
    """A stretch of text under its heading; the first one has none."""

    html: str
    title: str = ""
    anchor: str = ""
    pictures: list = field(default_factory=list)


def parts(article, pictures):
    """The text cut at its headings; the pictures close one part each, the last part takes the rest."""
    opening, *rest = HEADING.split(article.body)
    pieces = [Part(opening)]
    for rank, (title, html) in enumerate(zip(rest[::2], rest[1::2], strict=True), 1):
        pieces.append(Part(html, plain_text(title), f"partie-{rank}"))
    for place, picture in enumerate(pictures):
        pieces[min(place, len(pieces) - 1)].pictures.append(picture)
    return pieces
