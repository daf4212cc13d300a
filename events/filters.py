"""The filters of the agenda: what was chosen, and how many events each choice would leave.

Counts look only at what the member may see. A facet counts its own choices under all the
*other* filters, so that ticking one never empties its neighbours.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event
from events.models.queries import EventQuerySet, free_seat_q
from groups.models import WorkingGroup
from members.models import Site
from statements import one_of
from ui.filters import Asked, Facet, Fieldset, Option

KINDS = {
    "atelier": (Event.Kind.WORKSHOP, gettext_lazy("Ateliers")),
    "rencontre": (Event.Kind.MEETING, gettext_lazy("Rencontres")),
    "intervention": (Event.Kind.TALK, gettext_lazy("Interventions extérieures")),
    "groupe": (Event.Kind.WORKING_GROUP, gettext_lazy("Groupes de travail")),
    "convivialite": (Event.Kind.SOCIAL, gettext_lazy("Convivialité")),
}
FORMATS = {
    "visio": (Event.Format.ONLINE, gettext_lazy("En visio")),
    "sur-place": (Event.Format.ONSITE, gettext_lazy("Sur place")),
    "mixte": (Event.Format.HYBRID, gettext_lazy("Sur place et en visio")),
}


class Tally(NamedTuple):
    """How many events have these in common."""

    kind: str
    format: str
    site: int | None
    group: str | None
    is_free: bool
    is_mine: bool
    total: int


KIND_NAMES = {str(kind): name for name, (kind, _label) in KINDS.items()}
FORMAT_NAMES = {str(form): name for name, (form, _label) in FORMATS.items()}
VALUES: dict[str, Callable[[Tally], str]] = {
    "moi": lambda row: "1" if row.is_mine else "",
    "libre": lambda row: "1" if row.is_free else "",
    "type": lambda row: KIND_NAMES[row.kind],
    "format": lambda row: FORMAT_NAMES[row.format],
    "site": lambda row: str(row.site),
    "groupe": lambda row: row.group or "",
}
"""Which choice of each filter an event answers to; ``narrowed`` says the same to the database."""


def narrowed(events: EventQuerySet, chosen: Mapping[str, Iterable[str]], mine: tuple[int, ...]) -> EventQuerySet:
    """Those that pass one of the chosen values of each filter; ``mine`` are the numbers of my events."""
    conditions = {
        "moi": lambda _values: Q(one_of("pk", mine)),
        "libre": lambda _values: free_seat_q(),
        "type": lambda values: Q(kind__in=[KINDS[value][0] for value in values]),
        "format": lambda values: Q(format__in=[FORMATS[value][0] for value in values]),
        "site": lambda values: Q(site__in=values),
        "groupe": lambda values: Q(group__slug__in=values),
    }
    return events.filter(*(conditions[name](values) for name, values in chosen.items() if name in conditions))


def tallied(events: EventQuerySet, mine: tuple[int, ...]) -> QuerySet[Event, tuple[Any, ...]]:
    """The events as ``Tally`` reads them, without their order."""
    is_free = ExpressionWrapper(free_seat_q(), output_field=BooleanField())
    shared = events.order_by().annotate(is_free=is_free, is_mine=one_of("pk", mine))
    names = ("kind", "format", "site", "group__slug", "is_free", "is_mine")
    return shared.values_list(*names).annotate(Count("pk"))


class Facets:
    """``chosen`` maps a parameter to its accepted values. A group is a choice only where a page asks for its dates."""

    def __init__(
        self, chosen: Mapping[str, list[str]], *, sites: Iterable[Site] = (), group: WorkingGroup | None = None
    ) -> None:
        self.asked = Asked.of(chosen)
        self.chosen = chosen
        self.facets = [
            self.facet("moi", "", [("1", _("Mes inscriptions"))]),
            self.facet("libre", "", [("1", _("Avec des places libres"))]),
            self.facet("type", _("Type"), [(name, label) for name, (_kind, label) in KINDS.items()]),
            self.facet("format", _("Format"), [(name, label) for name, (_form, label) in FORMATS.items()]),
            self.facet("site", _("Site"), [(str(site.pk), site.name) for site in sites]),
            self.facet("groupe", _("Groupe"), [(group.slug, group.name)] if group else []),
        ]
        self.total = 0

    def facet(self, name: str, title: str, choices: Iterable[tuple[str, str | Promise]]) -> Facet:
        return Facet(name, title, [self.option(name, value, str(label)) for value, label in choices])

    def option(self, name: str, value: str, label: str) -> Option:
        is_chosen, removal = self.asked.has(name, value), self.asked.without(name, value)
        return Option(name, value, label, is_chosen=is_chosen, removal=removal)

    @property
    def query(self) -> str:
        """What was asked for, as it is written after an address of the same agenda."""
        return f"?{self.asked.query}" if self.asked.pairs else ""

    def count(self, rows: Iterable[Tally]) -> "Facets":
        """Fill in every count, and return the facets."""
        counted = [({name: value_of(row) for name, value_of in VALUES.items()}, row.total) for row in rows]
        self.total = sum(total for values, total in counted if self.passes(values))
        for facet in self.facets:
            counts: Counter[str] = Counter()
            for values, total in counted:
                if self.passes(values, but=facet.name):
                    counts[values[facet.name]] += total
            facet.options = [replace(option, count=counts[option.value]) for option in facet.options]
        return self

    def passes(self, values: Mapping[str, str], but: str = "") -> bool:
        """Whether events of these values are left by the filters, ``but`` one."""
        asked = {name: wanted for name, wanted in self.chosen.items() if name in VALUES and name != but}
        return all(values[name] in wanted for name, wanted in asked.items())

    @property
    def for_me(self) -> list[Option]:
        return [option for facet in self.facets[:2] for option in facet.options]

    @property
    def groups(self) -> list[Facet]:
        """The facets with a title, without the choices that lead nowhere."""
        useful = [
            replace(facet, options=[option for option in facet.options if option.count or option.is_chosen])
            for facet in self.facets[2:]
        ]
        return [facet for facet in useful if facet.options]

    @property
    def fieldsets(self) -> list[Fieldset]:
        mine = Fieldset(_("Pour moi"), tuple(self.for_me), ())
        return [mine, *(Fieldset(str(facet.title), tuple(facet.options), ()) for facet in self.groups)]

    @property
    def active(self) -> list[Option]:
        return [option for facet in self.facets for option in facet.chosen]
