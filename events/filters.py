"""The filters of the agenda: what was chosen, and how many events each choice would leave.

Counts look only at what the member may see. A facet counts its own choices under all the
*other* filters, so that ticking one never empties its neighbours.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event
from events.models.queries import EventQuerySet, free_seat_q
from groups.models import WorkingGroup
from members.models import Site
from ui.filters import Asked, Facet, Option

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


@dataclass(frozen=True)
class Choice(Option):
    """A box, and the events that it leaves."""

    q: Q = Q()


class Facets:
    """``chosen`` maps a parameter to its accepted values; ``mine`` are the numbers of my events.

    A working group is a choice only where a page asks for its dates.
    """

    def __init__(
        self,
        chosen: dict[str, list[str]],
        *,
        sites: Iterable[Site] = (),
        mine: Iterable[int] = (),
        group: WorkingGroup | None = None,
    ) -> None:
        self.asked = Asked.of(chosen)
        self.facets = [
            Facet("moi", "", [self.choice("moi", "1", _("Mes inscriptions"), Q(pk__in=mine))]),
            Facet("libre", "", [self.choice("libre", "1", _("Avec des places libres"), free_seat_q())]),
            self.facet("type", _("Type"), [(name, label, Q(kind=kind)) for name, (kind, label) in KINDS.items()]),
            self.facet(
                "format", _("Format"), [(name, label, Q(format=form)) for name, (form, label) in FORMATS.items()]
            ),
            self.facet("site", _("Site"), [(str(site.pk), site.name, Q(site=site.pk)) for site in sites]),
            self.facet("groupe", _("Groupe"), [(group.slug, group.name, Q(group=group.pk))] if group else []),
        ]
        self.total = 0

    def facet(self, name: str, title: str, choices: list[tuple[str, str | Promise, Q]]) -> Facet[Choice]:
        return Facet(name, title, [self.choice(name, value, label, q) for value, label, q in choices])

    def choice(self, name: str, value: str, label: str | Promise, q: Q) -> Choice:
        is_chosen, removal = self.asked.has(name, value), self.asked.without(name, value)
        return Choice(name, value, label, is_chosen=is_chosen, removal=removal, q=q)

    @property
    def query(self) -> str:
        """What was asked for, as it is written after an address of the same agenda."""
        return f"?{self.asked.query}" if self.asked.pairs else ""

    def apply(self, events: EventQuerySet) -> EventQuerySet:
        for facet in self.facets:
            events = events.filter(any_chosen(facet))
        return events

    def count(self, events: EventQuerySet) -> "Facets":
        """Fill in every count with one query, and return the facets."""
        totals = {"total": Count("pk", filter=self.others(None))}
        for number, facet in enumerate(self.facets):
            for rank, option in enumerate(facet.options):
                totals[f"n{number}_{rank}"] = Count("pk", filter=option.q & self.others(facet))
        counts = events.order_by().aggregate(**totals)
        self.total = counts["total"]
        for number, facet in enumerate(self.facets):
            facet.options = [
                replace(option, count=counts[f"n{number}_{rank}"]) for rank, option in enumerate(facet.options)
            ]
        return self

    def others(self, facet: Facet[Choice] | None) -> Q:
        """What the facets but this one ask for."""
        asked = Q(pk__isnull=False)
        for other in self.facets:
            if other is not facet:
                asked &= any_chosen(other)
        return asked

    @property
    def for_me(self) -> list[Choice]:
        return [option for facet in self.facets[:2] for option in facet.options]

    @property
    def groups(self) -> list[Facet[Choice]]:
        """The facets with a title, without the choices that lead nowhere."""
        useful = [
            replace(facet, options=[option for option in facet.options if option.count or option.is_chosen])
            for facet in self.facets[2:]
        ]
        return [facet for facet in useful if facet.options]

    @property
    def active(self) -> list[Choice]:
        return [option for facet in self.facets for option in facet.chosen]


def any_chosen(facet: Facet[Choice]) -> Q:
    """What passes one of its chosen options, or everything when none is."""
    passing = Q()
    for option in facet.chosen:
        passing |= option.q
    return passing
