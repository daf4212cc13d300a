"""« Vous attendent »: what waits for a member's answer, at most three things, the most pressing first.

Home page, bell and opening sentence all ask ``awaiting``: one list, one count.
"""

from datetime import datetime
from functools import cache

from django.db.models import QuerySet
from django.utils import timezone

from contributions import contributed
from contributions.awaiting import Awaited, Counted, Found, Reader
from members.models import Member
from statements import Statement

SHOWN = 3


def awaiting(member: Member) -> list[Awaited]:
    """What waits for ``member``, by urgency, then in the order of the apps; at most one query."""
    items = [item for app in contributed("awaiting") for item in app.waiting(member)]
    kinds = tuple(item for item in items if isinstance(item, Counted))
    found = counted(kinds, Reader(member.pk, member.email.lower(), timezone.now()))
    told = [
        item.sentence(found[item.key]) if isinstance(item, Counted) else item
        for item in items
        if isinstance(item, Awaited) or item.key in found
    ]
    return sorted(told, key=lambda item: item.urgency)[:SHOWN]


def counted(kinds: tuple[Counted, ...], reader: Reader) -> dict[tuple[str, str], Found]:
    """What waits of each kind, in one query for all; kinds of which nothing waits are not in it."""
    if not kinds:
        return {}
    rows = count_of(kinds)(reader.pk, reader.address, reader.now)
    return {(app, kind): Found(*rest) for app, kind, *rest in rows}


@cache
def count_of(kinds: tuple[Counted, ...]) -> Statement:
    """The statement that counts these kinds: one for each set of rights that members may have."""

    def build(pk: int, address: str, now: datetime) -> QuerySet:
        first, *others = [kind.summary(Reader(pk, address, now)) for kind in kinds]
        return first.union(*others, all=True).order_by()

    return Statement(build)
