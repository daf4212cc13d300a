"""One act for all dates to come of a series where people register date by date (lock order: see the package).

Each date follows the same rules as alone, under its own lock, in one transaction. A message for one date is
written only where a calendar is to file what it holds: Outlook files one invitation a mail. The rest is one message.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from events import emails
from events.actions.locks import lock_all
from events.actions.registration import enrol, give_back, late_news, refuse_registration, way_at
from events.actions.waiting_list import fill_free_seats, tell_no_more
from events.models import Event, Registration, Seating
from guards.refusals import Refused
from mailing import outbox, preferences


@dataclass(frozen=True)
class Outcome:
    """What became of one date: a live ``registration``, or the ``reason`` why there is none."""

    event: Event
    registration: Registration | None
    is_new: bool
    reason: str


@transaction.atomic
def register_for_series(event, member, *, by, seating=Seating.MAIN):
    """Give ``member`` a place, or the last rank in line, at each date to come that takes registrations.

    What she or he has already stays as it is. Returns an ``Outcome`` for each date, in their order.
    """
    dates = lock_dates(event)
    before = live_rows(dates, member)
    others = [date for date in dates if date.pk not in before]
    reasons = {date.pk: enter(date, member, by=by, seating=way_at(date, seating)) for date in others}
    after = live_rows(dates, member)
    if not after:
        said = set(reasons.values())
        raise Refused(said.pop() if len(said) == 1 else _("Aucune date à venir ne prend d’inscription."))
    outcomes = [
        Outcome(date, after.get(date.pk), date.pk in after and date.pk not in before, reasons.get(date.pk, ""))
        for date in dates
    ]
    outbox.queue(arrivals(event, member, outcomes))
    return outcomes


@transaction.atomic
def leave_series(event, member, *, by):
    """Give back each place, offer and rank at the dates to come; returns what was closed, in the order of dates."""
    rows = list(live_rows(lock_dates(event), member).values())
    tell_no_more(rows)
    for row in rows:
        give_back(row, row.event, by=by)
    outbox.queue(departures(event, member, [row for row in rows if row.is_confirmed]))
    for row in rows:
        if not row.is_waiting:
            fill_free_seats(row.event, by=by)
    return rows


def lock_dates(event):
    """The dates to come of its series in their order, locked, with all that rules and messages read of them."""
    if event.series_id is None:
        raise Refused(_("Ce rendez-vous n’a pas d’autre date."))
    if not event.is_taken_by_date:
        raise Refused(_("Chaque personne a une place sur l’ensemble des dates : choisissez une date."))
    coming = Event.objects.published().of_series(event).coming()
    dates = sorted(lock_all(coming), key=lambda date: (date.starts_at, date.pk))
    prefetch_related_objects(dates, "hosts", "site")
    return dates


def live_rows(dates, member):
    """What ``member`` has at ``dates``, in their order, with the rank, by number of event."""
    rows = Registration.objects.live().filter(event__in=dates, member=member).with_rank()
    found = {row.event_id: row for row in rows}
    for date in dates:
        if date.pk in found:
            found[date.pk].event, found[date.pk].member = date, member
    return {date.pk: found[date.pk] for date in dates if date.pk in found}


def enter(date, member, *, by, seating):
    """Take a place or a rank at the locked ``date``; returns the reason why not, if any."""
    try:
        refuse_registration(date, member, seating=seating)
    except Refused as refusal:
        return refusal.message
    enrol(date, member, by=by, seating=seating)
    return ""


def arrivals(event, member, outcomes):
    """An invitation for each new place to who wants them; to the others, or once somebody waits, all dates in one."""
    new = [outcome.registration for outcome in outcomes if outcome.is_new]
    wants_invitations = preferences.choices_of(member.pk).wants_invitations
    if wants_invitations:
        yield from (emails.registered(row) for row in new if row.is_confirmed)
    if any(row.is_waiting or not wants_invitations for row in new):
        yield emails.series_registered(event, member, outcomes)


def departures(event, member, rows):
    """What is said of the places given back: to who left, by date or in one message; to the hosts when it is late."""
    if preferences.choices_of(member.pk).wants_invitations:
        yield from (emails.left(row) for row in rows)
    elif rows:
        yield emails.series_left(event, member, rows)
    for row in rows:
        yield from late_news(row)
