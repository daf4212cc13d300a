"""« Écrire à la core-team » at the foot of every page; the box in the menu of those who read it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from contact.models import boxes_of
from contributions.navigation import Link, Place
from members.models import Member


def links(user: Member) -> Iterator[Link]:
    """For everybody the page to write, for the core-team and the committee their box."""
    yield Link(Place.FOOT, 25, _("Écrire à la core-team"), reverse("contact:thread_write"))
    if user.is_authenticated and boxes_of(user):
        yield Link(Place.ACCOUNT, 55, _("Boîte de contact"), reverse("contact:box_list"), "envelope-simple")
