"""Who has just arrived: welcomed by all, and shown the way in."""

from datetime import date, timedelta

from django.utils import timezone

from members.cards import Newcomer, newcomer, shown
from members.models import Member
from members.models.queries import MemberQuerySet
from members.viewing import ViewerStatement
from members.visibility import ProfileView

NEW_FOR = timedelta(days=60)
SHOWN = 3


def is_to_be_welcomed(member: Member) -> bool:
    """Whether ``member`` is new and has neither walked through the pages of arrival nor put them off for good."""
    is_new = member.joined_on is not None and member.joined_on > timezone.localdate() - NEW_FOR
    return member.welcomed_at is None and is_new


def newcomers(viewer: Member) -> list[Newcomer]:
    """The last members to have arrived, as ``viewer`` may see them."""
    return [newcomer(ProfileView(member, viewer)) for member in ARRIVED(viewer, timezone.localdate() - NEW_FOR)]


def arrived(viewer: Member, since: date) -> MemberQuerySet:
    others = Member.objects.visible_to(viewer).filter(joined_on__gt=since).exclude(pk=viewer.pk)
    return shown(others).order_by("-joined_on", "pk")[:SHOWN]


ARRIVED = ViewerStatement(arrived)
