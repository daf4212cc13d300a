"""How the pages about a whole series fetch: its dates to come, and what would become of each."""

from collections import Counter, defaultdict

from django.db.models import Count
from django.http import Http404

from events import permissions
from events.models import AttendanceMode, Event, Registration
from events.panel.parts import Standing
from events.panel.prospects import prospect
from events.views.shared import registrations_by_event, visible_event, with_mine


def series_date(request, pk):
    """An event of a series where people register date by date, or 404."""
    event = visible_event(request, pk)
    if event.is_draft or not event.is_taken_by_date:
        raise Http404
    return event


def dates_to_come(member, event):
    """The published dates of its series that have not started, hosts fetched, each with my registration."""
    dates = event.series.events.published().coming().order_by("starts_at", "pk")
    dates = dates.select_related("site", "reserved_site").with_hosts().defer("description", "search_vector")
    return with_mine(dates, registrations_by_event(member))


def prospects(member, event):
    """What would become of each date to come for ``member``: as many queries for three dates as for thirty."""
    dates = dates_to_come(member, event)
    waiting, seated, mine = lines_of(dates), seated_at(dates, member), my_hours(member, dates)
    return [
        prospect(
            date,
            Standing(
                registration=date.mine,
                rank=date.mine.rank if date.mine else 0,
                waiting=waiting[date.pk, AttendanceMode.MAIN],
                waiting_online=waiting[date.pk, AttendanceMode.ONLINE],
                kept=date.kept_from(member, seated=seated[date.pk]),
                clash=next((other for other in mine if overlap(other, date)), None),
                is_host=permissions.is_host(member, date),
            ),
        )
        for date in dates
    ]


def lines_of(dates):
    """How many people wait, by number of event and way to come."""
    rows = Registration.objects.waiting().filter(event__in=dates).order_by().values_list("event", "mode")
    return Counter({(number, mode): people for number, mode, people in rows.annotate(Count("pk"))})


def seated_at(dates, member):
    """Who has a main place where some are kept for others, by number of event; often nobody is asked for."""
    keeping = [date.pk for date in dates if date.has_reserved_seats() and not date.reserves_for(member)]
    seated = defaultdict(list)
    rows = Registration.objects.seated().filter(event__in=keeping, mode=AttendanceMode.MAIN).select_related("member")
    for row in rows:
        seated[row.event_id].append(row)
    return seated


def my_hours(member, dates):
    """The events that engage ``member``, from the first of ``dates`` to the last."""
    if not dates:
        return []
    events = Event.objects.published().engaging(member).defer("description", "search_vector")
    return list(events.filter(starts_at__lt=max(date.ends_at for date in dates), ends_at__gt=dates[0].starts_at))


def overlap(other, date):
    return other.pk != date.pk and other.starts_at < date.ends_at and other.ends_at > date.starts_at
