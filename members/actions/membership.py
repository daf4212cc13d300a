"""Leaving, for a while or for good, and coming back."""

from django.db import transaction
from django.utils import timezone

from mailing.outbox import queue
from members import emails
from members.actions.locks import check_may_act_on, check_state, locked
from members.models import Appointment, Member
from members.signals import member_left

State = Member.State


@transaction.atomic
def pause(member, *, by):
    """A long leave: seats and roles are freed, everything else is kept."""
    member = _leave(member, State.PAUSED, by=by, allowed=[State.ACTIVE])
    _end_roles(member)
    queue([emails.paused(member)])
    return member


@transaction.atomic
def suspend(member, *, reason, by):
    """Close an account for a stated reason; roles come back with the account unless they end meanwhile."""
    member = _leave(member, State.SUSPENDED, by=by, allowed=[State.ACTIVE, State.PAUSED], reason=reason)
    queue([emails.suspended(member)])
    return member


@transaction.atomic
def mark_left(member, *, by):
    """The person has left the community: nothing of the profile is shown any more."""
    allowed = [State.ACTIVE, State.PAUSED, State.SUSPENDED, State.INVITED]
    member = _leave(member, State.FORMER, by=by, allowed=allowed)
    _end_roles(member)
    return member


@transaction.atomic
def resume(member, *, by):
    """Reopen the account after a leave or a suspension."""
    member = locked(member)
    check_may_act_on(member, by)
    check_state(member, State.PAUSED, State.SUSPENDED)
    member.state, member.state_reason = State.ACTIVE, ""
    member.save()
    queue([emails.resumed(member)])
    return member


def _leave(member, state, *, by, allowed, reason=""):
    member = locked(member)
    check_may_act_on(member, by)
    check_state(member, *allowed)
    member.state, member.state_reason = state, reason
    member.left_on = timezone.localdate() if state == State.FORMER else None
    member.save()
    member_left.send(sender=Member, member=member, by=by)
    return member


def _end_roles(member):
    today = timezone.localdate()
    Appointment.objects.today().filter(member=member).update(ends_on=today)
    Appointment.objects.filter(member=member, starts_on__gt=today).delete()
