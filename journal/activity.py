"""What the page of a member says of the Journal."""

from functools import cache

from django.http import HttpRequest

from contributions import Piece
from journal.models import Article
from journal.models.article import ArticleQuerySet
from members.models import Member
from members.models.member import Rights
from statements import Statement

WRITTEN = 5


def pieces(request: HttpRequest, member: Member) -> list[Piece]:
    """The latest articles that ``member`` signed, as the reader may see them."""
    written = written_for(request.user.rights)(request.user.pk, member.pk)
    return [Piece("journal/_activity.html", {"written": written})]


@cache
def written_for(rights: Rights) -> Statement[Article]:
    def build(viewer: int, member: int) -> ArticleQuerySet:
        visible = Article.objects.visible_to(Member.with_rights(viewer, rights))
        written = visible.published().written_by(member).light().select_related("issue")
        return written.order_by("-issue__number", "position")[:WRITTEN]

    return Statement(build)
