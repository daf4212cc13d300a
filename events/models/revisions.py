"""How often the place of a member in an event changed: what numbers the revisions of calendars.

Every insertion and change of a registration is one row of the history, written by the database and
never changed: their number only rises, whatever is left, taken again, promoted or moved.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, QuerySet

from events.models.event import Event
from events.models.registration import Registration
from members.models import Member
from statements import Statement

History = Registration.pgh_event_model


@dataclass(frozen=True)
class Revision:
    count: int
    changed_at: datetime | None


NO_REVISION = Revision(0, None)


def revisions_of(member: Member) -> dict[int, Revision]:
    """The revision of each event in which ``member`` has or had a place, by number of event: one query."""
    return read(OF_MEMBER(member.pk))


def revisions_in(event: Event) -> dict[int, Revision]:
    """The revision of each member who has or had a place in ``event``, by number of member: one query."""
    return read(counted(History._default_manager.filter(event=event), by="member"))


def revision_of(member: Member, event: Event) -> Revision:
    """The revision of the place of ``member`` in ``event``, former registrations included."""
    found = counted(History._default_manager.filter(member=member, event=event), by="event")
    return read(found).get(event.pk, NO_REVISION)


def counted(history: QuerySet, *, by: str) -> QuerySet:
    """Rows (number, changes, the last one)."""
    return (
        history.order_by()
        .values(by)
        .annotate(count=Count("pk"), last=Max("changed_at"))
        .values_list(by, "count", "last")
    )


OF_MEMBER = Statement(lambda member: counted(History._default_manager.filter(member=member), by="event"))


def read(rows: Iterable[tuple[int, int, datetime]]) -> dict[int, Revision]:
    return {number: Revision(count, last) for number, count, last in rows}
