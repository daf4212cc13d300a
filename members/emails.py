"""One function an e-mail of this app; the words are in ``templates/members/email``."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from contributions.departure import HandOver
from mailing.messages import Message, reference
from mailing.topics import Topic
from members import addresses, invitations
from members.causes import Cause
from members.charter import GRACE
from members.invitations import PATIENCE, REFUSED_MONTHS, VALIDITY
from members.models import AddressChange, Appointment, CharterVersion, Member, Side


def invited(member: Member, *, by: Member) -> Message:
    """The signed link to join."""
    token = invitations.token_for(member)
    link = reverse("members:invitation", args=[token])
    return _message(Cause.INVITED, member, f"{member.pk}-{token[-16:]}", inviter=by, link=link, days=VALIDITY.days)


def invitation_reminder(member: Member) -> Message:
    """An invitation without an answer, once more; its link ends with the first one."""
    link = reverse("members:invitation", args=[invitations.token_for(member)])
    ending = invitations.ends_at(member)
    return _message(
        Cause.INVITATION_REMINDER, member, _request(member), topic=Topic.COMMUNITY, about=reference(member),
        expires_at=ending, link=link, until=ending,
    )  # fmt: skip


def request_received(candidate: Member, reader: Member) -> Message:
    """To the core-team: someone asks to join."""
    once_for = f"{_request(candidate)}-{reader.pk}"
    return _message(Cause.REQUEST_RECEIVED, reader, once_for, topic=Topic.COMMUNITY, candidate=candidate)


def approved(member: Member) -> Message:
    """To the person accepted, with the link that lets her or him choose a password."""
    link = reverse("members:invitation", args=[invitations.token_for(member)])
    return _message(Cause.APPROVED, member, _request(member), link=link, days=VALIDITY.days)


def refused(member: Member) -> Message:
    return _message(Cause.REFUSED, member, _request(member), months=REFUSED_MONTHS)


def request_expired(member: Member) -> Message:
    """Nobody answered in time: the person may ask again."""
    link = reverse("account_signup")
    return _message(Cause.REQUEST_EXPIRED, member, _request(member), link=link, days=PATIENCE.days)


def paused(member: Member) -> Message:
    return _message(Cause.PAUSED, member, _now(member))


def suspended(member: Member) -> Message:
    return _message(Cause.SUSPENDED, member, _now(member))


def left(member: Member, *, by: Member) -> Message:
    """To who has left: what that means, and the way back; ``by`` is the same person, or one of the core-team."""
    return _message(Cause.LEFT, member, _now(member), author=by)


def resumed(member: Member) -> Message:
    return _message(Cause.RESUMED, member, _now(member))


def address_old(change: AddressChange) -> Message:
    """To the address of the account: a change was asked for, and waits for this link too."""
    return _about_address(Cause.ADDRESS_OLD, change, change.member.email, Side.OLD)


def address_new(change: AddressChange) -> Message:
    """To the new address: it is proven by this link."""
    return _about_address(Cause.ADDRESS_NEW, change, change.email, Side.NEW)


def address_taken(change: AddressChange) -> Message:
    """To the owner of an address that somebody else asked for: nothing changes."""
    return _about_address(Cause.ADDRESS_TAKEN, change, change.email)


def _about_address(cause: Cause, change: AddressChange, address: str, side: Side | None = None) -> Message:
    token = addresses.token_for(change, side) if side else ""
    link = reverse("members:address_confirm", args=[token]) if side else ""
    context = {"change": change, "link": link, "days": addresses.VALIDITY.days}
    return _to_address(cause, change.pk, change.member, address, context)


def address_changed(member: Member, address: str, old: str, *, by: Member | None) -> Message:
    """To the old and to the new address: what the account is called by from now on, and who changed it."""
    context = {"person": member, "old": old, "author": by}
    return _to_address(Cause.ADDRESS_CHANGED, f"{_now(member)}-{address}", member, address, context)


def _to_address(cause: Cause, once_for: int | str, member: Member, address: str, context: dict[str, Any]) -> Message:
    """A message about the account of ``member`` to an address that is not, or may not stay, the own one."""
    return Message(
        cause=cause,
        once_for=once_for,
        topic=Topic.ACCOUNT,
        to_address=address,
        language=member.language,
        context=context,
    )


def departure(gone: Member, reader: Member, held: list[HandOver], *, by: Member) -> Message:
    """To the core-team: an account closes, for a while or for good; what was held, and who takes it over."""
    once_for = f"{_now(gone)}-{reader.pk}"
    return _message(Cause.DEPARTURE, reader, once_for, topic=Topic.COMMUNITY, gone=gone, held=held, author=by)


def appointed(appointment: Appointment) -> Message:
    return _message(Cause.APPOINTED, appointment.member, appointment.pk, appointment=appointment)


def appointment_changed(appointment: Appointment) -> Message:
    return _message(Cause.APPOINTMENT_CHANGED, appointment.member, _now(appointment), appointment=appointment)


def role_notice(appointment: Appointment, reader: Member, *, by: Member) -> Message:
    """To the core-team: a right was given, changed or taken, by whom."""
    once_for = f"{_now(appointment)}-{reader.pk}"
    return _message(Cause.ROLE_NOTICE, reader, once_for, appointment=appointment, author=by)


def charter_changed(version: CharterVersion, member: Member) -> Message:
    once_for = f"{version.number}-{member.pk}"
    return _message(Cause.CHARTER_CHANGED, member, once_for, topic=Topic.COMMUNITY, version=version, days=GRACE.days)


def _message(
    cause: Cause,
    reader: Member,
    once_for: int | str,
    *,
    topic: str = Topic.ACCOUNT,
    about: str = "",
    expires_at: datetime | None = None,
    **context: Any,
) -> Message:
    return Message(
        cause=cause,
        once_for=once_for,
        topic=topic,
        to_member=reader,
        context=context,
        about=about,
        expires_at=expires_at,
    )


def _request(member: Member) -> str:
    """The request that is spoken of: a person may make several in a life."""
    return f"{member.pk}-{member.requested_at:%Y%m%d%H%M%S%f}"


def _now(row: Member | Appointment) -> str:
    return f"{row.pk}-{timezone.now():%Y%m%d%H%M%S%f}"
