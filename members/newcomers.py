"""Who has just arrived: welcomed by all, and shown the way in."""

from datetime import date, timedelta
from functools import cache

from django.utils import timezone

from members.cards import Newcomer, newcomer, shown
from members.models import Member
from members.models.member import Rights
from members.models.queries import MemberQuerySet
from members.visibility import ProfileView
from statements import Statement

NEW_FOR = timedelta(days=60)
SHOWN = 3


def is_to_be_welcomed(member: Member) -> bool:
    """Whether ``member`` is new and has neither walked through the pages of arrival nor put them off for good."""
    is_new = member.joined_on is not None and member.joined_on > timezone.localdate() - NEW_FOR
    return member.welcomed_at is None and is_new


def newcomers(viewer: Member) -> list[Newcomer]:
    """The last members to have arrived, as ``viewer`` may see them."""
    arrived = arrived_for(viewer.rights)(viewer.pk, timezone.localdate() - NEW_FOR)
    return [newcomer(ProfileView(member, viewer)) for member in arrived]


@cache
def arrived_for(rights: Rights) -> Statement[Member]:
    def build(pk: int, since: date) -> MemberQuerySet:
        visible = Member.objects.visible_to(Member.with_rights(pk, rights))
        others = visible.filter(joined_on__gt=since).exclude(pk=pk)
        return shown(others).order_by("-joined_on", "pk")[:SHOWN]

    return Statement(build)
