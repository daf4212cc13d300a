"""The filters beside the directory."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import Role
from ui.cards import Card
from ui.filters import Asked, Facet, Fieldset, Option
from ui.foreign import as_written, filled

TITLES = {
    "aide": gettext_lazy("Peut aider sur"),
    "apprendre": gettext_lazy("Aimerait apprendre"),
    "site": gettext_lazy("Site"),
    "direction": gettext_lazy("Direction"),
    "role": gettext_lazy("Rôle"),
}

WRITTEN = ("aide", "apprendre", "direction")

Row = tuple[str, str, str, int]
"""Facet, value, label and count, as the directory's search counts them."""


@dataclass(frozen=True)
class Subjects(Card):
    """What the box proposes to whoever types."""

    template: ClassVar[str] = "members/_subjects.html"
    name: ClassVar[str] = "subjects"

    labels: tuple[str, ...]


def read(rows: Iterable[Row], asked: dict[str, Any]) -> list[Facet]:
    """The facets, each with its options, the most held first; those in use are kept even when they find nobody."""
    facets: dict[str, Facet] = {name: Facet(name, title) for name, title in TITLES.items()}
    counted = sorted((row for row in rows if row[0]), key=lambda row: (-row[3], row[2]))
    roles = [("role", value, "", 0) for value in asked["filters"]["role"]]
    chosen, seen = asked_for(asked), set()
    for name, value, label, count in [*counted, *roles]:
        if (name, value) not in seen:
            seen.add((name, value))
            facets[name].options.append(option(chosen, name, value, label or str(Role(value).label), count))
    return list(facets.values())


def total(rows: Iterable[Row]) -> int:
    """How many members the filters leave."""
    return sum(count for name, _value, _label, count in rows if not name)


def fieldsets(facets: Iterable[Facet]) -> list[Fieldset]:
    """Those with something to choose."""
    return [Fieldset(str(facet.title), tuple(facet.first), tuple(facet.others)) for facet in facets if facet.options]


def subjects(facets: Iterable[Facet]) -> Subjects:
    return Subjects(tuple(option.label for facet in facets for option in facet.options))


def option(asked: Asked, name: str, value: str, label: str, count: int) -> Option:
    is_chosen = asked.has(name, value)
    return Option(
        name,
        value,
        label,
        count,
        is_chosen=is_chosen,
        removal=asked.without(name, value) if is_chosen else "",
        is_written=name in WRITTEN,
    )


def chips(facets: list[Facet], asked: dict[str, Any]) -> list[tuple[str, str]]:
    """``(words, query string without it)`` for each filter in use."""
    found = [
        (filled(_("%(facet)s : %(value)s"), {"facet": facet.title, "value": value}), option.removal)
        for facet in facets
        for option in facet.chosen
        for value in [as_written(option.label) if option.is_written else option.label]
    ]
    if asked["q"]:
        words = _("Texte : %(text)s") % {"text": asked["q"]}
        found.insert(0, (words, asked_for(asked).without("q", asked["q"])))
    return found


def asked_for(asked: dict[str, Any]) -> Asked:
    """What the query string of the directory asks for, the page aside."""
    return Asked.of({name: [asked[name]] for name in ("q", "tri") if asked[name]} | asked["filters"])
