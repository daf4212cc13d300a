"""Requests and invitations that nobody answered expire; nothing is kept of people who never came in.

Who had been a member is a former one again, with all that was kept.

A message leaves only for an address that was proven: whoever typed the address of somebody
else must not make the portal write to a stranger twice.
"""

import pgtrigger
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mailing.models import Delivery, FailingAddress
from mailing.outbox import queue
from members import emails
from members.actions.locks import locked, move
from members.invitations import KEPT, PATIENCE, REFUSED_KEPT
from members.models import Member
from members.models.queries import MemberQuerySet
from members.models.states import EXPIRY, REFUSAL, State

NOWHERE = "efface.invalid"
"""A domain that can never exist (RFC 2606): the column wants an address, and nobody must receive anything."""


def expire_requests() -> None:
    """Close the requests to join left without an answer; each may be made again."""
    unanswered = Member.objects.unanswered_since(timezone.now() - PATIENCE)
    for member in unanswered:
        _expire(member, unanswered)


def expire_invitations() -> None:
    """Forget who was invited, reminded, and never answered."""
    unanswered = Member.objects.invited_before(timezone.now() - KEPT)
    for member in unanswered:
        _expire(member, unanswered)


def erase_refused() -> None:
    """Keep for a while the request that was refused, in case of a question, then nothing of it."""
    for member in Member.objects.never_came_since(timezone.localdate() - REFUSED_KEPT):
        _erase_refused(member)


@transaction.atomic
def _expire(member: Member, unanswered: MemberQuerySet) -> None:
    """Close the case of ``member`` if it is still one of ``unanswered``; who only was invited is told nothing more."""
    member = locked(member)
    if not unanswered.filter(pk=member.pk).exists():
        return
    asked = member.state == State.AWAITING
    proven = EmailAddress.objects.filter(user=member, verified=True).exists()
    goodbye = [emails.request_expired(member)] if asked and proven else []
    was_member = member.joined_on is not None
    move(member, REFUSAL if was_member else EXPIRY)
    member.left_on = timezone.localdate()
    if was_member:
        member.save()
        queue(goodbye)
    else:
        _forget_messages(member)
        queue(goodbye)
        _erase(member)


@transaction.atomic
def _erase_refused(member: Member) -> None:
    member = locked(member)
    _forget_messages(member)
    _erase(member)


def _forget_messages(member: Member) -> None:
    Delivery.objects.filter(Q(member=member) | Q(address=member.email)).delete()
    FailingAddress.objects.filter(address=member.email).delete()


def _erase(member: Member) -> None:
    """Empty what was typed, in the row, in its past states and in the log of the back office."""
    nothing = {"first_name": "", "last_name": "", "state_reason": "", "email": f"{member.pk}@{NOWHERE}"}
    for name, value in nothing.items():
        setattr(member, name, value)
    member.slug = f"demande-{member.pk}"
    member.set_unusable_password()
    member.save()
    EmailAddress.objects.filter(user=member).delete()
    with pgtrigger.ignore("members.MemberHistory:append_only"):
        Member.pgh_event_model._default_manager.filter(pgh_obj=member).update(**nothing)
    kind = ContentType.objects.get_for_model(Member)
    LogEntry.objects.filter(content_type=kind, object_id=str(member.pk)).update(object_repr=str(member))
