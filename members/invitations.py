"""The signed link of an invitation: fourteen days, one use, for one address."""

import hashlib
from datetime import timedelta

from django.core import signing

from members.models import Member

SALT = "members.invitation"
VALIDITY = timedelta(days=14)
USABLE = (Member.State.INVITED, Member.State.ACTIVE)


def token_for(member):
    """A token that dies as soon as the password changes, hence after one use or a newer invitation."""
    return signing.dumps([member.pk, _mark(member)], salt=SALT)


def member_for(token, members):
    """The row of ``members`` that ``token`` was made for, or ``None`` when it is false, too old or used."""
    try:
        pk, mark = signing.loads(token, salt=SALT, max_age=VALIDITY)
    except signing.BadSignature:
        return None
    member = members.filter(pk=pk, state__in=USABLE).first()
    return member if member and _mark(member) == mark else None


def _mark(member):
    return hashlib.sha256(member.password.encode()).hexdigest()[:16]
