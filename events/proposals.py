"""The dates that a host is about to add to a series, each with what speaks against it. Warnings only."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from events import recurrence, slots
from events.models import Event


@dataclass(frozen=True)
class Proposal:
    """One day, the draft that it would give, and the sentences to read before keeping it."""

    day: object
    draft: object
    warnings: list[str] = field(default_factory=list)


def proposals(event, days):
    """The days with their warnings, in two statements at most whatever their number."""
    drafts = [recurrence.copy_of(event, day) for day in days]
    others = neighbours(drafts)
    return [
        Proposal(day, draft, [*clock_warnings(event, draft), *day_warnings(draft), *clash_warnings(draft, others)])
        for day, draft in zip(days, drafts, strict=True)
    ]


def neighbours(drafts):
    """What the community has between the first draft and the last one."""
    starts_at, ends_at = min(draft.starts_at for draft in drafts), max(draft.ends_at for draft in drafts)
    others = Event.objects.published().filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    return list(others.order_by("starts_at", "pk").only("title", "starts_at", "ends_at"))


def clash_warnings(draft, others):
    clashing = [other for other in others if other.starts_at < draft.ends_at and other.ends_at > draft.starts_at]
    sentence = _("Au même moment, la communauté a aussi « %(title)s ».")
    return [sentence % {"title": other.title} for other in clashing[: slots.MOST_NAMED]]


def day_warnings(draft):
    first, last = timezone.localdate(draft.starts_at), timezone.localdate(draft.ends_at - slots.SHORTEST)
    return [*slots.holiday_warnings(first, last), *slots.quiet_week_warnings(first, last)]


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
