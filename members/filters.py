"""The filters beside the directory: what can be chosen, what is chosen, how to let go of it."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import Role

TITLES = {
    "aide": gettext_lazy("Peut aider sur"),
    "apprendre": gettext_lazy("Aimerait apprendre"),
    "site": gettext_lazy("Site"),
    "direction": gettext_lazy("Direction"),
    "role": gettext_lazy("Rôle"),
}
SHORT = 6


@dataclass
class Choice:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass
class Facet:
    name: str
    title: str
    choices: list = field(default_factory=list)

    @property
    def first(self):
        """The most held, and whatever is chosen."""
        return [choice for index, choice in enumerate(self.choices) if index < SHORT or choice.chosen]

    @property
    def others(self):
        return [choice for index, choice in enumerate(self.choices) if index >= SHORT and not choice.chosen]

    @property
    def chosen(self):
        return [choice for choice in self.choices if choice.chosen]


def read(rows, filters):
    """The facets, each with its choices, the most held first; those in use are kept even when they find nobody."""
    facets = {name: Facet(name, title) for name, title in TITLES.items()}
    seen = set()
    for name, value, label, count in sorted(rows, key=lambda row: (-row[3], row[2])):
        if (name, value) not in seen:
            seen.add((name, value))
            chosen = value in {str(one) for one in filters[name]}
            facets[name].choices.append(Choice(value, label or Role(value).label, count, chosen))
    for value in filters["role"]:
        if ("role", value) not in seen:
            facets["role"].choices.append(Choice(value, Role(value).label, 0, True))
    return list(facets.values())


def chips(facets, asked):
    """``(words, query string without it)`` for each filter in use."""
    rows = [(facet, choice) for facet in facets for choice in facet.chosen]
    found = [
        (
            _("%(facet)s : %(value)s") % {"facet": facet.title, "value": choice.label},
            query(asked, without=(facet.name, choice.value)),
        )
        for facet, choice in rows
    ]
    if asked["q"]:
        found.insert(0, (_("Texte : %(text)s") % {"text": asked["q"]}, query(asked | {"q": ""})))
    return found


def query(asked, *, without=None):
    """The query string of what is asked, ``without`` one filter."""
    pairs = [(key, asked[key]) for key in ("q", "tri") if asked[key]]
    pairs += [
        (name, value) for name, values in asked["filters"].items() for value in values if (name, str(value)) != without
    ]
    return urlencode(pairs)
