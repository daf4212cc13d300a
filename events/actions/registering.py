"""Registering, leaving, and what happens to the line (lock order: see the package)."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events import emails
from events.actions.places import Refused, close, fill_free_seats, lock
from events.models import CalendarFeed, Event, Registration
from mailing import outbox


@transaction.atomic
def register(event, member, *, by):
    """Give ``member`` a place, or the last rank in line; a second request changes nothing."""
    return take_place(lock(event), member, by=by)


def take_place(event, member, *, by):
    """The rules of ``register``, for an event that the caller has locked."""
    live = event.registrations.live().filter(member=member).first()
    if live is not None:
        return live
    refuse_registration(event, member)
    is_free = event.has_free_seat and not event.registrations.waiting().exists()
    registration = Registration.objects.create(
        event=event,
        member=member,
        status=Registration.Status.CONFIRMED if is_free else Registration.Status.WAITING,
        changed_by=by,
    )
    outbox.queue([arrival(registration)])
    return registration


def arrival(registration):
    if registration.is_confirmed:
        return emails.registered(registration)
    rank = Registration.objects.with_rank().values_list("rank", flat=True).get(pk=registration.pk)
    return emails.waiting(registration, rank)


def refuse_registration(event, member):
    """Raise ``Refused`` with the reason why ``member`` cannot register now."""
    now = timezone.now()
    if not member.is_active:
        raise Refused(_("Ce compte ne peut pas s’inscrire en ce moment."))
    if event.state != Event.State.PUBLISHED:
        raise Refused(_("Ce rendez-vous ne prend pas d’inscription."))
    if event.has_started(now):
        raise Refused(_("Ce rendez-vous a déjà commencé."))
    if event.registration_opens_at and now < event.registration_opens_at:
        opening = date_format(timezone.localtime(event.registration_opens_at), "j F")
        raise Refused(_("Les inscriptions ouvrent le %(day)s.") % {"day": opening})
    if not event.takes_registrations(now):
        raise Refused(_("Les inscriptions sont closes."))
    if event.hosts.filter(member=member).exists():
        raise Refused(_("Vous animez ce rendez-vous : votre place est déjà prévue."))


@transaction.atomic
def leave(event, member, *, by):
    """Give back a place or a rank; late withdrawals are welcome, until the start.

    Leaving the line tells nobody; leaving a place moves the line up. Without a live
    registration nothing happens.
    """
    event = lock(event)
    registration = event.registrations.live().filter(member=member).select_related("member").first()
    if registration is None:
        return None
    if registration.is_confirmed and event.has_started():
        raise Refused(_("Ce rendez-vous a commencé : la place ne peut plus être rendue."))
    had_place = registration.is_confirmed
    close(event.registrations.filter(pk=registration.pk), by=by)
    registration.event = event
    if had_place:
        outbox.queue([emails.left(registration)])
        fill_free_seats(event, by=by)
    return registration


@transaction.atomic
def release_seats(member, *, by=None):
    """Free the places to come of who is away, and end the private calendar address; what is past stays."""
    numbers = member.registrations.live().filter(event__starts_at__gt=timezone.now()).values("event")
    events = Event.objects.filter(pk__in=numbers).select_for_update(of=("self",), no_key=True).order_by("pk")
    for event in events:
        close(event.registrations.filter(member=member), by=by)
        fill_free_seats(event, by=by)
    CalendarFeed.objects.filter(member=member).delete()
