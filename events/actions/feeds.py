"""The private calendar addresses: made anew or ended one by one; the secrets themselves are never stored."""

from django.db import transaction
from django.utils import timezone

from events.models import CalendarFeed
from events.models.feed import digest


@transaction.atomic
def renew_feed(member, *, scope=CalendarFeed.Scope.MINE, group=None):
    """A new secret, to be shown once; the former one of the same selection is dead at once."""
    secret = CalendarFeed.new_secret()
    CalendarFeed.objects.update_or_create(
        member=member, scope=scope, group=group, defaults={"token_hash": digest(secret), "created_at": timezone.now()}
    )
    return secret


@transaction.atomic
def revoke_feed(member, *, scope=CalendarFeed.Scope.MINE, group=None):
    """End one address; without it nothing happens."""
    CalendarFeed.objects.filter(member=member, scope=scope, group=group).delete()
