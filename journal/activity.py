"""What the page of a member says of the Journal."""

from django.http import HttpRequest

from contributions import Piece
from journal.models import Article
from members.models import Member

WRITTEN = 5


def pieces(request: HttpRequest, member: Member) -> list[Piece]:
    """The latest articles that ``member`` signed, as the reader may see them."""
    written = Article.objects.visible_to(request.user).published().written_by(member.pk)
    latest = written.light().select_related("issue").order_by("-issue__number", "position")[:WRITTEN]
    return [Piece("journal/_activity.html", {"written": list(latest)})]
