"""What the rules need to know of somebody who asks for a place, read at once under the lock of the event."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from events.actions.waiting_list import next_in_line
from events.models import AttendanceMode, Event, Host, Registration
from events.models.revisions import History, Revision
from mailing.limits import today
from members.models import Member
from statements import Statement


@dataclass(frozen=True)
class Claim:
    """``member`` asks to come to the locked ``event`` in this way."""

    event: Event
    member: Member
    mode: str
    has_registration: bool
    is_host: bool
    returns: int
    """How often she or he has asked for a place in it today."""
    changes: int
    """How often her or his place in it has changed, whatever became of it (``events.models.revisions``)."""
    is_awaited: bool
    """Whether anybody waits for the same places."""

    @property
    def is_free(self) -> bool:
        """Whether a place may be taken now without passing before anybody."""
        now = timezone.now()
        pool = self.event.pool_at(now, self.mode)
        if pool.free_for(is_expected=self.event.reserves_for(self.member)) == 0:
            return False
        return not self.is_awaited or next(next_in_line(self.event, pool, now), None) is None

    def revision_with(self, registration: Registration) -> Revision:
        """The revision once ``registration`` is written: one change more."""
        return Revision(self.changes + 1, registration.changed_at)


def claim_of(event: Event, member: Member, mode: str) -> Claim:
    """One statement; the event is locked by the caller. ``mode`` may be anything: ``refuse_registration`` says so."""
    line = mode if mode in event.attendance_modes else AttendanceMode.MAIN
    return Claim(event, member, mode, *FACTS(event.pk, member.pk, str(line), today())[0])


def facts(event: int, member: int, mode: str, midnight: datetime) -> QuerySet[Event, Any]:
    mine = Registration.objects.filter(event=OuterRef("pk"), member=member)
    history = History._default_manager.filter(event=OuterRef("pk"), member=member)
    return Event.objects.filter(pk=event).order_by().values_list(
        Exists(mine.live()),
        Exists(Host.objects.filter(event=OuterRef("pk"), member=member)),
        counted(mine.filter(queued_at__gte=midnight)),
        counted(history),
        Exists(Registration.objects.filter(event=OuterRef("pk")).line(mode)),
    )  # fmt: skip


def counted(rows: QuerySet[Any, Any]) -> Coalesce:
    total = rows.order_by().values("event").annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


FACTS = Statement(facts)
