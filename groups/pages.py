"""The page of the working groups, for the search."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from contributions.pages import Page
from members.models import Member


def pages(viewer: Member) -> Iterator[Page]:
    """The list of the groups."""
    about = _("Chacun se penche sur un problème, le temps de le résoudre.")
    yield Page(_("Les groupes de travail"), reverse("groups:group_list"), about)
