"""What the page of a member says of events."""

from django.http import HttpRequest

from contributions import Piece
from events.models import Event
from members.models import Member

SOON = 3


def pieces(request: HttpRequest, member: Member) -> list[Piece]:
    """The next events that ``member`` hosts, as the reader may see them."""
    hosted = Event.objects.visible_to(request.user).published().filter(hosts__member=member).upcoming()
    return [Piece("events/_activity.html", {"hosted": list(hosted.select_related("site")[:SOON])})]
