"""Addresses to which nothing more is sent."""

from django.db.models import QuerySet

from mailing.models import FailingAddress


def blocked() -> QuerySet[FailingAddress]:
    return FailingAddress.objects.filter(blocked_at__isnull=False)


def is_failing(address: str) -> bool:
    """Whether messages to ``address`` are stopped, because several in a row were refused for good."""
    return blocked().filter(address=address.lower()).exists()
