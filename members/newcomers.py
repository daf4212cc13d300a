"""Who has just arrived: welcomed by all, and shown the way in."""

from datetime import timedelta

from django.utils import timezone

from members.models import Member
from members.visibility import ProfileView

NEW_FOR = timedelta(days=60)
SHOWN = 3


def is_to_be_welcomed(member: Member) -> bool:
    """Whether ``member`` is new and has neither walked through the pages of arrival nor put them off for good."""
    is_new = member.joined_on is not None and member.joined_on > timezone.localdate() - NEW_FOR
    return member.welcomed_at is None and is_new


def newcomers(viewer: Member) -> list[ProfileView]:
    """The last members to have arrived, as ``viewer`` may see them."""
    arrived = Member.objects.visible_to(viewer).filter(joined_on__gt=timezone.localdate() - NEW_FOR)
    others = arrived.exclude(pk=viewer.pk).select_related("site", "department").order_by("-joined_on", "pk")
    return [ProfileView(member, viewer) for member in others[:SHOWN]]
