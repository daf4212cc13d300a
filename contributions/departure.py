"""What a member holds and must pass on when the account closes, for a while or for good.

The ``departure`` module of an app has ``handed_over(member)``, which yields ``HandOver``.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from contributions import contributed


@dataclass(frozen=True)
class HandOver:
    """One thing that is held: its kind, its name, its day if it has one, its page, and the names of who takes it over.

    What nobody takes over falls to the core-team.
    """

    kind: str | Promise
    title: str | Promise
    url: str
    day: date | None = None
    takers: tuple[str, ...] = ()


def all_handed_over(member: Any) -> list[HandOver]:
    """What ``member`` holds, app by app."""
    return [row for module in contributed("departure") for row in module.handed_over(member)]
