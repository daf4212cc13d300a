"""Links around the pages.

The ``navigation`` module of an app has ``links(user)``, which yields ``Link`` without a query.
"""

from dataclasses import dataclass
from enum import Enum


class Place(Enum):
    """Where a link stands."""

    VISITOR = "the bar of who is not signed in"
    MAIN = "the bar, and the one of the phone"
    MORE = "the bar, after the main links"
    PHONE = "the bar of the phone, after the main links"
    ACCOUNT = "the menu of the account"
    FOOT = "the foot of the page"


@dataclass(frozen=True)
class Link:
    """A link of a bar or a menu, told by ``order`` among those of all apps.

    It is current on its page, and in its section: the addresses that begin with it or with one of ``prefixes``.
    """

    place: Place
    order: int
    label: str
    url: str
    icon: str = ""
    prefixes: tuple[str, ...] = ()
