"""« Vous attendent »: what waits for a member's answer, at most three things, the most pressing first.

Home page, bell and opening sentence all ask ``awaiting``: one list, one count.
"""

from contributions import contributed
from contributions.awaiting import Awaited, told
from members.models import Member

SHOWN = 3


def awaiting(member: Member) -> list[Awaited]:
    """What waits for ``member``, by urgency, then in the order of the apps; at most one query."""
    items = told(item for app in contributed("awaiting") for item in app.waiting(member))
    return sorted(items, key=lambda item: item.urgency)[:SHOWN]
