"""What the page of a member says of the Journal."""

from django.http import HttpRequest

from contributions import Piece
from journal.models import Article
from journal.models.article import ArticleQuerySet
from members.models import Member
from members.viewing import ViewerStatement

WRITTEN = 5


def pieces(request: HttpRequest, member: Member) -> list[Piece]:
    """The latest articles that ``member`` signed, as the reader may see them."""
    return [Piece("journal/_activity.html", {"written": WRITTEN_BY(request.user, member.pk)})]


def written(viewer: Member, member: int) -> ArticleQuerySet:
    signed = Article.objects.visible_to(viewer).published().written_by(member).light().select_related("issue")
    return signed.order_by("-issue__number", "position")[:WRITTEN]


WRITTEN_BY = ViewerStatement(written)
