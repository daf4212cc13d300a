"""The private calendar addresses: made anew or ended one by one; the secrets themselves are never stored."""

from django.db import transaction
from django.utils import timezone

from events.models import CalendarFeed
from events.models.feed import digest
from groups.models import WorkingGroup
from members.models import Member


@transaction.atomic
def renew_feed(member: Member, *, scope: str = CalendarFeed.Scope.MINE, group: WorkingGroup | None = None) -> str:
    """A new secret, to be shown once; the former one of the same selection is dead at once."""
    secret = CalendarFeed.new_secret()
    CalendarFeed.objects.update_or_create(
        member=member, scope=scope, group=group, defaults={"token_hash": digest(secret), "created_at": timezone.now()}
    )
    return secret


@transaction.atomic
def revoke_feed(member: Member, *, scope: str = CalendarFeed.Scope.MINE, group: WorkingGroup | None = None) -> None:
    """End one address; without it nothing happens."""
    CalendarFeed.objects.filter(member=member, scope=scope, group=group).delete()
