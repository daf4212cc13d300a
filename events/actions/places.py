"""The lock on an event, and how its places are given: in the order of the line, never too late."""

from django.utils import timezone

from events import emails
from events.models import Event, Registration
from mailing import outbox


class Refused(Exception):
    """An act that the rules forbid, with the sentence to show."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


def lock(event):
    """The event as it is now, locked until the end of the transaction."""
    return Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)


def close(registrations, *, by):
    """End live registrations; the rows stay as history."""
    now = timezone.now()
    return registrations.live().update(status=Registration.Status.CANCELLED, left_at=now, changed_at=now, changed_by=by)


def fill_free_seats(event, *, by):
    """Move the line up into the free places and tell each promoted member.

    Call it with the event locked. Nobody is promoted into what is not published or has started.
    """
    now = timezone.now()
    if event.state != Event.State.PUBLISHED or event.has_started(now):
        return []
    event.refresh_from_db(fields=["confirmed_count"])
    line = event.registrations.waiting().filter(member__is_active=True).in_line()
    first = list(line.select_related("member")[: event.free_seats])
    for registration in first:
        registration.status = Registration.Status.CONFIRMED
        registration.promoted_at = registration.changed_at = now
        registration.changed_by = by
        registration.event = event
    Registration.objects.bulk_update(first, ["status", "promoted_at", "changed_at", "changed_by"])
    outbox.queue([emails.promoted(registration) for registration in first])
    return first
