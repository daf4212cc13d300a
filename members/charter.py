"""The gate of the charter: reading is never blocked, taking part waits for the answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from members.models import Member

GRACE = timedelta(days=30)
"""How long members have to accept a new version before taking part waits for their answer."""


@dataclass(frozen=True)
class CharterStatus:
    """``state``: none (nothing published), accepted, grace (asked until ``deadline``) or due."""

    state: str
    version: int | None = None
    accepted: int | None = None
    deadline: datetime | None = None

    @property
    def is_asked(self) -> bool:
        return self.state in ("grace", "due")


def status_for(member: Member, now: datetime | None = None) -> CharterStatus:
    """Where ``member`` stands; the technical administration is asked but never held back."""
    now = now or timezone.now()
    facts: Any = member if hasattr(member, "charter_due") else Member.objects.with_charter_facts().get(pk=member.pk)
    if facts.charter_due is None:
        return CharterStatus("none", facts.charter_in_force)
    if (facts.charter_accepted or 0) >= facts.charter_due:
        return CharterStatus("accepted", facts.charter_in_force, facts.charter_accepted)
    deadline = deadline_for(member, facts)
    state = "grace" if member.is_superuser or now < deadline else "due"
    return CharterStatus(state, facts.charter_in_force, facts.charter_accepted, deadline)


def deadline_for(member: Member, facts: Any) -> datetime:
    """``GRACE`` from publication for those who were there; a newcomer accepts on arrival."""
    published = facts.charter_due_since
    if member.joined_on and member.joined_on > timezone.localdate(published):
        return published
    return published + GRACE
