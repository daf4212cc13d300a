"""Where the Journal, its editorial office and one's own texts stand in the bars and the menus."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from contributions.navigation import Link, Place
from members.models import Member


def links(user: Member) -> Iterator[Link]:
    """The Journal, one's own texts, and for the committee its board."""
    if not user.is_authenticated:
        return
    yield Link(Place.MAIN, 40, _("Journal"), reverse("journal:journal"), "newspaper")
    yield Link(Place.ACCOUNT, 30, _("Mes textes"), reverse("journal:my_articles"), "pencil-simple-line")
    if user.has_perm("journal.view_draft"):
        board = reverse("journal:board")
        yield Link(Place.MORE, 20, _("Rédaction"), board)
        yield Link(Place.ACCOUNT, 50, _("Rédaction du Journal"), board, "kanban")
