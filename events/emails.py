"""One function an e-mail; the key names the cause, so that nobody is told twice."""

from mailing.messages import Message


def registered(registration):
    """The place is yours."""
    return about(registration, "registered", "events/email/registered")


def waiting(registration, rank):
    """You are in line."""
    return about(registration, "waiting", "events/email/waiting", rank=rank)


def promoted(registration):
    """A place became free and is yours."""
    return about(registration, "promoted", "events/email/promoted")


def left(registration):
    """Your place is given back."""
    return about(registration, "left", "events/email/left")


def about(registration, cause, template, **extra):
    return Message(
        key=f"{cause}-{registration.pk}",
        to_member=registration.member,
        template=template,
        context={"event": registration.event, "registration": registration} | extra,
    )


def changed(event, before, member, *, when, where, link):
    """What was announced is different now: the old and the new."""
    return Message(
        key=f"event-{event.pk}-changed-{event.sequence}-{member.pk}",
        to_member=member,
        template="events/email/changed",
        context={"event": event, "before": before, "when": when, "where": where, "link": link},
    )


def cancelled(event, member):
    """The event is called off, for this reason."""
    return Message(
        key=f"event-{event.pk}-cancelled-{member.pk}",
        to_member=member,
        template="events/email/cancelled",
        context={"event": event},
    )
