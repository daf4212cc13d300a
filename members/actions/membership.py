"""Leaving, for a while or for good, and coming back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from contributions.departure import HandOver, all_handed_over
from mailing.models import Delivery
from mailing.outbox import in_house_language, queue
from mailing.topics import Topic
from members import emails
from members.actions.locks import check_may_act_on, check_may_close, check_others_stay, locked, move
from members.models import Appointment, Member, Role
from members.models.states import DEPARTURE, PAUSE, RETURN, SUSPENSION, Passage
from members.signals import member_left

AWAY = gettext_lazy("La personne est absente ou partie.")
"""Why what had not left yet does not leave any more."""
ANSWERS = (Topic.ACCOUNT, Topic.CONTACT, Topic.EDITORIAL)
"""What a person has asked for, and still receives."""


@transaction.atomic
def pause(member: Member, *, by: Member) -> Member:
    """A long leave: seats and roles are freed, everything else is kept."""
    check_may_close(member, by)
    member = _leave(member, PAUSE, by=by)
    _end_roles(member)
    queue([emails.paused(member)])
    return member


@transaction.atomic
def suspend(member: Member, *, reason: str, by: Member) -> Member:
    """Close an account for a stated reason; roles come back with the account unless they end meanwhile."""
    check_may_close(member, by)
    member = _leave(member, SUSPENSION, by=by, reason=reason)
    queue([emails.suspended(member)])
    return member


@transaction.atomic
def mark_left(member: Member, *, by: Member) -> Member:
    """The core-team notes that the person has left the community."""
    check_may_close(member, by)
    return _depart(member, by=by)


@transaction.atomic
def leave(member: Member) -> Member:
    """The person closes the own account."""
    check_others_stay(member, by=member)
    return _depart(member, by=member)


@transaction.atomic
def resume(member: Member, *, by: Member) -> Member:
    """Reopen the account after a leave or a suspension."""
    member = locked(member)
    check_may_act_on(member, by)
    move(member, RETURN)
    member.state_reason = ""
    member.save()
    queue([emails.resumed(member)])
    return member


def _depart(member: Member, *, by: Member) -> Member:
    """Nothing of the profile is shown any more; no password is kept, which ends every session, whoever comes back."""
    member = _leave(member, DEPARTURE, by=by)
    member.left_on = timezone.localdate()
    member.set_unusable_password()
    member.save()
    _end_roles(member)
    queue([emails.left(member, by=by)])
    return member


def _leave(member: Member, passage: Passage, *, by: Member, reason: str = "") -> Member:
    member = locked(member)
    move(member, passage)
    held = all_handed_over(member)
    member.state_reason = reason
    member.save()
    member_left.send(sender=Member, member=member, by=by)
    unsent = Delivery.objects.unsent().filter(member=member).exclude(topic__in=ANSWERS)
    unsent.discard(in_house_language(AWAY))
    _tell_core_team(member, held, by=by)
    return member


def _tell_core_team(member: Member, held: list[HandOver], *, by: Member) -> None:
    """What was held and passes on: nothing falls to nobody in silence."""
    if held:
        core_team = Member.objects.active().holding(Role.CORE_TEAM).exclude(pk=by.pk)
        queue([emails.departure(member, reader, held, by=by) for reader in core_team])


def _end_roles(member: Member) -> None:
    """Today’s terms end today; those to come are taken away, which the journal of acts tells."""
    today = timezone.localdate()
    Appointment.objects.today().filter(member=member).update(ends_on=today)
    Appointment.objects.filter(member=member, starts_on__gt=today).delete()
