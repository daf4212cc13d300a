"""A member’s address changes: asked for by the member and confirmed from both addresses, or set by the core-team."""

import pghistory
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guards.refusals import Refused
from mailing.models import Delivery
from mailing.outbox import queue
from members import addresses, emails
from members.actions.locks import check_may_act_on, locked
from members.models import AddressChange, Member
from members.models.states import INSIDE


@transaction.atomic
def ask_for_address(member: Member, *, email: str) -> AddressChange:
    """Write to both addresses with a link each; a second demand replaces the first.

    An address that somebody has already looks like any other, but to its owner: no account is told by trying.
    """
    member = locked(member)
    AddressChange.objects.filter(member=member).delete()
    change = AddressChange.objects.create(member=member, email=email)
    taken = addresses.is_taken(email, but=member)
    queue([emails.address_old(change), emails.address_taken(change) if taken else emails.address_new(change)])
    return change


@transaction.atomic
def confirm_address(token: str) -> AddressChange:
    """Keep the confirmation of one side; with both the address is changed, and both are told."""
    found = addresses.read(token)
    if found is None:
        raise Refused(_("Ce lien a déjà servi ou n’est plus valable."))
    member = locked(found[0].member)
    change = AddressChange.objects.filter(pk=found[0].pk).first()
    if change is None or not member.is_active:
        raise Refused(_("Ce lien a déjà servi ou n’est plus valable."))
    change.member = member
    change.confirm(found[1])
    change.save()
    if change.is_confirmed:
        with pghistory.context(user=member.pk):
            _move(member, change.email)
    return change


def give_up_address(member: Member) -> None:
    """What was asked for is forgotten; its links open nothing any more."""
    AddressChange.objects.filter(member=member).delete()


@transaction.atomic
def correct_address(member: Member, *, email: str, by: Member) -> Member:
    """The core-team gives ``member``, who may have lost the old address, another one; both are told."""
    member = locked(member)
    check_may_act_on(member, by)
    if member.state not in INSIDE:
        raise Refused(_("Seule l’adresse d’un membre se corrige."))
    if email == member.email:
        raise Refused(_("C’est déjà son adresse."), field="email")
    return _move(member, email, by=by)


def forget_addresses() -> None:
    """Forget the demands whose links are dead."""
    AddressChange.objects.filter(asked_at__lt=timezone.now() - addresses.VALIDITY).delete()


def _move(member: Member, email: str, *, by: Member | None = None) -> Member:
    """Give the locked ``member`` that address: what has not left yet goes there, older links open nothing."""
    old = member.email
    if addresses.is_taken(email, but=member):
        raise Refused(_("Cette adresse est déjà celle d’un membre ou d’une demande."), field="email")
    member.email = email
    try:
        with transaction.atomic():
            member.save(update_fields=["email"])
    except IntegrityError as error:
        raise Refused(_("Cette adresse est déjà celle d’un membre ou d’une demande."), field="email") from error
    EmailAddress.objects.filter(user=member).delete()
    EmailAddress.objects.create(user=member, email=email, verified=True, primary=True)
    AddressChange.objects.filter(member=member).delete()
    Delivery.objects.unsent().filter(member=member).update(address=email)
    queue([emails.address_changed(member, address, old, by=by) for address in (old, email)])
    return member
