"""Giving and ending roles: the only way to a right."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mailing.outbox import queue
from members import emails
from members.actions.refusal import Refused, check_may_act_on, locked
from members.models import Appointment, Member, Role


@transaction.atomic
def appoint(appointment, *, by):
    """Give a role from a day to a day; the rights follow by themselves on the first morning."""
    member = _check(appointment, by)
    if member.state != Member.State.ACTIVE:
        raise Refused(_("Seul un membre au compte ouvert peut recevoir un rôle."))
    appointment.appointed_by = by
    _save(appointment)
    _announce(appointment, "appointed", by)
    return appointment


@transaction.atomic
def change_appointment(appointment, *, by):
    """Prolong, shorten or rename a term; the person and the role stay what they were."""
    _check(appointment, by)
    before = Appointment.objects.get(pk=appointment.pk)
    appointment.member, appointment.role = before.member, before.role
    appointment.starts_on, appointment.appointed_by = before.starts_on, before.appointed_by
    _save(appointment)
    if appointment.ends_on != before.ends_on:
        _announce(appointment, "appointment_changed", by)
    return appointment


@transaction.atomic
def end_appointment(appointment, *, on, by, reason=""):
    """Close a role after the day ``on``; the row stays as history."""
    _check(appointment, by)
    appointment.ends_on = on
    appointment.reason = reason or appointment.reason
    _save(appointment)
    _announce(appointment, "appointment_changed", by)
    return appointment


def _check(appointment, by):
    """Rights come from the table and are given by others: never to oneself, never beyond."""
    member = locked(appointment.member)
    check_may_act_on(member, by)
    if appointment.role not in Role.values:
        raise Refused(_("Ce rôle n’existe pas."))
    return member


def _save(appointment):
    try:
        appointment.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    appointment.save()


def _announce(appointment, cause, by):
    """Tell the person, and the core-team: no right is given or taken in silence."""
    core_team = Member.objects.active().holding(Role.CORE_TEAM).exclude(pk__in=[by.pk, appointment.member_id])
    own = getattr(emails, cause)(appointment)
    queue([own, *(emails.role_notice(appointment, reader, by=by) for reader in core_team)])
