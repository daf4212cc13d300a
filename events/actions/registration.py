"""Registering, choosing how to come, leaving, and what happens to the line (lock order: see the package)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clock.words import day_long
from events import emails
from events.actions import limits
from events.actions.claim import Claim, claim_of
from events.actions.endings import Ending, close, give_back, tell_no_more
from events.actions.locks import lock, lock_all
from events.actions.questions import carry_answers
from events.actions.waiting_list import Status, fill_free_seats, leave_other_dates, serve_other_dates
from events.models import AttendanceMode, CalendarFeed, Event, Registration
from guards.refusals import Refused
from mailing import outbox
from mailing.messages import Message
from members.models import Member


@transaction.atomic
def register(event: Event, member: Member, *, by: Member, mode: str = AttendanceMode.MAIN) -> Registration:
    """Give ``member`` a place, or the last rank in line, with its ``rank``; a second request changes nothing."""
    return take_place(lock(event), member, by=by, mode=mode)


def take_place(event: Event, member: Member, *, by: Member, mode: str = AttendanceMode.MAIN) -> Registration:
    """The rules of ``register``, for an event that the caller has locked."""
    claim = claim_of(event, member, mode)
    if claim.has_registration:
        return event.registrations.live().with_rank().get(member=member)
    limits.refuse_more_returns(claim.returns)
    refuse_registration(claim)
    if event.other_seat_of(member) is not None:
        raise Refused(_("Vous avez déjà une place à une autre date : changez de date plutôt."))
    return admit(claim, by=by)


def admit(claim: Claim, *, by: Member, moving_from: Registration | None = None) -> Registration:
    """A place if one is free for who asks, else the last rank in line, told at once: both know their ``rank``."""
    registration = enrol(claim, by=by, moving_from=moving_from)
    registration.rank = Registration.objects.rank_of(registration) if registration.is_waiting else 0
    outbox.queue([arrival(registration, claim)])
    if registration.is_confirmed:
        leave_other_dates(claim.event, [registration], by=by)
    return registration


def enrol(claim: Claim, *, by: Member, moving_from: Registration | None = None) -> Registration:
    """A place or the last rank in line; what is told of it is the caller’s."""
    return Registration.objects.create(
        event=claim.event,
        member=claim.member,
        mode=claim.mode,
        status=Status.CONFIRMED if claim.is_free else Status.WAITING,
        moving_from=moving_from,
        changed_by=by,
    )


def has_places(event: Event, people: int, *, mode: str, is_awaited: bool = False) -> bool:
    """Whether so many people find places that are kept for nobody: those who come along are never expected."""
    free = event.pool_at(timezone.now(), mode).free_for(is_awaited=is_awaited)
    return free is None or people <= free


def arrival(registration: Registration, claim: Claim) -> Message:
    if registration.is_confirmed:
        return emails.registered(registration, claim.revision_with(registration))
    return emails.waiting(registration, registration.rank)


def refuse_registration(claim: Claim) -> None:
    """Raise ``Refused`` with the reason why who asks cannot register now."""
    event, now = claim.event, timezone.now()
    refuse_admission(event, claim.member, mode=claim.mode, now=now)
    if event.registration_opens_at and now < event.registration_opens_at:
        opening = day_long(event.registration_opens_at)
        raise Refused(_("Les inscriptions ouvrent le %(day)s.") % {"day": opening})
    if not event.takes_registrations(now):
        raise Refused(_("Les inscriptions sont closes."))
    if claim.is_host:
        raise Refused(_("Vous animez ce rendez-vous : votre place est déjà prévue."))


def refuse_admission(event: Event, member: Member, *, mode: str, now: datetime) -> None:
    """What forbids a place to ``member`` whoever asks for it."""
    if not member.is_active:
        raise Refused(_("Ce compte ne peut pas s’inscrire en ce moment."))
    if event.state != Event.State.PUBLISHED:
        raise Refused(_("Ce rendez-vous ne prend pas d’inscription."))
    if event.has_started(now):
        raise Refused(_("Ce rendez-vous a déjà commencé."))
    if mode not in event.attendance_modes:
        raise Refused(_("Ce rendez-vous ne se suit pas de cette façon."))


@transaction.atomic
def change_mode(event: Event, member: Member, *, mode: str, by: Member) -> Registration:
    """Come another way: at once where a place is free there; else who has a place keeps it and is refused.

    Who waits gives up the rank in this line for a place, or the last rank, in the other one.
    """
    event = lock(event)
    registration = event.registrations.live_of(member)
    if registration is None:
        raise Refused(_("Vous n’aviez pas d’inscription à ce rendez-vous."))
    if registration.mode == mode:
        return registration
    claim = claim_of(event, member, mode)
    refuse_registration(claim)
    if registration.is_waiting:
        return change_line(registration, event, mode=mode, by=by)
    if registration.guests or not claim.is_free:
        raise Refused(_("Il n’y a pas de place libre de cette façon : la vôtre vous reste."))
    registration.mode, registration.event = mode, event
    registration.status, registration.offer_expires_at = Status.CONFIRMED, None
    registration.changed_at, registration.changed_by = timezone.now(), by
    registration.save()
    tell_no_more([registration])
    outbox.queue([emails.mode_changed(registration)])
    for other in [event, *leave_other_dates(event, [registration], by=by)]:
        fill_free_seats(other, by=by)
    return registration


def change_line(registration: Registration, event: Event, *, mode: str, by: Member) -> Registration:
    """Leave this line for the other way to come; a place kept at another date stays kept."""
    member = registration.member
    held = event.other_seat_of(member)
    if not can_give_up(held, registration):
        raise Refused(_("Vous avez déjà une place à une autre date : changez de date plutôt."))
    close(event.registrations.filter(pk=registration.pk), by=by, ended_as=Ending.LEFT)
    if held is not None:
        return move_from(held, claim_of(event, member, mode), by=by)
    return admit(claim_of(event, member, mode), by=by)


def can_give_up(held: Registration | None, registration: Registration | None) -> bool:
    """Whether ``held``, a place at another date, may go for ``registration``, which waits to move from it."""
    if held is None:
        return True
    return registration is not None and registration.moving_from_id == held.pk and not held.event.has_started()


def move_from(held: Registration, claim: Claim, *, by: Member) -> Registration:
    """Exchange the place ``held`` for the one asked for at once if it is free, else wait there and keep it.

    Both events are locked through their series. Who comes with somebody moves with them, or not at all.
    """
    is_free = claim.is_free
    if held.guests and not (is_free and has_room_for(claim.event, held, claim.mode)):
        raise Refused(
            _("Il n’y a pas assez de places à cette date pour qui vous accompagne : changez d’abord ce nombre.")
        )
    if not is_free:
        registration = admit(claim, by=by, moving_from=held)
        carry_answers(held, registration)
        return registration
    former = lock_all(Event.objects.filter(pk=held.event_id))[0]
    close(former.registrations.filter(pk=held.pk), by=by, ended_as=Ending.MOVED)
    registration = admit(claim, by=by, moving_from=held)
    carry_answers(held, registration)
    if held.guests:
        registration.guests = held.guests
        registration.save(update_fields=["guests"])
    outbox.queue([emails.left(held)])
    fill_free_seats(former, by=by)
    return registration


def has_room_for(event: Event, held: Registration, mode: str) -> bool:
    """Whether the people who come with ``held`` find places in ``event`` too."""
    return held.guests <= event.guests_allowed and has_places(event, 1 + held.guests, mode=mode)


def mode_at(event: Event, mode: str) -> str:
    """How to come to ``event`` for who prefers ``mode``: what is on screen alone is followed on screen."""
    return AttendanceMode.MAIN if event.format == Event.Format.ONLINE else mode


@transaction.atomic
def bring_guests(event: Event, member: Member, *, guests: int, by: Member) -> Registration:
    """Come with ``guests`` people (a whole number), as far as the event allows and places are free."""
    event = lock(event)
    registration = event.registrations.confirmed().filter(member=member).first()
    if registration is None or event.has_started():
        raise Refused(_("Il faut une place confirmée à ce rendez-vous pour venir avec quelqu’un."))
    more = guests - registration.guests
    if guests > event.guests_allowed:
        raise Refused(_("Ce rendez-vous ne permet pas de venir avec autant de personnes."))
    mode = registration.mode
    is_awaited = event.registrations.line(mode).exists()
    if more > 0 and not has_places(event, more, mode=mode, is_awaited=is_awaited):
        raise Refused(_("Il ne reste pas assez de places pour venir avec quelqu’un."))
    registration.guests, registration.changed_at, registration.changed_by = guests, timezone.now(), by
    registration.save(update_fields=["guests", "changed_at", "changed_by"])
    fill_free_seats(event, by=by)
    return registration


@transaction.atomic
def leave(event: Event, member: Member, *, by: Member, seen: str = "") -> Registration | None:
    """Give back a place, an offer or a rank; late withdrawals are welcome, until the start.

    Leaving the line tells nobody; giving back a place moves the line up, and the hosts are told of
    what comes late. Without a live registration nothing happens. ``seen`` is the status for which the
    button was shown: a place taken since is not given away by a button that declined its offer.
    """
    event = lock(event)
    registration = event.registrations.live_of(member)
    if registration is None:
        return None
    if registration.is_confirmed and event.has_started():
        raise Refused(_("Ce rendez-vous a commencé : la place ne peut plus être rendue."))
    if seen and seen != registration.status:
        raise Refused(_("Votre inscription a changé entre-temps : rien n’est rendu. Voyez où vous en êtes."))
    tell_no_more([registration])
    give_back(registration, event, by=by)
    outbox.queue(farewells(registration))
    if not registration.is_waiting:
        fill_free_seats(event, by=by)
        serve_other_dates(event, [member.pk], by=by)
    return registration


def farewells(registration: Registration) -> list[Message]:
    """What is said of a place given back: to who left and, when it is late, to the hosts."""
    return [emails.left(registration), *late_news(registration)] if registration.is_confirmed else []


def late_news(registration: Registration) -> list[Message]:
    """For the hosts: a place given back so close to the start that they must know."""
    if registration.ended_as != Ending.LATE:
        return []
    hosts = [host.member for host in registration.event.hosts.select_related("member")]
    return [emails.late_withdrawal(registration, host) for host in hosts if host.is_active]


@transaction.atomic
def release_seats(member: Member, *, by: Member | None = None) -> None:
    """Free the places to come of who is away, and end the private calendar addresses; what is past stays."""
    numbers = member.registrations.live().coming().values("event")
    for event in lock_all(Event.objects.filter(pk__in=numbers)):
        close(event.registrations.filter(member=member), by=by, ended_as=Ending.DEPARTED)
        fill_free_seats(event, by=by)
    CalendarFeed.objects.filter(member=member).delete()
