"""When people may register: the rule in Python for one event, and beside it the same in SQL for lists."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from events.models.state import State

if TYPE_CHECKING:
    from events.models.event import Event


def takes_registrations(event: "Event", now: datetime) -> bool:
    """Whether the moment is right; a free place is another question."""
    opens, closes = event.registration_opens_at, event.registration_closes_at
    is_open = (opens is None or opens <= now) and (closes is None or closes > now)
    return event.state == State.PUBLISHED and is_open and event.starts_at > now


def takes_registrations_q(now: datetime) -> Q:
    """The condition of ``takes_registrations``."""
    opened = Q(registration_opens_at__isnull=True) | Q(registration_opens_at__lte=now)
    unclosed = Q(registration_closes_at__isnull=True) | Q(registration_closes_at__gt=now)
    return Q(opened, unclosed, state=State.PUBLISHED, starts_at__gt=now)
