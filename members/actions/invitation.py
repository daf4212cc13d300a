"""Joining: by invitation of the core-team, or by a request that the core-team accepts."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guards.refusals import Refused
from mailing.messages import reference
from mailing.outbox import queue, withdraw
from members import emails, invitations
from members.actions.locks import check_may_act_on, locked, move
from members.causes import Cause
from members.models import Member, Role
from members.models.states import APPROVAL, INVITATION_BACK, OPENING, REFUSAL, REQUEST_BACK, State
from members.permissions import can_be_handled


@transaction.atomic
def invite(*, email: str, first_name: str, last_name: str, by: Member) -> Member:
    """Write to someone with a link to join; a second invitation replaces the first.

    Who left is asked back under the name and with all that was kept, and stays a former member until she or he agrees.
    """
    email = email.strip().lower()
    member = Member.objects.select_for_update(no_key=True).filter(email__iexact=email).first()
    if member is None:
        member = Member(email=email)
    elif member.state not in (State.INVITED, *INVITATION_BACK.sources) or not can_be_handled(member, by):
        raise Refused(_("Cette adresse est déjà celle d’un membre ou d’une demande."))
    if member.joined_on is None:
        member.first_name, member.last_name = first_name, last_name
    if member.state != State.INVITED:
        move(member, INVITATION_BACK)
    member.requested_at, member.state_reason = timezone.now(), ""
    member.set_unusable_password()
    member.save()
    _forget_reminder(member)
    queue([emails.invited(member, by=by)])
    return member


def invite_again(member: Member, *, by: Member) -> Member:
    """A new link for somebody whose first one has expired or was lost."""
    return invite(email=member.email, first_name=member.first_name, last_name=member.last_name, by=by)


@transaction.atomic
def accept_invitation(token: str, *, first_name: str, last_name: str, password: str) -> Member:
    """Open the account of the person invited; the link is read again under the lock, hence used once."""
    lockable = Member.objects.select_for_update(of=("self",), no_key=True)
    member = invitations.member_for(token, lockable)
    if member is None:
        raise Refused(_("Ce lien a déjà servi ou n’est plus valable."))
    member.first_name, member.last_name = first_name, last_name
    member.set_password(password)
    _forget_reminder(member)
    if member.state != State.ACTIVE:
        move(member, OPENING)
    _open(member)
    return member


@transaction.atomic
def confirm_request(member: Member) -> None:
    """The address of a request, or of who left and asks to come back, is proven: the core-team now hears of it."""
    member = locked(member)
    if member.may_ask_back:
        move(member, REQUEST_BACK)
        member.requested_at, member.state_reason = timezone.now(), ""
        member.save()
    if member.state == State.AWAITING:
        core_team = Member.objects.active().holding(Role.CORE_TEAM)
        queue([emails.request_received(member, reader) for reader in core_team])


@transaction.atomic
def approve(member: Member, *, by: Member) -> Member:
    """Accept a request: the account opens and its owner chooses a password through a signed link."""
    member = locked(member)
    check_may_act_on(member, by)
    move(member, APPROVAL)
    if not EmailAddress.objects.filter(user=member, verified=True).exists():
        raise Refused(_("Cette personne n’a pas encore confirmé son adresse e-mail."))
    _open(member)
    queue([emails.approved(member)])
    return member


@transaction.atomic
def refuse(member: Member, *, reason: str, by: Member) -> Member:
    """Decline a request, with a reason that the person reads."""
    member = locked(member)
    check_may_act_on(member, by)
    move(member, REFUSAL)
    member.state_reason, member.left_on = reason, timezone.localdate()
    member.set_unusable_password()
    member.save()
    _forget_reminder(member)
    queue([emails.refused(member)])
    return member


def remind_invited() -> None:
    """Tell once more who was invited a week ago and has not answered; each invitation has one reminder."""
    now = timezone.now()
    waiting = Member.objects.invited_since(now - invitations.VALIDITY).invited_before(now - invitations.REMINDER)
    with transaction.atomic():
        queue([emails.invitation_reminder(member) for member in waiting])


def _forget_reminder(member: Member) -> None:
    """Answered or sent anew, an invitation has no reminder on its way any more."""
    withdraw([Cause.INVITATION_REMINDER], about=reference(member))


def _open(member: Member) -> None:
    """Keep the account as it opens, its address proven; who comes back has been a member since the first day."""
    member.joined_on, member.left_on = member.joined_on or timezone.localdate(), None
    member.save()
    EmailAddress.objects.update_or_create(user=member, email=member.email, defaults={"verified": True, "primary": True})
