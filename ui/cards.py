"""Lines and cards kept in memory: what is drawn from values alone is drawn once for the same values.

Nothing is ever invalidated: another value is another card. Used where a measure says that it pays
(``benchmarks.floor``), for what pages repeat.
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache, wraps
from typing import Any, ClassVar

from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from clock.paris import day_of
from clock.reader import ZONE

KEPT = 2048
"""How many of each kind; a line of the agenda is about 1.5 kB."""
LONG = 64
"""How many where each may be a whole text: about 100 kB with what it is drawn from."""
INDENT = re.compile(r"\n[ \n]+")
PLAIN = (str, int, bool, type(None), datetime.date, datetime.datetime)


class NotPlainError(TypeError):
    """What was to be drawn holds something that may change, or that reads more than it says."""


def kept[**Given](draw: Callable[Given, str], most: int = KEPT) -> Callable[Given, str]:
    """A function that draws from plain values, whose drawings are kept: for those values, language, zone and day.

    The ``most`` of them that were asked for last stay.

    :raises NotPlainError: at the first drawing of a value of another type
    """

    @lru_cache(maxsize=most)
    def drawn(_reader: tuple[Any, ...], _types: tuple[type, ...], *values: Any) -> str:
        return drawn_first(draw, values)

    @wraps(draw)
    def of_reader(*values: Any) -> str:
        reader = get_language(), ZONE.get(), day_of(timezone.now())
        return drawn(reader, tuple(map(type, values)), *values)

    return of_reader  # type: ignore[return-value]


class Card:
    """A frozen dataclass that its ``template`` draws, and nothing else: no request, no reader, no hour of the day.

    The template finds it under ``name``; ``{{ card }}`` in a page is its drawing. What depends on the hour, or on who
    reads, is a value of the card.
    """

    template: ClassVar[str]
    name: ClassVar[str]

    def __str__(self) -> str:
        return drawing(self)


class LongCard(Card):
    """The card of a whole text: fewer are kept."""

    def __str__(self) -> str:
        return long_drawing(self)


def drawn_from(template: str, context: dict[str, Any]) -> str:
    """Without the spaces by which templates are indented: a list repeats them in each of its lines."""
    return mark_safe(INDENT.sub("\n", get_template(template).render(context)))  # noqa: S308


def drawn_by_template(card: Card) -> str:
    return drawn_from(card.template, {card.name: card})


drawing, long_drawing = kept(drawn_by_template), kept(drawn_by_template, most=LONG)


def drawn_first(draw: Callable[..., str], values: tuple[Any, ...]) -> str:
    check(values)
    return draw(*values)


def check(value: Any) -> None:
    """Only values that never change, of exactly these types: a text that passes for safe would be drawn as it is."""
    if isinstance(value, tuple):
        for item in value:
            check(item)
    elif is_dataclass(value) and type(value).__hash__ is not None:
        for field in fields(value):
            check(getattr(value, field.name))
    elif type(value) not in PLAIN and not isinstance(value, Enum):
        raise NotPlainError(f"{value!r} is no plain value")
