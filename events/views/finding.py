"""How the pages fetch: one event that the member may know of, and where the member stands."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from events import permissions
from events.models import Event, Registration
from events.panel import Standing


def visible_event(request, pk):
    """The event with its hosts, or 404: absent and forbidden look alike."""
    events = Event.objects.visible_to(request.user).select_related("site").with_hosts()
    return get_object_or_404(events, pk=pk)


def event_if(request, pk, may):
    """The event if ``may(member, event)``, else 404."""
    event = visible_event(request, pk)
    if not may(request.user, event):
        raise Http404
    return event


def live_registration(member, event):
    return Registration.objects.live().filter(event=event, member=member).with_rank().first()


def standing(member, event):
    """What the panel needs to know, in three queries."""
    registration = live_registration(member, event)
    return Standing(
        registration=registration,
        rank=registration.rank if registration else 0,
        waiting=event.registrations.waiting().count(),
        clash=None if registration else Event.objects.clashing_with(event, member).first(),
        is_host=permissions.is_host(member, event),
        can_open_link=permissions.can_open_link(member, event, registration),
    )


def registrations_by_event(member):
    """My live registrations with my rank, by number of event: one query for a whole list."""
    rows = Registration.objects.live().filter(member=member).with_rank()
    return {registration.event_id: registration for registration in rows}


def with_mine(events, mine):
    """The events as a list, each with ``event.mine``: my registration or ``None``."""
    events = list(events)
    for event in events:
        event.mine = mine.get(event.pk)
    return events
