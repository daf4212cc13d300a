"""Where the pages of the members stand in the bars, the menus and the foot of the page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from contributions.navigation import Link, Place
from members.models import Member


def links(user: Member) -> Iterator[Link]:
    """The directory, the community and its charter, one's own profile and space."""
    charter = reverse("members:charter")
    yield Link(Place.FOOT, 10, _("Charte et règles de vie"), charter)
    if not user.is_authenticated:
        yield Link(Place.VISITOR, 20, _("La charte"), charter)
        return
    yield Link(Place.MAIN, 30, _("Membres"), reverse("members:directory"), "users")
    community = reverse("members:community")
    yield Link(Place.MORE, 10, _("Communauté"), community, prefixes=("/charte/", "/groupes/"))
    yield Link(Place.ACCOUNT, 10, _("Mon profil"), user.get_absolute_url(), "user-circle")
    yield Link(Place.ACCOUNT, 40, _("Mon espace"), reverse("members:my_space"), "gear-six")
