"""What the page of a member says of events."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from contributions import Piece
from events.models import Event
from events.models.queries import EventQuerySet
from members.models import Member
from members.viewing import ViewerStatement

SOON = 3


def pieces(request: HttpRequest, member: Member) -> list[Piece]:
    """The next events that ``member`` hosts, as the reader may see them."""
    return [Piece("events/_activity.html", {"hosted": HOSTED(request.user, member.pk, timezone.now())})]


def hosted(viewer: Member, member: int, now: datetime) -> EventQuerySet:
    coming = Event.objects.visible_to(viewer).published().filter(hosts__member=member).upcoming(now)
    return coming.select_related("site").defer("description", "search_vector")[:SOON]


HOSTED = ViewerStatement(hosted)
