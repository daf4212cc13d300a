"""The private calendar address: made anew or ended; the secret itself is never stored."""

from django.db import transaction
from django.utils import timezone

from events.models import CalendarFeed
from events.models.feed import digest


@transaction.atomic
def renew_feed(member):
    """A new secret, to be shown once; the former one is dead at once."""
    secret = CalendarFeed.new_secret()
    CalendarFeed.objects.update_or_create(
        member=member, defaults={"token_hash": digest(secret), "created_at": timezone.now()}
    )
    return secret


@transaction.atomic
def revoke_feed(member):
    """End the address; without one nothing happens."""
    CalendarFeed.objects.filter(member=member).delete()
