"""What the page of a member says of events."""

from datetime import datetime
from functools import cache

from django.http import HttpRequest
from django.utils import timezone

from contributions import Piece
from events.models import Event
from events.models.queries import EventQuerySet
from members.models import Member
from members.models.member import Rights
from statements import Statement

SOON = 3


def pieces(request: HttpRequest, member: Member) -> list[Piece]:
    """The next events that ``member`` hosts, as the reader may see them."""
    hosted = hosted_for(request.user.rights)(request.user.pk, member.pk, timezone.now())
    return [Piece("events/_activity.html", {"hosted": hosted})]


@cache
def hosted_for(rights: Rights) -> Statement[Event]:
    def build(viewer: int, member: int, now: datetime) -> EventQuerySet:
        visible = Event.objects.visible_to(Member.with_rights(viewer, rights))
        hosted = visible.published().filter(hosts__member=member).upcoming(now)
        return hosted.select_related("site").defer("description", "search_vector")[:SOON]

    return Statement(build)
