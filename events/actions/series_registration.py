"""One act for all dates to come of a series where people register date by date (lock order: see the package).

Each date follows the same rules as alone, under its own lock, in one transaction. A message for one date is
written only where a calendar is to file what it holds: Outlook files one invitation a mail. The rest is one message.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from events import emails
from events.actions import limits
from events.actions.claim import claim_of
from events.actions.endings import give_back, tell_no_more
from events.actions.locks import lock_all
from events.actions.registration import enrol, late_news, mode_at, refuse_registration
from events.actions.waiting_list import fill_free_seats
from events.models import AttendanceMode, Event, Registration
from guards.refusals import Refused
from mailing import outbox, preferences
from mailing.messages import Message
from members.models import Member


@dataclass(frozen=True)
class Outcome:
    """What became of one date: a live ``registration``, or the ``reason`` why there is none."""

    event: Event
    registration: Registration | None
    is_new: bool
    reason: str


@transaction.atomic
def register_for_series(event: Event, member: Member, *, by: Member, mode: str = AttendanceMode.MAIN) -> list[Outcome]:
    """Give ``member`` a place, or the last rank in line, at each date to come that takes registrations.

    What she or he has already stays as it is. Returns an ``Outcome`` for each date, in their order.
    """
    events = lock_dates(event)
    limits.refuse_more_returns(claim_of(event, member, mode).returns)
    before = live_at(events, member)
    others = [other for other in events if other.pk not in before]
    reasons = {other.pk: enter(other, member, by=by, mode=mode_at(other, mode)) for other in others}
    after = live_at(events, member)
    if not after:
        said = set(reasons.values())
        raise Refused(said.pop() if len(said) == 1 else _("Aucune date à venir ne prend d’inscription."))
    outcomes = [
        Outcome(other, after.get(other.pk), other.pk in after and other.pk not in before, reasons.get(other.pk, ""))
        for other in events
    ]
    outbox.queue(arrivals(event, member, outcomes))
    return outcomes


@transaction.atomic
def leave_series(event: Event, member: Member, *, by: Member) -> list[Registration]:
    """Give back each place, offer and rank at the dates to come; returns what was closed, in the order of dates."""
    registrations = list(live_at(lock_dates(event), member).values())
    tell_no_more(registrations)
    for registration in registrations:
        give_back(registration, registration.event, by=by)
    outbox.queue(
        departures(event, member, [registration for registration in registrations if registration.is_confirmed])
    )
    for registration in registrations:
        if not registration.is_waiting:
            fill_free_seats(registration.event, by=by)
    return registrations


def lock_dates(event: Event) -> list[Event]:
    """The dates to come of its series in their order, locked, with all that rules and messages read of them."""
    if event.series_id is None:
        raise Refused(_("Ce rendez-vous n’a pas d’autre date."))
    if not event.is_taken_by_date:
        raise Refused(_("Chaque personne a une place sur l’ensemble des dates : choisissez une date."))
    coming = Event.objects.published().of_series(event).coming()
    events = sorted(lock_all(coming), key=lambda other: (other.starts_at, other.pk))
    prefetch_related_objects(events, "hosts", "site")
    return events


def live_at(events: list[Event], member: Member) -> dict[int, Registration]:
    """What ``member`` has at ``events``, in their order, with the rank, by number of event."""
    registrations = Registration.objects.live().filter(event__in=events, member=member).with_rank()
    found = {registration.event_id: registration for registration in registrations}
    for event in events:
        if event.pk in found:
            found[event.pk].event, found[event.pk].member = event, member
    return {event.pk: found[event.pk] for event in events if event.pk in found}


def enter(event: Event, member: Member, *, by: Member, mode: str) -> str:
    """Take a place or a rank at the locked ``event``; returns the reason why not, if any."""
    claim = claim_of(event, member, mode)
    try:
        refuse_registration(claim)
    except Refused as refusal:
        return refusal.message
    enrol(claim, by=by)
    return ""


def arrivals(event: Event, member: Member, outcomes: list[Outcome]) -> Iterator[Message]:
    """An invitation for each new place to who wants them; to the others, or once somebody waits, all dates in one."""
    new = [outcome.registration for outcome in outcomes if outcome.is_new and outcome.registration]
    wants_invitations = preferences.choices_of(member.pk).wants_invitations
    if wants_invitations:
        yield from (emails.registered(registration) for registration in new if registration.is_confirmed)
    if any(registration.is_waiting or not wants_invitations for registration in new):
        yield emails.series_registered(event, member, new[0], outcomes)


def departures(event: Event, member: Member, registrations: list[Registration]) -> Iterator[Message]:
    """What is said of the places given back: to who left, by date or in one message; to the hosts when it is late."""
    if preferences.choices_of(member.pk).wants_invitations:
        yield from (emails.left(registration) for registration in registrations)
    elif registrations:
        yield emails.series_left(event, member, registrations)
    for registration in registrations:
        yield from late_news(registration)
