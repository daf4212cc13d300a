"""The two ways in: the signed link of an invitation, of one use for one address, and a request; how long each waits."""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.utils import timezone

from members.models import Member
from members.models.queries import MemberQuerySet
from members.models.states import OPENING, State

SALT = "members.invitation"
VALIDITY = timedelta(days=30)
"""How long the link of an invitation opens an account, whether it comes with the invitation or with its reminder."""
REMINDER = timedelta(days=7)
"""After how long an invitation without an answer is told once more."""
KEPT = settings.RETENTION["members.unanswered_invitation"]
"""How long the core-team may send another link before nothing is kept of who never answered."""
PATIENCE, REFUSED_KEPT = settings.RETENTION["members.unanswered_request"], settings.RETENTION["members.refused_request"]
REFUSED_MONTHS = REFUSED_KEPT.days // 30
"""How long a request waits for its answer, and how long one that was refused is kept."""
USABLE = (*OPENING.sources, OPENING.target)
"""Whoever was accepted chooses a password by the same link."""


def token_for(member: Member) -> str:
    """A token that dies as soon as the password or the address changes, hence after one use or a newer invitation."""
    return signing.dumps([member.pk, _mark(member)], salt=SALT)


def member_for(token: str, members: MemberQuerySet) -> Member | None:
    """The row of ``members`` that ``token`` was made for, or ``None`` when it is false, too old or used."""
    try:
        pk, mark = signing.loads(token, salt=SALT, max_age=VALIDITY)
    except signing.BadSignature:
        return None
    member = members.filter(pk=pk, state__in=USABLE).first()
    if member is None or _mark(member) != mark or is_over(member):
        return None
    return member


def ends_at(member: Member) -> datetime:
    """When the links of the last invitation of ``member`` die, that of the reminder too."""
    return member.requested_at + VALIDITY


def is_over(member: Member) -> bool:
    return member.state == State.INVITED and ends_at(member) <= timezone.now()


def _mark(member: Member) -> str:
    return hashlib.sha256(f"{member.password} {member.email}".encode()).hexdigest()[:16]
