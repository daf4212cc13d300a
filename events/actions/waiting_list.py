"""How the places of a locked event are given: in the order of the line, never too late."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from events import emails
from events.actions.endings import Ending, close, tell_no_more
from events.actions.locks import lock_all
from events.models import AttendanceMode, Event, Registration
from events.models.attendance_mode import Pool
from events.models.revisions import Revision, revisions_in
from mailing import outbox
from mailing.messages import Message
from members.models import Member
from statements import Statement

Status = Registration.Status
GIVEN = ["status", "promoted_at", "offer_expires_at", "moving_from", "changed_at", "changed_by"]


def fill_free_seats(event: Event, *, by: Member | None) -> list[Registration]:
    """Move the lines up into the free places and tell each person concerned.

    Call it with the event locked. Nobody is given a place in what is not published or has started.
    """
    now = timezone.now()
    if not event.is_to_come(now):
        return []
    pools = [event.pool_at(now, mode) for mode in awaited_modes(event) if mode in event.attendance_modes]
    given = [registration for pool in pools for registration in next_in_line(event, pool, now)]
    if given:
        give(event, given, by=by, now=now)
    return given


def awaited_modes(event: Event) -> list[AttendanceMode]:
    """The ways to come for which people wait; ``event`` learns in the same statement how many places are taken."""
    event.taken_count, event.online_taken_count, *are_awaited = COUNTS(event.pk)[0]
    return [mode for mode, is_awaited in zip(AttendanceMode, are_awaited, strict=True) if is_awaited]


def counts(event: int) -> QuerySet[Event, Any]:
    rows = Registration.objects.filter(event=OuterRef("pk"))
    lines = [Exists(rows.line(mode)) for mode in AttendanceMode]
    return Event.objects.filter(pk=event).order_by().values_list("taken_count", "online_taken_count", *lines)


COUNTS = Statement(counts)


def next_in_line(event: Event, pool: Pool, now: datetime) -> Iterator[Registration]:
    """Who comes next for the free places of ``pool``; while some are reserved, the others wait for the rest."""
    line = event.registrations.line(pool.mode).filter(member__is_active=True)
    line = line.exclude(
        moving_from__status=Status.CONFIRMED,
        moving_from__event__state=Event.State.PUBLISHED,
        moving_from__event__starts_at__lte=now,
    )
    line = line.exclude(has_place_at_another_date())
    for registration in line.select_related("member", "moving_from__event"):
        is_expected = event.reserves_for(registration.member)
        if pool.free_for(is_expected=is_expected) == 0:
            if is_expected or not pool.kept:
                return
            continue
        yield registration
        pool = pool.less_one(is_expected=is_expected)


def has_place_at_another_date() -> Exists:
    """The condition of who has a place elsewhere in the series, or the offer of one, and is not moving from it."""
    seats = Registration.objects.seated().filter(one_seat_of=OuterRef("one_seat_of"), member=OuterRef("member"))
    return Exists(seats.exclude(pk=Coalesce(OuterRef("moving_from"), 0)))


def give(event: Event, registrations: list[Registration], *, by: Member | None, now: datetime) -> None:
    """Confirm, or offer a place with a time to answer; who has a place at another date leaves it."""
    deadline = event.answer_deadline(now)
    for registration in registrations:
        is_offer = deadline is not None and not (registration.moving_from and registration.moving_from.is_seated)
        registration.status = Status.OFFERED if is_offer else Status.CONFIRMED
        registration.promoted_at = None if is_offer else now
        registration.offer_expires_at = deadline if is_offer else None
        registration.changed_at, registration.changed_by, registration.event = now, by, event
    freed = leave_other_dates(
        event, [registration for registration in registrations if registration.is_confirmed], by=by
    )
    Registration.objects.bulk_update(registrations, GIVEN)
    tell_no_more(registrations)
    revisions = revisions_in(event)
    outbox.queue([given_place(registration, revisions[registration.member_id]) for registration in registrations])
    for other in freed:
        fill_free_seats(other, by=by)


def given_place(registration: Registration, revision: Revision) -> Message:
    return emails.offered(registration) if registration.is_offered else emails.promoted(registration, revision)


def confirm(registration: Registration, event: Event, *, mode: str, by: Member) -> None:
    """It becomes a confirmed place of the locked ``event``."""
    registration.event, registration.mode, registration.status = event, mode, Status.CONFIRMED
    registration.promoted_at = timezone.now() if registration.pk else None
    registration.offer_expires_at = None
    registration.changed_at, registration.changed_by = timezone.now(), by
    registration.save()
    tell_no_more([registration])


def serve_other_dates(event: Event, members: Iterable[int], *, by: Member | None) -> None:
    """Give places at the other dates to those of ``members`` who wait there and were passed over while they decided."""
    if not event.shares_one_seat:
        return
    waiting = Registration.objects.waiting().filter(event__series=event.series_id, member__in=members)
    for other in lock_all(Event.objects.filter(pk__in=waiting.exclude(event=event).values("event"))):
        fill_free_seats(other, by=by)


def leave_other_dates(event: Event, registrations: list[Registration], *, by: Member | None) -> list[Event]:
    """Close what these people have at other dates of a series where each has one seat, and tell them.

    Returns the events in which a place is free now, locked: the caller holds the lock of the series.
    """
    if not event.shares_one_seat:
        return []
    members = [registration.member_id for registration in registrations]
    others = Registration.objects.live().coming().at_other_dates(event).filter(member__in=members)
    seats = list(others.seated().select_related("member"))
    freed = {other.pk: other for other in lock_all(Event.objects.filter(pk__in=[seat.event_id for seat in seats]))}
    for seat in seats:
        seat.event = freed[seat.event_id]
    close(others, by=by, ended_as=Ending.MOVED)
    revisions = {number: revisions_in(other) for number, other in freed.items()}
    outbox.queue([emails.left(seat, revisions[seat.event_id][seat.member_id]) for seat in seats])
    return list(freed.values())
