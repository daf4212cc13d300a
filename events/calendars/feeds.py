"""What a calendar feed holds, and since when it is as it is.

Two past months stay, and what is cancelled is struck out for ninety days. An application that asks
by date alone is never told that nothing changed when something might have: any change of an event,
any change of one's own places or of the group that is followed and each midnight count as changes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clock.paris import midnight
from events.calendars import entries, files
from events.listing import LIVE, NAMES_OF, fetch_hosts
from events.models import CalendarFeed, Event, Host, Registration
from events.models.queries import EventQuerySet
from events.models.revisions import NO_REVISION, Revision, revisions_of
from members.models import Member
from members.viewing import ViewerStatement
from statements import Statement

PAST, CANCELLED = settings.RETENTION["events.past_in_feeds"], settings.RETENTION["events.cancelled_in_feeds"]
SIZE = 1000


@dataclass(frozen=True)
class Document:
    body: bytes
    changed_at: datetime


def document(feed: CalendarFeed, *, now: datetime | None = None) -> Document:
    """The file behind the address of ``feed``, in the language of its member."""
    now = now or timezone.now()
    revisions = revisions_of(feed.member)
    entries = list(entries_of(feed, revisions, now=now))
    with translation.override(feed.member.language):
        name = _("C@p’Assistant·e·s, %(feed)s") % {"feed": feed.name}
    body = files.calendar(entries, language=feed.member.language, name=name)
    return Document(body, last_change(feed, entries, revisions, now=now))


def entries_of(feed: CalendarFeed, revisions: dict[int, Revision], *, now: datetime) -> Iterator[entries.Entry]:
    """The events of ``feed`` as its member may know them."""
    member, today = feed.member, midnight(timezone.localdate(now))
    events = SHOWN_IN(member, today - PAST, today - CANCELLED, shape=(feed.scope, feed.group_id))
    fetch_hosts(events, NAMES_OF)
    mine = {registration.event_id: registration for registration in LIVE(member.pk)}
    for event in events:
        yield entries.Entry.of(member, event, mine.get(event.pk), revisions.get(event.pk, NO_REVISION))


def shown_in(viewer: Member, scope: str, group: int | None, ended: datetime, cancelled: datetime) -> EventQuerySet:
    shown = recent(events_of(viewer, scope, group), ended, cancelled)
    return shown.select_related("site").defer("description", "search_vector")[:SIZE]


SHOWN_IN = ViewerStatement(shown_in)


def events_of(member: Member, scope: str, group: int | None) -> EventQuerySet:
    """The selection: what the member takes part in or hosts, what is announced, or one kind or group of it."""
    events = Event.objects.visible_to(member)
    if scope == CalendarFeed.Scope.MINE:
        mine = Registration.objects.live().filter(member=member).order_by().values("event")
        return events.filter(pk__in=mine.union(Host.objects.filter(member=member).order_by().values("event")))
    announced = events.exclude(state=Event.State.DRAFT)
    if scope == CalendarFeed.Scope.ALL:
        return announced
    return announced.filter(group=group) if group else announced.filter(kind=scope)


def recent(events: EventQuerySet, ended: datetime, cancelled: datetime) -> EventQuerySet:
    """Those that ended, or were called off, after these moments, or are still to come."""
    is_cancelled = Q(state=Event.State.CANCELLED)
    shown = (~is_cancelled & Q(ends_at__gt=ended)) | (is_cancelled & Q(changed_at__gt=cancelled))
    return events.filter(shown).order_by("starts_at", "pk")


LATEST = Statement(
    lambda: Event.pgh_event_model._default_manager.order_by("-pk").values_list("pgh_created_at", flat=True)[:1]
)


def last_change(
    feed: CalendarFeed, entries: list[entries.Entry], revisions: dict[int, Revision], *, now: datetime
) -> datetime:
    """Never before the last moment when the file, the name of its group included, may have become what it is."""
    named_at = feed.group and feed.group.changed_at
    moved = [revision.changed_at for revision in revisions.values()]
    shown = [entry.changed_at for entry in entries]
    return max(
        stamp
        for stamp in [midnight(timezone.localdate(now)), feed.created_at, named_at, *LATEST(), *moved, *shown]
        if stamp
    )
