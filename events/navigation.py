"""Where the agenda and one's own registrations stand in the bars and the menus."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from contributions.navigation import Link, Place
from members.models import Member


def links(user: Member) -> Iterator[Link]:
    """The agenda, and one's own registrations."""
    if not user.is_authenticated:
        return
    mine = reverse("events:my_registrations")
    yield Link(Place.MAIN, 20, _("Agenda"), reverse("events:agenda"), "calendar-dots", prefixes=(mine,))
    yield Link(Place.ACCOUNT, 20, _("Mes inscriptions"), mine, "calendar-check")
