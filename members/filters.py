"""The filters beside the directory."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import Role
from ui.filters import Asked, Facet, Option
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


def read(rows: Iterable[Row], asked: dict[str, Any]) -> list[Facet]:
    """The facets, each with its options, the most held first; those in use are kept even when they find nobody."""
    facets: dict[str, Facet] = {name: Facet(name, title) for name, title in TITLES.items()}
    roles = [("role", value, "", 0) for value in asked["filters"]["role"]]
    seen = set()
    for name, value, label, count in [*sorted(rows, key=lambda row: (-row[3], row[2])), *roles]:
        if (name, value) not in seen:
            seen.add((name, value))
            facets[name].options.append(option(asked_for(asked), name, value, label or str(Role(value).label), count))
    return list(facets.values())


def option(asked: Asked, name: str, value: str, label: str, count: int) -> Option:
    return Option(
        name,
        value,
        label,
        count,
        is_chosen=asked.has(name, value),
        removal=asked.without(name, value),
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
