"""What speaks against a moment: another event of the community, a bank holiday, a quiet week. Warnings only."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from clock.words import day_long, in_words
from clock.workdays import bank_holidays
from events import recurrence
from events.models import Event

MOST_NAMED = 3
FAR_YEARS = 2
FAR = timedelta(days=365 * FAR_YEARS + 1)


def warnings(event: Event) -> list[str]:
    """Sentences for who has chosen the moment of ``event``."""
    return warnings_of([event])[0]


def warnings_of(events: list[Event]) -> list[list[str]]:
    """For each of ``events``, the sentences about its moment: one statement whatever their number."""
    others = neighbours(events)
    return [[*day_warnings(event), *clash_warnings(event, others)] for event in events]


def neighbours(events: list[Event]) -> list[Event]:
    """What the community has between the first of ``events`` and the last one."""
    starts_at, ends_at = min(event.starts_at for event in events), max(event.ends_at for event in events)
    others = Event.objects.published().filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    return list(others.order_by("starts_at", "pk").only("title", "starts_at", "ends_at"))


def clash_warnings(event: Event, others: list[Event]) -> list[str]:
    clashing = [
        other
        for other in others
        if other.pk != event.pk and other.starts_at < event.ends_at and other.ends_at > event.starts_at
    ]
    sentence = _("Au même moment, la communauté a aussi « %(title)s ».")
    return [sentence % {"title": other.title} for other in clashing[:MOST_NAMED]]


def day_warnings(event: Event) -> list[str]:
    first, last = event.first_day, event.last_day
    return [*far_warnings(first), *holiday_warnings(first, last), *quiet_week_warnings(first, last)]


def far_warnings(day: date) -> list[str]:
    """A year that may have been mistyped."""
    is_far = day > timezone.localdate() + FAR
    sentence = _("Cette date est dans plus de %(years)s ans : vérifiez l’année.")
    return [sentence % {"years": in_words(FAR_YEARS)}] if is_far else []


def holiday_warnings(first: date, last: date) -> list[str]:
    days = {
        day: name
        for year in range(first.year, last.year + 1)
        for day, name in bank_holidays(year).items()
        if first <= day <= last
    }
    sentence = _("Le %(day)s est férié (%(name)s).")
    named = sorted(days.items())[:MOST_NAMED]
    return [sentence % {"day": day_long(day), "name": name} for day, name in named]


def quiet_week_warnings(first: date, last: date) -> list[str]:
    weeks = {iso_week(first), iso_week(last)}
    return [
        _("La semaine %(number)s est une semaine calme : moins de personnes seront là.") % {"number": int(week[-2:])}
        for week in sorted(weeks.intersection(settings.QUIET_WEEKS))
    ]


def iso_week(day: date) -> str:
    """« 2026-52 »."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-{week:02}"


@dataclass(frozen=True)
class Proposal:
    """One day, the draft that it would give, and the sentences to read before keeping it."""

    day: object
    draft: object
    warnings: list[str] = field(default_factory=list)


def proposals(event: Event, days: list[date]) -> list[Proposal]:
    """The days with their warnings, in two statements at most whatever their number."""
    drafts = [recurrence.copy_of(event, day) for day in days]
    return [
        Proposal(day, draft, [*clock_warnings(event, draft), *warnings])
        for day, draft, warnings in zip(days, drafts, warnings_of(drafts), strict=True)
    ]


def clock_warnings(event: Event, draft: Event) -> list[str]:
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
