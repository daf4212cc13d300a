"""What a host or the core-team does by hand for somebody; each act is logged (lock order: see the package)."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events import emails
from events.actions import limits
from events.actions.endings import Ending, close
from events.actions.locks import lock, refuse_cancelled
from events.actions.registration import can_give_up, refuse_admission
from events.actions.waiting_list import confirm, fill_free_seats, leave_other_dates, serve_other_dates
from events.models import AttendanceMode, Event, ParticipantLog, Registration
from events.permissions import is_host
from guards.refusals import Refused
from mailing import outbox
from members.models import Member

Kind = ParticipantLog.Kind
FIRST = timedelta(microseconds=1)


def log(
    event: Event, kind: ParticipantLog.Kind, *, by: Member, member: Member | None = None, reason: str = ""
) -> ParticipantLog:
    return ParticipantLog.objects.create(event=event, kind=kind, member=member, reason=reason, done_by=by)


@transaction.atomic
def add_member(
    event: Event,
    member: Member,
    *,
    by: Member,
    mode: str = AttendanceMode.MAIN,
    adds_seat: bool = False,
    reason: str = "",
) -> Registration:
    """Confirm ``member``, after the closing date too; ``adds_seat`` makes one more place where none is free.

    Who waits passes before the line: the reason is logged and the person told.
    """
    limits.refuse_more_by_hand(by)
    event = lock(event)
    registration = event.registrations.live_of(member)
    refuse_addition(event, member, registration, mode=mode)
    has_offer = registration is not None and registration.is_offered and registration.mode == mode
    if not has_offer and not event.pool(mode).has_free:
        if not adds_seat:
            raise Refused(
                _("C’est complet : cochez « Ajouter une place » pour en faire une de plus."), field="adds_seat"
            )
        add_seat(event, mode)
    registration = registration or Registration(event=event, member=member)
    freed = leave_other_dates(event, [registration], by=by)
    confirm(registration, event, mode=mode, by=by)
    log(event, Kind.ADDED, by=by, member=member, reason=reason)
    outbox.queue([emails.added(registration, by=by)])
    for other in [event, *freed]:
        fill_free_seats(other, by=by)
    return registration


def refuse_addition(event: Event, member: Member, registration: Registration | None, *, mode: str) -> None:
    """Raise ``Refused`` with the reason why a host cannot confirm ``member``, who may have a live ``registration``."""
    if registration is not None and registration.is_confirmed:
        raise Refused(_("Cette personne a déjà une place."))
    refuse_admission(event, member, mode=mode, now=timezone.now())
    if event.hosts.filter(member=member).exists():
        raise Refused(_("Cette personne anime le rendez-vous : sa place est déjà prévue."))
    if not can_give_up(event.other_seat_of(member), registration):
        raise Refused(_("Cette personne a déjà une place à une autre date."))


def add_seat(event: Event, mode: str) -> None:
    name = "online_seats" if mode == AttendanceMode.ONLINE else "seats"
    setattr(event, name, getattr(event, name) + 1)
    event.save(update_fields=[name])


@transaction.atomic
def remove_member(registration: Registration, *, reason: str, by: Member) -> Registration:
    """Take back a place, an offer or a rank; the person is told why and the line moves up."""
    limits.refuse_more_by_hand(by)
    event = lock(registration.event)
    refuse_cancelled(event)
    live = event.registrations.live().filter(pk=registration.pk).select_related("member").first()
    if live is None:
        raise Refused(_("Cette inscription est déjà close."))
    if event.has_started():
        raise Refused(_("Ce rendez-vous a commencé : la liste ne change plus."))
    close(event.registrations.filter(pk=live.pk), by=by, ended_as=Ending.REMOVED)
    live.event = event
    log(event, Kind.REMOVED, by=by, member=live.member, reason=reason)
    outbox.queue([emails.removed(live, reason=reason)])
    fill_free_seats(event, by=by)
    serve_other_dates(event, [live.member_id], by=by)
    return live


@transaction.atomic
def move_up(registration: Registration, *, reason: str, by: Member) -> Registration:
    """Put who waits at the head of the line; the reason is logged."""
    limits.refuse_more_by_hand(by)
    event = lock(registration.event)
    refuse_cancelled(event)
    live = event.registrations.waiting().filter(pk=registration.pk).select_related("member").first()
    if live is None:
        raise Refused(_("Cette personne n’est plus sur la liste d’attente."))
    head = event.registrations.line(live.mode)[0]
    if head.pk == live.pk:
        return live
    live.queued_at, live.changed_at, live.changed_by = head.queued_at - FIRST, timezone.now(), by
    live.save(update_fields=["queued_at", "changed_at", "changed_by"])
    live.event = event
    moved = log(event, Kind.MOVED_UP, by=by, member=live.member, reason=reason)
    outbox.queue([emails.moved_up(live, moved)])
    fill_free_seats(event, by=by)
    return live


@transaction.atomic
def write_to(event: Event, *, statuses: Iterable[str], text: str, by: Member) -> int:
    """Write to everyone registered with one of ``statuses``; returns how many people."""
    limits.refuse_more_notes(by)
    event = lock(event)
    registrations = event.registrations.filter(status__in=statuses).select_related("member")
    people = [registration.member for registration in registrations if registration.member.is_active]
    note = log(event, Kind.WROTE, by=by)
    hosts = is_host(by, event)
    outbox.queue([emails.note(event, note, member, text=text, by=by, hosts=hosts) for member in people])
    return len(people)


@transaction.atomic
def log_export(event: Event, *, by: Member) -> ParticipantLog:
    """Remember who took the list of participants out of the portal."""
    return log(event, Kind.EXPORTED, by=by)
