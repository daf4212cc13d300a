"""One function an e-mail; nobody is told of one cause twice."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils import timezone

from clock import workdays
from events import video_link
from events.calendars import invitations
from events.causes import Cause
from events.models import Event, Host, ParticipantLog, Registration
from events.models.revisions import Revision
from mailing.messages import Attachment, Message, reference
from mailing.topics import Choice, Topic
from members.models import Member, Visibility

FIRST_HOUR = 1
"""Working hours that a reader needs after a quiet night: sooner than that, the news must come at night."""


def registered(registration: Registration, revision: Revision | None = None) -> Message:
    """The place is yours."""
    return about(registration, Cause.REGISTERED, attachments=invitation(registration, revision), is_answer=True)


def waiting(registration: Registration, rank: int) -> Message:
    """You are in line."""
    return about(registration, Cause.WAITING, context={"rank": rank}, is_answer=True)


def promoted(registration: Registration, revision: Revision) -> Message:
    """A place became free and is yours."""
    return about(registration, Cause.PROMOTED, attachments=invitation(registration, revision))


def offered(registration: Registration) -> Message:
    """A place became free and waits for your answer."""
    return about(registration, Cause.OFFERED)


def offer_expired(registration: Registration) -> Message:
    """Without an answer, the place went to the next person."""
    return about(registration, Cause.OFFER_EXPIRED)


def left(registration: Registration, revision: Revision | None = None) -> Message:
    """Your place is given back."""
    return about(registration, Cause.LEFT, attachments=withdrawal(registration, revision), is_answer=True)


def mode_changed(registration: Registration) -> Message:
    """You come another way."""
    return about(
        registration, Cause.MODE_CHANGED, once_for=f"{registration.changed_at:%Y%m%d%H%M%S%f}-{registration.pk}",
        attachments=invitation(registration), is_answer=True,
    )  # fmt: skip


def added(registration: Registration, *, by: Member) -> Message:
    """A host gave you a place."""
    return about(registration, Cause.ADDED, context={"by": by}, attachments=invitation(registration))


def removed(registration: Registration, *, reason: str) -> Message:
    """A host took your place or your rank back, for this reason."""
    return about(registration, Cause.REMOVED, context={"reason": reason}, attachments=withdrawal(registration))


def moved_up(registration: Registration, log_entry: ParticipantLog) -> Message:
    """You are first in line now."""
    return about(registration, Cause.MOVED_UP, once_for=f"{log_entry.pk}-{registration.pk}")


def reminder(registration: Registration, kind: str) -> Message:
    """The date comes near; ``kind`` is « week », « day » or « hour », which alone passes the quiet hours."""
    event = registration.event
    return about(
        registration, Cause.REMINDER, once_for=f"{kind}-{event.starts_at:%Y%m%d%H%M}-{registration.pk}",
        topic=Topic.REMINDER, context={"kind": kind, "minutes": video_link.MINUTES}, expires_at=event.starts_at,
        link=event.get_absolute_url(), is_urgent=kind == Choice.HOUR,
    )  # fmt: skip


def series_registered(event: Event, member: Member, first: Registration, outcomes: Iterable[object]) -> Message:
    """What became of each date of the series of ``event``, in one message; the ``first`` new one names the act."""
    return whole_series(event, member, Cause.SERIES_REGISTERED, first, dates=outcomes)


def series_left(event: Event, member: Member, registrations: list[Registration]) -> Message:
    """Your places at these dates of the series of ``event`` are given back."""
    return whole_series(event, member, Cause.SERIES_LEFT, registrations[0], registrations=registrations)


def whole_series(event: Event, member: Member, cause: Cause, first: Registration, **context: Any) -> Message:
    """The one message of an act on all dates; ``first`` is a registration that no other act made or closed."""
    return Message(
        cause=cause,
        once_for=first.pk,
        to_member=member,
        topic=Topic.SEAT,
        is_answer=True,
        reply_to=event.reply_address,
        context={"event": event} | context,
    )


def about(
    registration: Registration,
    cause: Cause,
    *,
    once_for: str = "",
    context: dict[str, Any] | None = None,
    topic: Topic = Topic.SEAT,
    **how: Any,
) -> Message:
    """Something about one's own registration; ``how`` is what it carries and what lets it wait or not."""
    return Message(
        cause=cause,
        once_for=once_for or registration.pk,
        about=reference(registration.event),
        depends_on=reference(registration),
        to_member=registration.member,
        topic=topic,
        reply_to=registration.event.reply_address,
        context={"event": registration.event, "registration": registration} | (context or {}),
        **({"is_urgent": is_pressing(registration.event)} | how),
    )


def invitation(registration: Registration, revision: Revision | None = None) -> tuple[Attachment, ...]:
    """What puts the event into the calendar of who has the place, or moves it there."""
    return invitations.invitation(registration.event, registration.member, registration, revision)


def withdrawal(registration: Registration, revision: Revision | None = None) -> tuple[Attachment, ...]:
    """What takes the event out of the calendar of who had the place."""
    return invitations.withdrawal(registration.event, registration.member, registration, revision)


def is_pressing(event: Event, now: datetime | None = None) -> bool:
    """Whether the news of ``event`` cannot wait for the end of the quiet hours."""
    now = now or timezone.now()
    return event.is_near(now) or event.starts_at < workdays.add_working_hours(now, FIRST_HOUR)


def answered_by(event: Event, reader: Member) -> str:
    """Whom ``reader`` answers to: who leads, but nobody writes to herself or himself."""
    return "" if reader.email == event.reply_address else event.reply_address


