"""One function an e-mail; the key names the cause, so that nobody is told twice."""

from hashlib import sha256

from django.utils import timezone

from events import ics
from mailing import working_time
from mailing.messages import Message
from mailing.topics import Topic
from members.models import Visibility

FIRST_HOUR = 1
"""Working hours that a reader needs after a quiet night: sooner than that, the news must come at night."""


def registered(registration):
    """The place is yours."""
    return about(
        registration, "registered", "events/email/registered", is_answer=True, attachments=coming(registration)
    )


def waiting(registration, rank):
    """You are in line."""
    return about(registration, "waiting", "events/email/waiting", is_answer=True, context={"rank": rank})


def promoted(registration):
    """A place became free and is yours."""
    return about(registration, "promoted", "events/email/promoted", attachments=coming(registration))


def offered(registration):
    """A place became free and waits for your answer."""
    return about(registration, "offered", "events/email/offered", expires_at=registration.offer_expires_at)


def offer_expired(registration):
    """Without an answer, the place went to the next person."""
    return about(registration, "offer-expired", "events/email/offer_expired")


def left(registration):
    """Your place is given back."""
    return about(registration, "left", "events/email/left", is_answer=True, attachments=not_coming(registration))


def seating_changed(registration):
    """You come another way."""
    cause = f"seating-{registration.changed_at:%Y%m%d%H%M%S%f}"
    return about(registration, cause, "events/email/seating_changed", is_answer=True, attachments=coming(registration))


def added(registration, *, by):
    """A host gave you a place."""
    return about(registration, "added", "events/email/added", context={"by": by}, attachments=coming(registration))


def removed(registration, *, reason):
    """A host took your place or your rank back, for this reason."""
    said = {"reason": reason}
    return about(registration, "removed", "events/email/removed", context=said, attachments=not_coming(registration))


def moved_up(registration, intervention):
    """You are first in line now."""
    return about(registration, f"moved-up-{intervention.pk}", "events/email/moved_up")


def late_withdrawal(registration, host):
    """For a host: somebody gave a place back close to the start."""
    return Message(
        key=f"late-{registration.pk}-{host.pk}",
        to_member=host,
        template="events/email/late_withdrawal",
        topic=Topic.HOSTING,
        is_urgent=is_pressing(registration.event),
        context={"event": registration.event, "registration": registration},
    )


def note(event, intervention, member, *, text, by):
    """What a host writes to those who come or wait; the same words are not sent twice on one day."""
    words = sha256(text.encode()).hexdigest()[:16]
    return Message(
        key=f"note-{event.pk}-{timezone.localdate(intervention.done_at):%Y%m%d}-{words}-{member.pk}",
        to_member=member,
        template="events/email/note",
        topic=Topic.SEAT,
        is_urgent=is_pressing(event),
        reply_to=by.email if by.email_visibility == Visibility.MEMBERS else "",
        context={"event": event, "note": text, "by": by},
    )


def about(registration, cause, template, *, context=None, **fields):
    """Something about one's own registration, urgent when the event is close."""
    fields = {"topic": Topic.SEAT, "is_urgent": is_pressing(registration.event)} | fields
    return Message(
        key=f"{cause}-{registration.pk}",
        to_member=registration.member,
        template=template,
        context={"event": registration.event, "registration": registration} | (context or {}),
        **fields,
    )


def coming(registration):
    """The part by which calendars file the event."""
    return ics.invitation(registration.event, registration)


def not_coming(registration):
    """The part by which calendars forget the event."""
    return ics.withdrawal(registration.event, registration)


def place(event, member):
    """The confirmed place of ``member``, whose calendar holds the event."""
    return event.registrations.confirmed().filter(member=member).select_related("member").first()


def is_pressing(event, now=None):
    """Whether the news of ``event`` cannot wait for the end of the quiet hours."""
    now = now or timezone.now()
    return event.is_near(now) or event.starts_at < working_time.add_working_hours(now, FIRST_HOUR)


def changed(event, before, member, *, when, where, link):
    """What was announced is different now: the old and the new."""
    return Message(
        key=f"event-{event.pk}-changed-{event.sequence}-{member.pk}",
        to_member=member,
        template="events/email/changed",
        topic=Topic.SEAT,
        is_urgent=is_pressing(before) or is_pressing(event),
        context={"event": event, "before": before, "when": when, "where": where, "link": link},
        attachments=ics.invitation(event, place(event, member)),
    )


def cancelled(event, member):
    """The event is called off, for this reason."""
    return Message(
        key=f"event-{event.pk}-cancelled-{member.pk}",
        to_member=member,
        template="events/email/cancelled",
        topic=Topic.SEAT,
        is_urgent=is_pressing(event),
        context={"event": event},
        attachments=ics.withdrawal(event, place(event, member)),
    )


def reminder(registration, kind):
    """The date comes near; ``kind`` is « day » or « hour »."""
    event = registration.event
    return about(
        registration,
        f"reminder-{kind}-{event.starts_at:%Y%m%d%H%M}",
        "events/email/reminder",
        context={"kind": kind},
        topic=Topic.REMINDER,
        is_urgent=kind == "hour",
        expires_at=event.starts_at,
    )


def summary(event, host, *, confirmed, waiting):
    """For a host, the evening before: who comes and who waits."""
    return Message(
        key=f"summary-{event.pk}-{event.starts_at:%Y%m%d%H%M}-{host.pk}",
        to_member=host,
        template="events/email/summary",
        topic=Topic.HOSTING,
        is_urgent=is_pressing(event),
        expires_at=event.ends_at,
        context={"event": event, "confirmed": confirmed, "waiting": waiting},
    )


def announced(event, member):
    """A new event can be found in the agenda."""
    return Message(
        key=f"{announcement_of(event)}{member.pk}",
        to_member=member,
        template="events/email/announced",
        topic=Topic.AGENDA,
        link=event.get_absolute_url(),
        expires_at=event.starts_at,
        context={"event": event},
    )


def announcement_of(event):
    """How the keys of all these messages begin."""
    return f"event-{event.pk}-announced-"
