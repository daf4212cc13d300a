"""Answers to an offered place, and what the clock alone decides (lock order: see the package)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events import emails
from events.actions.endings import Ending, close
from events.actions.locks import lock
from events.actions.waiting_list import Status, confirm, fill_free_seats, leave_other_dates, serve_other_dates
from events.models import Event, Registration
from events.models.queries import EventQuerySet
from guards.refusals import Refused
from mailing import outbox
from members.models import Member


@transaction.atomic
def take_offer(event: Event, member: Member, *, by: Member) -> Registration:
    """Confirm the offered place; one confirmed already stays so. Raises ``Refused`` when it is too late."""
    event = lock(event)
    registration = event.registrations.live_of(member)
    if registration is not None and registration.is_confirmed:
        return registration
    now = timezone.now()
    if registration is None or not registration.has_open_offer(now) or event.has_started(now):
        raise Refused(_("Cette place n’est plus proposée : le temps de réponse est passé, ou elle a été rendue."))
    confirm(registration, event, mode=registration.mode, by=by)
    outbox.queue([emails.registered(registration)])
    for other in leave_other_dates(event, [registration], by=by):
        fill_free_seats(other, by=by)
    return registration


def settle(*, now: datetime | None = None) -> int:
    """Do what time asks: unanswered offers go to the next in line, reserved places open to all.

    Each event is settled in its own transaction; doing it twice, or by two workers, changes nothing more.
    Returns how many events were looked at.
    """
    now = now or timezone.now()
    events = list(due(now))
    for event in events:
        settle_event(event, now=now)
    return len(events)


def due(now: datetime) -> EventQuerySet:
    """The events in which an offer has lapsed, or reserved places have opened with people waiting."""
    lapsed = Registration.objects.lapsed(now).values("event")
    opened = Event.objects.with_free_seats().coming(now).filter(
        reserved_seats__gt=0, reserved_until__lte=now, registrations__status=Status.WAITING
    )  # fmt: skip
    return Event.objects.filter(Q(pk__in=lapsed) | Q(pk__in=opened.values("pk"))).order_by("pk")


@transaction.atomic
def settle_event(event: Event, *, now: datetime) -> None:
    """One event's share of ``settle``."""
    event = lock(event)
    lapsed = list(event.registrations.lapsed(now).select_related("member"))
    close(
        event.registrations.filter(pk__in=[registration.pk for registration in lapsed]),
        by=None,
        ended_as=Ending.EXPIRED,
    )
    for registration in lapsed:
        registration.event = event
    if event.is_to_come(now):
        outbox.queue([emails.offer_expired(registration) for registration in lapsed])
    fill_free_seats(event, by=None)
    serve_other_dates(event, [registration.member_id for registration in lapsed], by=None)