def changed(
    event: Event,
    before: Event,
    member: Member,
    registration: Registration | None,
    revision: Revision,
    what: dict[str, bool],
) -> Message:
    """What was announced is different now: the old and the new; ``registration`` is the member's own, if any.

    ``what`` says of « title », « when », « where » and « link » whether each is another one.
    """
    return Message(
        cause=Cause.CHANGED,
        once_for=f"{event.pk}-{event.sequence}-{member.pk}",
        to_member=member,
        topic=Topic.SEAT,
        is_urgent=is_pressing(before) or is_pressing(event),
        reply_to=answered_by(event, member),
        context={"event": event, "before": before, "registration": registration} | what,
        attachments=invitations.invitation(event, member, registration, revision),
        about=reference(event),
    )


def cancelled(event: Event, member: Member, registration: Registration | None, revision: Revision) -> Message:
    """The event is called off, for this reason; ``registration`` is the member's own, if any."""
    return Message(
        cause=Cause.CANCELLED,
        once_for=f"{event.pk}-{member.pk}",
        to_member=member,
        topic=Topic.SEAT,
        is_urgent=is_pressing(event),
        reply_to=answered_by(event, member),
        context={"event": event},
        attachments=invitations.withdrawal(event, member, registration, revision),
        about=reference(event),
    )


def hosting(event: Event, host: Host, revision: Revision) -> Message:
    """You run this event from now on, or it is announced now; no registration is needed."""
    attachments = invitations.invitation(event, host.member, None, revision)
    return about_hosting(event, host, Cause.HOSTING, attachments=attachments)


def hosting_over(event: Event, host: Host, revision: Revision) -> Message:
    """You do not run this event any more."""
    attachments = invitations.withdrawal(event, host.member, None, revision)
    return about_hosting(event, host, Cause.HOSTING_OVER, attachments=attachments)


def host_left(event: Event, host: Host, gone: Host, staying: Iterable[Host]) -> Message:
    """Somebody who ran this event with you is there no more; who runs it now."""
    others = [other.member.short_name for other in staying if other.pk != host.pk]
    return Message(
        cause=Cause.HOST_LEFT,
        once_for=f"{host.pk}-{gone.pk}",
        about=reference(event),
        depends_on=reference(host),
        to_member=host.member,
        topic=Topic.HOSTING,
        is_urgent=is_pressing(event),
        context={"event": event, "gone": gone.member.both_names, "others": others},
    )


def about_hosting(event: Event, host: Host, cause: Cause, **how: Any) -> Message:
    return Message(
        cause=cause,
        once_for=host.pk,
        about=reference(event),
        depends_on=reference(host),
        to_member=host.member,
        topic=Topic.HOSTING,
        is_urgent=is_pressing(event),
        reply_to=answered_by(event, host.member),
        context={"event": event},
        **how,
    )


def late_withdrawal(registration: Registration, host: Member) -> Message:
    """For a host: somebody gave a place back close to the start."""
    return Message(
        cause=Cause.LATE_WITHDRAWAL,
        once_for=f"{registration.pk}-{host.pk}",
        to_member=host,
        topic=Topic.HOSTING,
        is_urgent=True,
        context={"event": registration.event, "registration": registration},
    )


def summary(
    event: Event,
    host: Member,
    *,
    confirmed: list[Registration],
    offered: list[Registration],
    waiting: list[Registration],
) -> Message:
    """For a host, the evening before: who comes, who has yet to answer, who waits."""
    return Message(
        cause=Cause.SUMMARY,
        once_for=f"{event.pk}-{event.starts_at:%Y%m%d%H%M}-{host.pk}",
        to_member=host,
        topic=Topic.HOSTING,
        expires_at=event.starts_at,
        context={"event": event, "confirmed": confirmed, "offered": offered, "waiting": waiting},
    )


def second_session(event: Event, member: Member, registration: Registration | None = None) -> Message:
    """For who waits: the same event takes place at another time; ``registration`` is the offer or the rank there."""
    return Message(
        cause=Cause.SECOND_SESSION,
        once_for=f"{event.pk}-{member.pk}",
        to_member=member,
        topic=Topic.SEAT,
        is_urgent=is_pressing(event),
        link=event.get_absolute_url(),
        reply_to=answered_by(event, member),
        context={"event": event, "registration": registration},
    )


def note(event: Event, log_entry: ParticipantLog, member: Member, *, text: str, by: Member, hosts: bool) -> Message:
    """What ``by``, who hosts or speaks for the core-team, writes to all; the same words not twice on one day."""
    words = sha256(text.encode()).hexdigest()[:16]
    return Message(
        cause=Cause.NOTE,
        once_for=f"{event.pk}-{timezone.localdate(log_entry.done_at):%Y%m%d}-{words}-{member.pk}",
        to_member=member,
        topic=Topic.SEAT,
        is_urgent=is_pressing(event),
        reply_to=by.email if by.email_visibility == Visibility.MEMBERS else answered_by(event, member),
        about=reference(event),
        context={"event": event, "note": text, "by": by, "hosts": hosts},
    )


def announced(event: Event, member: Member) -> Message:
    """A new event can be found in the agenda."""
    return Message(
        cause=Cause.ANNOUNCED,
        once_for=f"{event.pk}-{member.pk}",
        about=reference(event),
        to_member=member,
        topic=Topic.AGENDA,
        link=event.get_absolute_url(),
        expires_at=event.starts_at,
        reply_to=answered_by(event, member),
        context={"event": event},
    )
