"""Giving and ending roles: the only way to a right."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guards.refusals import Refused
from guards.versions import check_version
from mailing.outbox import queue
from members import emails
from members.actions.locks import check_may_act_on, locked
from members.models import Appointment, Member, Role
from members.permissions import is_own_case


@transaction.atomic
def appoint(appointment: Appointment, *, by: Member) -> Appointment:
    """Give a role from a day to a day; the rights follow by themselves on the first morning."""
    member = _check(appointment, by)
    if member.state != Member.State.ACTIVE:
        raise Refused(_("Seul un membre au compte ouvert peut recevoir un rôle."))
    appointment.appointed_by = by
    _save(appointment)
    _announce(appointment, "appointed", by)
    return appointment


@transaction.atomic
def change_appointment(appointment: Appointment, *, by: Member, version: str | None = None) -> Appointment:
    """Prolong, shorten or rename a term, as typed over ``version``; the person and the role stay what they were."""
    _check(appointment, by)
    before = Appointment.objects.get(pk=appointment.pk)
    check_version(before, version)
    appointment.member, appointment.role = before.member, before.role
    appointment.starts_on, appointment.appointed_by = before.starts_on, before.appointed_by
    _save(appointment)
    if appointment.ends_on != before.ends_on:
        _announce(appointment, "appointment_changed", by)
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, on: date, by: Member, reason: str = "") -> Appointment:
    """Close a role after the day ``on``; the row stays as history."""
    _check(appointment, by)
    appointment.ends_on = on
    appointment.reason = reason or appointment.reason
    _save(appointment)
    _announce(appointment, "appointment_changed", by)
    return appointment


@transaction.atomic
def hand_over(
    appointment: Appointment, *, to: Member, on: date, by: Member, title: str = "", ends_on: date | None = None,
    reason: str = "",
) -> Appointment:  # fmt: skip
    """End a term after the day ``on`` and give its role to ``to`` from the next day, both or neither.

    Unlike the other acts, it may be done with one's own term: a right is passed on, none is gained.
    """
    _lock_both(appointment.member_id, to.pk)
    appointment = Appointment.objects.get(pk=appointment.pk)
    _check_relay(appointment, to, on, by)
    before, appointment.ends_on = appointment.ends_on, on
    _save(appointment)
    if before != on:
        _announce(appointment, "appointment_changed", by)
    following = Appointment(
        member=to, role=appointment.role, title=title, starts_on=on + timedelta(days=1), ends_on=ends_on, reason=reason
    )
    return appoint(following, by=by)


def _lock_both(*members: int) -> None:
    """In the order of their numbers, so that two relays that cross do not wait for each other."""
    rows = Member.objects.filter(pk__in=members).order_by("pk")
    list(rows.select_for_update(of=("self",), no_key=True))


def _check_relay(appointment: Appointment, to: Member, on: date, by: Member) -> None:
    if not is_own_case(appointment.member_id, by):
        check_may_act_on(appointment.member, by)
    if appointment.member_id == to.pk:
        raise Refused(_("Choisissez une autre personne que celle qui tient le rôle."))
    if on < timezone.localdate() or (appointment.ends_on and on > appointment.ends_on):
        raise Refused(_("Choisissez un jour entre aujourd’hui et la fin du mandat."))
    if on < appointment.starts_on:
        raise Refused(_("Choisissez un jour entre le premier jour du mandat et le dernier."))


def _check(appointment: Appointment, by: Member) -> Member:
    """Rights come from the table and are given by others: never to oneself, never beyond."""
    member = locked(appointment.member)
    check_may_act_on(member, by)
    if appointment.role not in Role.values:
        raise Refused(_("Ce rôle n’existe pas."))
    return member


def _save(appointment: Appointment) -> None:
    try:
        appointment.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    appointment.save()


def _announce(appointment: Appointment, cause: str, by: Member) -> None:
    """Tell the person, and the core-team: no right is given or taken in silence."""
    core_team = Member.objects.active().holding(Role.CORE_TEAM).exclude(pk__in=[by.pk, appointment.member_id])
    own = getattr(emails, cause)(appointment)
    queue([own, *(emails.role_notice(appointment, reader, by=by) for reader in core_team)])
