"""How the pages fetch: one event that the member may know of, and where the member stands."""

from collections import Counter

from django.http import Http404
from django.utils import timezone

from events import listing, permissions, video_link
from events.models import AttendanceMode, Event
from events.panel.parts import Standing


def visible_event(request, pk):
    """The event with its hosts, or 404: absent and forbidden look alike."""
    for event in listing.event(request.user, pk):
        listing.fetch_hosts([event])
        return event
    raise Http404


def event_of_an_act(request, pk):
    """As ``visible_event``, no more of it than an act asks for, which reads the row itself under its lock."""
    for event in listing.event_of_an_act(request.user, pk):
        return event
    raise Http404


def event_if(request, pk, may):
    """The event if ``may(member, event)``, else 404."""
    event = visible_event(request, pk)
    if not may(request.user, event):
        raise Http404
    return event


def live_registration(member, event):
    return next(iter(listing.MINE_IN(member.pk, event.pk)), None)


def standing(member, event, dates=()):
    """What the panel needs to know: three queries, one more for each rule or change that the event has of its own.

    ``dates`` are the other ones of its series, where the page shows them.
    """
    registration = live_registration(member, event)
    counts, is_sure = counts_of(event), registration is not None and registration.is_confirmed
    return Standing(
        registration=registration,
        rank=registration.rank if registration else 0,
        waiting=counts[AttendanceMode.MAIN],
        waiting_online=counts[AttendanceMode.ONLINE],
        kept=event.kept_from(member),
        clash=None if is_sure else listing.clash(event, member),
        was_at=start_before(event, registration) if is_sure else None,
        other_seat=None if registration else event.other_seat_of(member),
        is_host=permissions.is_host(member, event),
        can_open_link=video_link.can_open_link(member, event, registration),
        has_questions=registration is not None and registration.has_questions,
        other_open_dates=sum(is_open_to_me(date) for date in dates) if event.is_taken_by_date else 0,
    )


def start_before(event, registration):
    """When the event was to start as the place was taken, if that is another moment now; else ``None``."""
    since = max(registration.asked_at, registration.promoted_at or registration.asked_at)
    if event.changed_at <= since:
        return None
    known = Event.pgh_event_model.objects.filter(pgh_obj=event, changed_at__lte=since)
    start = known.order_by("-pk").values_list("starts_at", flat=True).first()
    return start if start != event.starts_at else None


def is_open_to_me(date):
    return date.mine is None and not date.is_hosted and date.takes_registrations()


def counts_of(event):
    """How many people wait in each line."""
    return Counter(dict(listing.WAITING_IN(event.pk)))


def registrations_by_event(member):
    """My live registrations with my rank, by number of event: one query for a whole list."""
    return {registration.event_id: registration for registration in listing.MINE(member.pk)}


def with_mine(events, mine):
    """The events as a list, each with ``event.mine``, my registration or ``None``."""
    events = list(events)
    for event in events:
        event.mine = mine.get(event.pk)
    return events


def other_dates(member, event):
    """The dates to come of its series, each with my registration: two queries, none outside a series."""
    if event.series_id is None:
        return []
    return with_mine(listing.other_dates(member, event, timezone.now()), registrations_by_event(member))
