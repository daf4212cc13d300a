"""One function an e-mail; the key names the cause, so that nobody is told twice."""

from hashlib import sha256

from django.utils import timezone

from events import ics
from mailing.messages import Message


def registered(registration):
    """The place is yours."""
    return about(
        registration,
        "registered",
        "events/email/registered",
        attachments=ics.invitation(registration.event, registration),
    )


def waiting(registration, rank):
    """You are in line."""
    return about(registration, "waiting", "events/email/waiting", rank=rank)


def promoted(registration):
    """A place became free and is yours."""
    return about(
        registration, "promoted", "events/email/promoted", attachments=ics.invitation(registration.event, registration)
    )


def offered(registration):
    """A place became free and waits for your answer."""
    return about(registration, "offered", "events/email/offered")


def offer_expired(registration):
    """Without an answer, the place went to the next person."""
    return about(registration, "offer-expired", "events/email/offer_expired")


def left(registration):
    """Your place is given back."""
    return about(
        registration, "left", "events/email/left", attachments=ics.withdrawal(registration.event, registration)
    )


def seating_changed(registration):
    """You come another way."""
    cause = f"seating-{registration.changed_at:%Y%m%d%H%M%S%f}"
    return about(
        registration,
        cause,
        "events/email/seating_changed",
        attachments=ics.invitation(registration.event, registration),
    )


def added(registration, *, by):
    """A host gave you a place."""
    return about(
        registration, "added", "events/email/added", by=by, attachments=ics.invitation(registration.event, registration)
    )


def removed(registration, *, reason):
    """A host took your place or your rank back, for this reason."""
    return about(
        registration,
        "removed",
        "events/email/removed",
        reason=reason,
        attachments=ics.withdrawal(registration.event, registration),
    )


def moved_up(registration, intervention):
    """You are first in line now."""
    return about(registration, f"moved-up-{intervention.pk}", "events/email/moved_up")


def late_withdrawal(registration, host):
    """For a host: somebody gave a place back close to the start."""
    return Message(
        key=f"late-{registration.pk}-{host.pk}",
        to_member=host,
        template="events/email/late_withdrawal",
        context={"event": registration.event, "registration": registration},
    )


def second_session(session, member, registration=None):
    """For who waits: the same event takes place at another time; ``registration`` is the offer or the rank there."""
    return Message(
        key=f"second-session-{session.pk}-{member.pk}",
        to_member=member,
        template="events/email/second_session",
        context={"event": session, "registration": registration},
    )


def note(event, intervention, member, *, text, by):
    """What a host writes to those who come or wait; the same words are not sent twice on one day."""
    words = sha256(text.encode()).hexdigest()[:16]
    return Message(
        key=f"note-{event.pk}-{timezone.localdate(intervention.done_at):%Y%m%d}-{words}-{member.pk}",
        to_member=member,
        template="events/email/note",
        context={"event": event, "note": text, "by": by},
    )


def about(registration, cause, template, *, attachments=(), **extra):
    return Message(
        key=f"{cause}-{registration.pk}",
        to_member=registration.member,
        template=template,
        context={"event": registration.event, "registration": registration} | extra,
        attachments=attachments,
    )


def place(event, member):
    """The confirmed place of ``member``, whose calendar holds the event."""
    return event.registrations.confirmed().filter(member=member).select_related("member").first()


def changed(event, before, member, *, when, where, link):
    """What was announced is different now: the old and the new."""
    return Message(
        key=f"event-{event.pk}-changed-{event.sequence}-{member.pk}",
        to_member=member,
        template="events/email/changed",
        context={"event": event, "before": before, "when": when, "where": where, "link": link},
        attachments=ics.invitation(event, place(event, member)),
    )


def cancelled(event, member):
    """The event is called off, for this reason."""
    return Message(
        key=f"event-{event.pk}-cancelled-{member.pk}",
        to_member=member,
        template="events/email/cancelled",
        context={"event": event},
        attachments=ics.withdrawal(event, place(event, member)),
    )


def reminder(registration, kind):
    """The date comes near; ``kind`` is « day » or « hour »."""
    cause = f"reminder-{kind}-{registration.event.starts_at:%Y%m%d%H%M}"
    return about(registration, cause, "events/email/reminder", kind=kind)


def summary(event, host, *, confirmed, waiting):
    """For a host, the evening before: who comes and who waits."""
    return Message(
        key=f"summary-{event.pk}-{event.starts_at:%Y%m%d%H%M}-{host.pk}",
        to_member=host,
        template="events/email/summary",
        context={"event": event, "confirmed": confirmed, "waiting": waiting},
    )
