"""How the places of a locked event are given: in the order of the line, never too late."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from clock import workdays
from events import emails
from events.actions.locks import lock_all
from events.causes import STANDINGS
from events.models import Event, Registration, Seating
from events.models.event import NEAR
from events.models.revisions import revisions_in
from mailing import outbox
from mailing.messages import reference

Status, Ending = Registration.Status, Registration.Ending
GIVEN = ["status", "promoted_at", "offer_expires_at", "moving_from", "changed_at", "changed_by"]


def close(registrations, *, by, ended_as):
    """End the live ones among ``registrations``, of a locked event; what was still to be told of them is not."""
    rows = list(registrations.live())
    tell_no_more(rows)
    return end(rows, by=by, ended_as=ended_as)


def end(rows, *, by, ended_as):
    """End live registrations; the rows stay as history."""
    now = timezone.now()
    return Registration.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=Status.CANCELLED, ended_as=ended_as, left_at=now, offer_expires_at=None, guests=0, changed_at=now,
        changed_by=by,
    )  # fmt: skip


def tell_no_more(registrations):
    """Where these stood is no longer so: what has not left yet of it will not leave."""
    outbox.withdraw(STANDINGS, depends_on__in=[reference(row) for row in registrations])


def fill_free_seats(event, *, by):
    """Move the lines up into the free places and tell each person concerned.

    Call it with the event locked. Nobody is given a place in what is not published or has started.
    """
    now = timezone.now()
    if event.state != Event.State.PUBLISHED or event.has_started(now):
        return []
    event.refresh_from_db(fields=["taken_count", "remote_taken_count"])
    given = [row for pool in event.pools for row in next_in_line(event, pool, now)]
    if given:
        give(event, given, by=by, now=now)
    return given


def next_in_line(event, pool, now):
    """Who comes next for the free places of ``pool``; while some are reserved, the others wait for the rest."""
    line = event.registrations.waiting().filter(seating=pool.seating, member__is_active=True).in_line()
    line = line.exclude(
        moving_from__status=Status.CONFIRMED,
        moving_from__event__state=Event.State.PUBLISHED,
        moving_from__event__starts_at__lte=now,
    )
    line = line.exclude(has_place_at_another_date())
    free = pool.free
    kept = event.kept_seats(now) if pool.seating == Seating.MAIN else 0
    for row in line.select_related("member", "moving_from__event"):
        is_expected = kept > 0 and event.reserves_for(row.member)
        if free is not None and free <= (0 if is_expected else kept):
            if is_expected or not kept:
                return
            continue
        yield row
        free = None if free is None else free - 1
        kept -= is_expected


def has_place_at_another_date():
    """The condition of who has a place elsewhere in the series, or the offer of one, and is not moving from it."""
    places = Registration.objects.seated().filter(one_seat_of=OuterRef("one_seat_of"), member=OuterRef("member"))
    return Exists(places.exclude(pk=Coalesce(OuterRef("moving_from"), 0)))


def give(event, rows, *, by, now):
    """Confirm the rows, or offer them their place with a time to answer; who has a place at another date leaves it."""
    deadline = answer_deadline(event, now)
    for row in rows:
        is_offer = deadline is not None and not (row.moving_from and row.moving_from.is_seated)
        row.status = Status.OFFERED if is_offer else Status.CONFIRMED
        row.promoted_at = None if is_offer else now
        row.offer_expires_at = deadline if is_offer else None
        row.changed_at, row.changed_by, row.event = now, by, event
    freed = leave_other_dates(event, [row for row in rows if row.is_confirmed], by=by)
    Registration.objects.bulk_update(rows, GIVEN)
    tell_no_more(rows)
    revisions = revisions_in(event)
    outbox.queue(
        [emails.offered(row) if row.is_offered else emails.promoted(row, revisions[row.member_id]) for row in rows]
    )
    for other in freed:
        fill_free_seats(other, by=by)


def seat(registration, event, *, seating, by):
    """The row becomes a confirmed place of the locked ``event``."""
    registration.event, registration.seating, registration.status = event, seating, Status.CONFIRMED
    registration.promoted_at = timezone.now() if registration.pk else None
    registration.offer_expires_at = None
    registration.changed_at, registration.changed_by = timezone.now(), by
    registration.save()
    tell_no_more([registration])


def answer_deadline(event, now):
    """Until when a freed place waits for an answer, or ``None`` where it is given at once, as always near the start."""
    if event.answer_hours is None:
        return None
    deadline = workdays.add_working_hours(now, event.answer_hours)
    return None if deadline > event.starts_at - NEAR else deadline


def serve_other_dates(event, members, *, by):
    """Give places at the other dates to those of ``members`` who wait there and were passed over while they decided."""
    if event.series_id is None or not event.series.one_seat:
        return
    waiting = Registration.objects.waiting().filter(event__series=event.series_id, member__in=members)
    for other in lock_all(Event.objects.filter(pk__in=waiting.exclude(event=event).values("event"))):
        fill_free_seats(other, by=by)


def leave_other_dates(event, rows, *, by):
    """Close what the people of ``rows`` have at other dates of a series where each has one seat, and tell them.

    Returns the events in which a place is free now, locked: the caller holds the lock of the series.
    """
    if event.series_id is None or not event.series.one_seat:
        return []
    members = [row.member_id for row in rows]
    others = Registration.objects.live().filter(one_seat_of=event.series_id, member__in=members).exclude(event=event)
    others = others.filter(event__starts_at__gt=timezone.now())
    seats = list(others.seated().select_related("member"))
    freed = {other.pk: other for other in lock_all(Event.objects.filter(pk__in=[row.event_id for row in seats]))}
    for row in seats:
        row.event = freed[row.event_id]
    close(others, by=by, ended_as=Ending.MOVED)
    revisions = {number: revisions_in(other) for number, other in freed.items()}
    outbox.queue([emails.left(row, revisions[row.event_id][row.member_id]) for row in seats])
    return list(freed.values())
