"""Changing one’s address: which one may be taken, and the signed links by which it is confirmed from both."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing

from members.models import AddressChange, Member, Side

SALT = "members.address_change"
VALIDITY = settings.RETENTION["members.address_change"]


def is_open_to(member: Member, email: str) -> bool:
    """Whether ``member`` may move there alone: to a company of the community, or inside the own one."""
    return _domain(email) in {*settings.ALLOWED_EMAIL_DOMAINS, _domain(member.email)}


def is_taken(email: str, *, but: Member) -> bool:
    """Whether an account of somebody else, open or not, has that address."""
    others = Member.objects.exclude(pk=but.pk).filter(email=email.lower())
    return others.exists() or EmailAddress.objects.exclude(user=but).filter(email=email.lower(), verified=True).exists()


def token_for(change: AddressChange, side: Side) -> str:
    """A token that dies with the change: once it is done, given up or asked for again."""
    return signing.dumps([change.pk, side.value], salt=SALT)


def read(token: str) -> tuple[AddressChange, Side] | None:
    """The change that ``token`` confirms and from which side, or ``None`` when it is false, too old or used."""
    try:
        pk, side = signing.loads(token, salt=SALT, max_age=VALIDITY)
    except signing.BadSignature:
        return None
    change = AddressChange.objects.select_related("member").filter(pk=pk, member__is_active=True).first()
    return (change, Side(side)) if change else None


def _domain(email: str) -> str:
    return email.rpartition("@")[2].lower()
