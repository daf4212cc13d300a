"""What every page shows around its content: bars, menus, bell, banner of the charter, foot.

Costs at most one query, and only when the page is rendered: the bell's.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from capassistant.home.bell import awaiting
from contributions import contributed
from contributions.navigation import Link, Place
from members import charter
from members.models import Member
from members.models.member import Rights
from ui.cards import Card

KEPT = 512
"""For how many readers, in one language each, the links are kept."""
CHARTER_PAGES = ("/charte/", "/bienvenue/")
"""Where the charter is read already: no banner asks for it there."""


def portal(request: HttpRequest) -> dict[str, Any]:
    """The context of every page."""
    user = getattr(request, "user", None) or AnonymousUser()
    bars = Bars(request, user)
    if not isinstance(user, Member):
        return {"nav": bars.main(Place.VISITOR), "footer_links": bars.foot()}
    banner = banner_of_the_charter(request, user)
    return {
        "nav": bars.main(Place.MAIN, Place.MORE),
        "phone_nav": bars.phone(),
        "account_menu": bars.account(user),
        "footer_links": bars.foot(),
        "awaiting_count": SimpleLazyObject(lambda: len(awaiting(user))),
        "charter_banner": banner,
        "banners": ["members/_charter_banner.html"] if banner else [],
    }


def banner_of_the_charter(request: HttpRequest, user: Member) -> charter.CharterStatus | None:
    """What the banner says, where the charter is asked for."""
    status = charter.status_for(user)
    return status if status.is_asked and not request.path.startswith(CHARTER_PAGES) else None


@dataclass(frozen=True)
class Item:
    """A link of a bar; ``current`` is "page" on the page of the link and "true" in its section."""

    label: str
    url: str
    icon: str = ""
    current: str = ""


@dataclass(frozen=True)
class Bar(Card):
    """Links in a list."""

    template: ClassVar[str] = "ui/_bar.html"
    name: ClassVar[str] = "bar"

    items: tuple[Item, ...]


@dataclass(frozen=True)
class AccountMenu(Bar):
    """The links of the reader's own space, under name and portrait."""

    short_name: str
    photo_url: str
    tint: int
    initials: str


@lru_cache(maxsize=KEPT)
def links_for(reader: tuple[str, Rights] | None, _language: str) -> list[Link]:
    """The links that all apps contribute, for a reader of whom they know the own page and the rights."""
    user = Member.with_rights(0, reader[1], slug=reader[0]) if reader else AnonymousUser()
    links = chain.from_iterable(app.links(user) for app in contributed("navigation"))
    return sorted(links, key=lambda link: link.order)


class Bars:
    """The links that all apps contribute for one page and its reader."""

    def __init__(self, request: HttpRequest, user: Member | AnonymousUser) -> None:
        self.path = request.path
        reader = (user.slug, user.rights) if isinstance(user, Member) else None
        self.links = links_for(reader, get_language())

    def main(self, *places: Place) -> Bar:
        """The bar on top: words, and which of them is current."""
        return Bar(tuple(Item(link.label, link.url, current=self.current(link)) for link in self.of(*places)))

    def phone(self) -> Bar:
        """The same with drawings, filled where one is current."""
        links = [(link, self.current(link)) for link in self.of(Place.MAIN, Place.PHONE)]
        return Bar(
            tuple(
                Item(link.label, link.url, f"{link.icon}-fill" if current else link.icon, current)
                for link, current in links
            )
        )

    def account(self, user: Member) -> AccountMenu:
        links = tuple(Item(link.label, link.url, link.icon) for link in self.of(Place.ACCOUNT))
        return AccountMenu(links, user.short_name, user.photo_url, user.tint, user.initials)

    def foot(self) -> Bar:
        return Bar(tuple(Item(link.label, link.url) for link in self.of(Place.FOOT)))

    def of(self, *places: Place) -> list[Link]:
        """The links of those places, one place after the other."""
        return [link for place in places for link in self.links if link.place is place]

    def current(self, link: Link) -> str:
        sections = (*link.prefixes, *([link.url] if link.url != "/" else []))
        return "page" if self.path == link.url else "true" if self.path.startswith(sections) else ""
