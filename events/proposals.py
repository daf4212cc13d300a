"""The dates that a host is about to add to a series, each with what speaks against it. Warnings only."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from events import recurrence, slots


@dataclass(frozen=True)
class Proposal:
    """One day, the draft that it would give, and the sentences to read before keeping it."""

    day: object
    draft: object
    warnings: list[str] = field(default_factory=list)


def proposals(event, days):
    """The days with their warnings, in two statements at most whatever their number."""
    drafts = [recurrence.copy_of(event, day) for day in days]
    return [
        Proposal(day, draft, [*clock_warnings(event, draft), *warnings])
        for day, draft, warnings in zip(days, drafts, slots.warnings_of(drafts), strict=True)
    ]


def clock_warnings(event, draft):
    """What the night of a clock change does to the hour of the start."""
    usual, local = timezone.localtime(event.starts_at).time(), timezone.localtime(draft.starts_at)
    if local.time() != usual:
        return [
            _("Cette nuit-là, %(hour)s n’existe pas : le rendez-vous commencera à %(later)s.")
            % {"hour": usual.strftime("%H:%M"), "later": local.strftime("%H:%M")}
        ]
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        return [
            _("Cette nuit-là, %(hour)s revient deux fois : la première est retenue, avant le changement d’heure.")
            % {"hour": usual.strftime("%H:%M")}
        ]
    return []
