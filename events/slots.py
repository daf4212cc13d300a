"""What speaks against a moment: another event of the community, a bank holiday, a quiet week. Warnings only."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Event
from mailing.working_time import bank_holidays
from ui.templatetags.ui import day_long

MOST_NAMED = 3
SHORTEST = timedelta(microseconds=1)
"""What ends at midnight does not touch the next day."""


def warnings(event):
    """Sentences for who has chosen the moment of ``event``."""
    first, last = timezone.localdate(event.starts_at), timezone.localdate(event.ends_at - SHORTEST)
    return [*holiday_warnings(first, last), *quiet_week_warnings(first, last), *clash_warnings(event)]


def clash_warnings(event):
    others = Event.objects.published().exclude(pk=event.pk).order_by("starts_at", "pk")
    others = others.filter(starts_at__lt=event.ends_at, ends_at__gt=event.starts_at)[:MOST_NAMED]
    return [_("Au même moment, la communauté a aussi « %(title)s ».") % {"title": other.title} for other in others]


def holiday_warnings(first, last):
    days = {
        day: name
        for year in range(first.year, last.year + 1)
        for day, name in bank_holidays(year).items()
        if first <= day <= last
    }
    sentence = _("Le %(day)s est férié (%(name)s).")
    named = sorted(days.items())[:MOST_NAMED]
    return [sentence % {"day": day_long(day), "name": name} for day, name in named]


def quiet_week_warnings(first, last):
    weeks = {iso_week(first), iso_week(last)}
    return [
        _("La semaine %(number)s est une semaine calme : moins de personnes seront là.") % {"number": int(week[-2:])}
        for week in sorted(weeks.intersection(settings.QUIET_WEEKS))
    ]


def iso_week(day):
    """« 2026-52 »."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-{week:02}"
