"""The filters beside a list: what can be chosen, what is chosen, how to let go of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import urlencode

from django.utils.functional import Promise

from ui.cards import Card

SHORT = 6
"""How many choices of a long facet are shown before the others are asked for."""


@dataclass(frozen=True)
class Option(Card):
    """One box to tick: ``parameter=value`` in the query string, of which ``removal`` is what is left without it."""

    template: ClassVar[str] = "ui/_option.html"
    name: ClassVar[str] = "option"

    parameter: str
    value: str
    label: str
    count: int = 0
    is_chosen: bool = False
    removal: str = ""
    is_written: bool = False
    """Whether people wrote the label."""


@dataclass(frozen=True)
class Fieldset(Card):
    """A facet as the page shows it: what is held by most, and the others once they are asked for."""

    template: ClassVar[str] = "ui/_fieldset.html"
    name: ClassVar[str] = "facet"

    title: str
    first: tuple[Option, ...]
    others: tuple[Option, ...]


@dataclass
class Facet:
    """Options of which any of the chosen is enough."""

    name: str
    title: str | Promise
    options: list[Option] = field(default_factory=list)

    @property
    def chosen(self) -> list[Option]:
        return [option for option in self.options if option.is_chosen]

    @property
    def first(self) -> list[Option]:
        """The first of a long facet, and whatever is chosen."""
        return [option for index, option in enumerate(self.options) if index < SHORT or option.is_chosen]

    @property
    def others(self) -> list[Option]:
        return [option for index, option in enumerate(self.options) if index >= SHORT and not option.is_chosen]


@dataclass(frozen=True)
class Asked:
    """What a query string asks for, as pairs of name and value, in the order in which it is written again."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, chosen: Mapping[str, Iterable[object]]) -> "Asked":
        return cls(tuple((name, str(value)) for name, values in chosen.items() for value in values))

    def has(self, name: str, value: str) -> bool:
        return (name, value) in self.pairs

    @property
    def query(self) -> str:
        """The query string of the same list."""
        return urlencode(self.pairs)

    def without(self, name: str, value: str) -> str:
        """The query string of the same list without this choice."""
        return urlencode([pair for pair in self.pairs if pair != (name, value)])
