"""The links of home itself, beside those that the apps contribute."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from contributions.navigation import Link, Place
from members.models import Member


def links(user: Member) -> Iterator[Link]:
    """The home page, the menu of the phone, the pages about the portal, and for who may the back office."""
    yield Link(Place.FOOT, 20, _("Aide"), reverse("help_page"))
    yield Link(Place.FOOT, 30, _("Données personnelles"), reverse("privacy"))
    yield Link(Place.FOOT, 40, _("Accessibilité : audit à venir"), reverse("accessibility"))
    yield Link(Place.VISITOR, 10, _("Accueil"), "/")
    yield Link(Place.MAIN, 10, _("Accueil"), "/", "house")
    yield Link(Place.PHONE, 10, _("Plus"), reverse("menu"), "list")
    if user.is_staff:
        office = f"/{settings.ADMIN_PATH}"
        yield Link(Place.MORE, 30, _("Coulisses"), office)
        yield Link(Place.ACCOUNT, 60, _("Coulisses"), office, "lock-simple")
