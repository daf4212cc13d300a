"""The filters of the agenda: what was chosen, and how many events each choice would leave.

Counts look only at what the member may see. A facet counts its own choices under all the
*other* filters, so that ticking one never empties its neighbours.
"""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event
from events.models.queries import free_seat_q

KINDS = {
    "atelier": (Event.Kind.WORKSHOP, gettext_lazy("Ateliers")),
    "rencontre": (Event.Kind.MEETING, gettext_lazy("Rencontres")),
    "intervention": (Event.Kind.TALK, gettext_lazy("Interventions extérieures")),
    "groupe": (Event.Kind.WORKING_GROUP, gettext_lazy("Groupes de travail")),
    "convivialite": (Event.Kind.SOCIAL, gettext_lazy("Convivialité")),
}
FORMATS = {
    "visio": (Event.Format.REMOTE, gettext_lazy("En visio")),
    "sur-place": (Event.Format.ONSITE, gettext_lazy("Sur place")),
    "mixte": (Event.Format.HYBRID, gettext_lazy("Sur place et en visio")),
}


@dataclass(frozen=True)
class Option:
    """One box to tick."""

    name: str
    value: str
    label: str
    q: Q
    is_chosen: bool = False
    count: int = 0
    removal: str = ""


@dataclass
class Facet:
    title: str
    options: list[Option] = field(default_factory=list)

    def q(self):
        """Any of the chosen, or all."""
        chosen = Q()
        for option in self.options:
            if option.is_chosen:
                chosen |= option.q
        return chosen


class Facets:
    """``chosen`` maps a parameter to its accepted values; ``mine`` are the numbers of my events.

    A working group is a choice only where a page asks for its dates.
    """

    def __init__(self, chosen, *, sites=(), mine=(), group=None):
        self.chosen = chosen
        self.facets = [
            Facet("", [self.option("moi", "1", _("Mes inscriptions"), Q(pk__in=mine))]),
            Facet("", [self.option("libre", "1", _("Avec des places libres"), free_seat_q())]),
            Facet(_("Type"), [self.option("type", name, label, Q(kind=kind)) for name, (kind, label) in KINDS.items()]),
            Facet(
                _("Format"),
                [self.option("format", name, label, Q(format=form)) for name, (form, label) in FORMATS.items()],
            ),
            Facet(_("Site"), [self.option("site", str(site.pk), site.name, Q(site=site.pk)) for site in sites]),
            Facet(_("Groupe"), [self.option("groupe", group.slug, group.name, Q(group=group.pk))] if group else []),
        ]
        self.total = 0

    def option(self, name, value, label, q):
        return Option(name, value, label, q, is_chosen=value in self.chosen.get(name, ()))

    def apply(self, events):
        for facet in self.facets:
            events = events.filter(facet.q())
        return events

    def count(self, events):
        """Fill in every count with one query, and return the facets."""
        totals = {"total": Count("pk", filter=self.others(None))}
        for number, facet in enumerate(self.facets):
            for place, option in enumerate(facet.options):
                totals[f"n{number}_{place}"] = Count("pk", filter=option.q & self.others(facet))
        counts = events.order_by().aggregate(**totals)
        self.total = counts["total"]
        for number, facet in enumerate(self.facets):
            facet.options = [
                self.counted(option, counts[f"n{number}_{place}"]) for place, option in enumerate(facet.options)
            ]
        return self

    def others(self, facet):
        """What the facets but this one ask for."""
        asked = Q(pk__isnull=False)
        for other in self.facets:
            if other is not facet:
                asked &= other.q()
        return asked

    def counted(self, option, count):
        return Option(option.name, option.value, option.label, option.q, option.is_chosen, count, self.without(option))

    def without(self, option):
        """The query string of the same list without this filter."""
        kept = [
            (name, value)
            for name, values in self.chosen.items()
            for value in values
            if (name, value) != (option.name, option.value)
        ]
        return urlencode(kept)

    @property
    def for_me(self):
        return [option for facet in self.facets[:2] for option in facet.options]

    @property
    def groups(self):
        """The facets with a title, without the choices that lead nowhere."""
        useful = [
            Facet(facet.title, [option for option in facet.options if option.count or option.is_chosen])
            for facet in self.facets[2:]
        ]
        return [facet for facet in useful if facet.options]

    @property
    def active(self):
        return [option for facet in self.facets for option in facet.options if option.is_chosen]
