"""What every page shows around its content: bars, menus, bell, banner of the charter, foot.

Costs at most one query, and only when the page is rendered: the bell's.
"""

from itertools import chain
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from capassistant.home.bell import awaiting
from contributions import contributed
from contributions.navigation import Link, Place
from members import charter
from members.models import Member

CHARTER_PAGES = ("/charte/", "/bienvenue/")
"""Where the charter is read already: no banner asks for it there."""


def portal(request: HttpRequest) -> dict[str, Any]:
    """The context of every page."""
    user = getattr(request, "user", None) or AnonymousUser()
    bars = Bars(request, user)
    if not isinstance(user, Member):
        return {"nav": bars.items(Place.VISITOR), "footer_links": bars.items(Place.FOOT)}
    banner = banner_of_the_charter(request, user)
    return {
        "nav": bars.items(Place.MAIN, Place.MORE),
        "phone_nav": bars.items(Place.MAIN, Place.PHONE),
        "account_menu": bars.items(Place.ACCOUNT),
        "footer_links": bars.items(Place.FOOT),
        "awaiting_count": SimpleLazyObject(lambda: len(awaiting(user))),
        "charter_banner": banner,
        "banners": ["members/_charter_banner.html"] if banner else [],
    }


def banner_of_the_charter(request: HttpRequest, user: Member) -> charter.CharterStatus | None:
    """What the banner says, where the charter is asked for."""
    status = charter.status_for(user)
    return status if status.is_asked and not request.path.startswith(CHARTER_PAGES) else None


class Bars:
    """The links that all apps contribute for one page and its reader."""

    def __init__(self, request: HttpRequest, user: Member | AnonymousUser) -> None:
        self.path = request.path
        links = chain.from_iterable(app.links(user) for app in contributed("navigation"))
        self.links: list[Link] = sorted(links, key=lambda link: link.order)

    def items(self, *places: Place) -> list[dict[str, str]]:
        """The links of those places, one place after the other, as templates read them."""
        return [self.item(link) for place in places for link in self.links if link.place is place]

    def item(self, link: Link) -> dict[str, str]:
        """``current`` is "page" on the page of the link and "true" in its section."""
        sections = (*link.prefixes, *([link.url] if link.url != "/" else []))
        current = "page" if self.path == link.url else "true" if self.path.startswith(sections) else ""
        icons = {"icon": link.icon, "icon_fill": f"{link.icon}-fill"}
        return {"label": link.label, "url": link.url, "current": current, **icons}
