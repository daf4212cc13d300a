"""The checklist of an event (lock order: see the package)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from events.actions.locks import lock
from events.models import ChecklistItem, Event
from events.models.checklist import lines_version, ticks_version
from guards.versions import check_version
from members.models import Member


@transaction.atomic
def set_checklist(event: Event, lines: list[tuple[int, str]], *, version: str | None = None) -> Event:
    """The things to prepare are these, typed over ``version``: (days before, label); one that stays remains done."""
    event = lock(event)
    items = list(event.checklist.all())
    check_version(event, version, stored=lines_version(items))
    known = {(item.days_before, item.label): item for item in items}
    kept = [known[line].pk for line in lines if line in known]
    event.checklist.exclude(pk__in=kept).delete()
    ChecklistItem.objects.bulk_create(
        ChecklistItem(event=event, days_before=days, label=label) for days, label in lines if (days, label) not in known
    )
    return event


@transaction.atomic
def tick(event: Event, numbers: Iterable[int], *, by: Member, version: str | None = None) -> Event:
    """The items of these numbers are done and the others are not; who did one first stays named."""
    event = lock(event)
    if version is not None:
        check_version(event, version, stored=ticks_version(event.checklist.all()))
    event.checklist.filter(pk__in=numbers, done_at=None).update(done_at=timezone.now(), done_by=by)
    event.checklist.exclude(pk__in=numbers).update(done_at=None, done_by=None)
    return event
