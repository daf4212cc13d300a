"""The cover of an issue of the Journal, drawn from its ground, its motif and its lines."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from ui.cards import Card


@dataclass(frozen=True)
class Cover(Card):
    template: ClassVar[str] = "ui/_cover.html"
    name: ClassVar[str] = "cover"

    number: int
    season: str
    headline: str
    lines: tuple[str, ...]
    ground: str
    motif: int

    @classmethod
    def of(cls, issue: Any) -> Self:
        """That of an issue as it is stored, or typed so far."""
        lines = tuple(issue.cover_lines)
        return cls(issue.number, issue.season_label, issue.headline, lines, issue.ground, issue.motif)
