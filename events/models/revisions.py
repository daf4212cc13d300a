"""How often the place of a member in an event changed: what numbers the revisions of calendars.

Every insertion and change of a registration is one row of the history, written by the database and
never changed: their number only rises, whatever is left, taken again, promoted or moved.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from events.models.registration import Registration

History = Registration.pgh_event_model


@dataclass(frozen=True)
class Revision:
    count: int
    changed_at: datetime | None


NO_REVISION = Revision(0, None)


def revisions_of(member):
    """The revision of each event in which ``member`` has or had a place, by number of event: one query."""
    rows = counted(History.objects.filter(member=member))
    return {number: Revision(count, changed_at) for number, count, changed_at in rows}


def revision_of(member, event):
    """The revision of the place of ``member`` in ``event``, former registrations included."""
    rows = counted(History.objects.filter(member=member, event=event))
    return next((Revision(count, changed_at) for _, count, changed_at in rows), NO_REVISION)


def counted(history):
    totals = history.order_by().values("event").annotate(count=Count("pk"), last=Max("changed_at"))
    return totals.values_list("event", "count", "last")
