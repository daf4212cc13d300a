"""What a calendar feed holds, and since when it is as it is.

Two past months stay, and what is cancelled is struck out for ninety days. What comes is there however far it is, as
long as there are no more than ``SIZE`` in all. An application that asks
by date alone is never told that nothing changed when something might have: any change of an event,
any change of one's own places or of the group that is followed and each midnight count as changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.db.models import Case, FilteredRelation, Q, QuerySet, TextField, When
from django.db.models.functions import Cast
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clock.paris import midnight
from events import video_link
from events.calendars import files
from events.calendars.entries import Entry
from events.models import CalendarFeed, Event, Host, Registration
from events.models.queries import EventQuerySet
from events.models.registration import LIVE
from events.models.revisions import NO_REVISION, Revision, revisions_of
from members.models import Member, Site
from members.viewing import ViewerStatement
from statements import Statement

PAST, CANCELLED = settings.RETENTION["events.past_in_feeds"], settings.RETENTION["events.cancelled_in_feeds"]
SIZE = 1000
"""How many events: the next ones, then those that are over, the latest first."""
KEPT = 4096
"""How many events stay written, of half a kilobyte each."""
TOLD = (
    "pk", "slug", "sequence", "changed_at", "starts_at", "ends_at", "title", "promise", "format", "state", "place",
    "join_url", "cancellation_reason",
)  # fmt: skip
BESIDE = ("key", "site__name", "is_hosted", "mine__status", "mine__mode")

type Row = tuple[Any, ...]
"""The values of ``TOLD`` and ``BESIDE``: an event as one reader is told of it."""


@dataclass(frozen=True)
class Document:
    body: bytes
    changed_at: datetime


def document(feed: CalendarFeed, *, now: datetime | None = None) -> Document:
    """The file behind the address of ``feed``, in the language of its member."""
    now = now or timezone.now()
    member, revisions = feed.member, revisions_of(feed.member)
    rows, may_edit = rows_of(feed, now), member.has_perm("events.change_event")
    with translation.override(member.language):
        name = _("C@p’Assistant·e·s, %(feed)s") % {"feed": feed.name}
        reader = member.language, settings.DEFAULT_FROM_EMAIL, may_edit
        events = [written(reader, row, revisions.get(row[0], NO_REVISION)) for row in rows]
        body = files.around(events, method="PUBLISH", name=name)
    return Document(body, last_change(feed, rows, revisions.values(), now=now))


def rows_of(feed: CalendarFeed, now: datetime) -> list[Row]:
    """The events of ``feed``, the first one first."""
    today = midnight(timezone.localdate(now))
    rows = SHOWN_IN(feed.member, today - PAST, today - CANCELLED, today, shape=(feed.scope, feed.group_id))
    return sorted(rows, key=STARTS)


STARTS, CHANGED = itemgetter(TOLD.index("starts_at"), 0), itemgetter(TOLD.index("changed_at"))


def shown_in(
    viewer: Member, scope: str, group: int | None, ended: datetime, cancelled: datetime, today: datetime
) -> QuerySet[Event, Row]:
    live = Q(registrations__member=viewer, registrations__status__in=LIVE)
    shown = recent(events_of(viewer, scope, group), ended, cancelled).telling_hosted(viewer)
    told = shown.annotate(mine=FilteredRelation("registrations", condition=live), key=Cast("uid", TextField()))
    return nearest(told, today).values_list(*TOLD, *BESIDE)[:SIZE]


SHOWN_IN = ViewerStatement(shown_in)


@lru_cache(maxsize=KEPT)
def written(reader: tuple[str, str, bool], row: Row, revision: Revision) -> str:
    """The VEVENT of a row for who reads this language, in force, and may change any event or not."""
    *values, uid, site, is_host, status, mode = row
    event = Event(**dict(zip(TOLD, values, strict=True)), uid=uid, site=Site(name=site) if site else None)
    registration = Registration(status=status, mode=mode) if status else None
    may_join = video_link.opens(event, registration, lambda: is_host or reader[-1])
    return files.written(Entry(event, registration, revision, is_host, may_join))


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
    """Those that ended, or were called off, after these moments, or are still to come.

    What is over is never called off: all end after the first of them, and by that the database finds them.
    """
    is_cancelled = Q(state=Event.State.CANCELLED)
    found = events.filter(ends_at__gt=min(ended, cancelled))
    return found.filter((~is_cancelled & Q(ends_at__gt=ended)) | (is_cancelled & Q(changed_at__gt=cancelled)))


def nearest(events: EventQuerySet, today: datetime) -> EventQuerySet:
    """Those to come, the next one first, then those that were over before ``today``, the latest first."""
    is_over = Case(When(ends_at__lte=today, then=1), default=0)
    return events.order_by(is_over, Case(When(ends_at__gt=today, then="starts_at")), "-starts_at", "pk")


LATEST = Statement(
    lambda: Event.pgh_event_model._default_manager.order_by("-pk").values_list("pgh_created_at", flat=True)[:1]
)


def last_change(feed: CalendarFeed, rows: Iterable[Row], revisions: Iterable[Revision], *, now: datetime) -> datetime:
    """Never before the last moment when the file, the name of its group included, may have become what it is."""
    named_at = feed.group and feed.group.changed_at
    moved = [revision.changed_at for revision in revisions]
    shown = map(CHANGED, rows)
    return max(
        stamp
        for stamp in [midnight(timezone.localdate(now)), feed.created_at, named_at, *LATEST(), *moved, *shown]
        if stamp
    )
