"""An event as lists show it: a card, of values alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse

from events.listing import NAMES_OF, fetch_hosts
from events.models import Event
from events.models.attendance_mode import Pool
from events.panel.badge import Badge, badge_of, brief_of, is_full
from ui.cards import Card

HOSTS = 2
"""How many are named."""


@dataclass(frozen=True)
class EventLine(Card):
    """An event, and where the reader stands in it."""

    template: ClassVar[str] = "events/_event_row.html"
    name: ClassVar[str] = "event"

    pk: int
    slug: str
    title: str
    kind: Event.Kind
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    is_online: bool
    is_hybrid: bool
    where: str
    hosts: tuple[str, ...]
    badge: Badge | None
    pools: tuple[Pool, ...]
    """None where the reader can no longer come."""
    seats: int | None
    taken_count: int
    my_seats: int

    @property
    def address(self) -> str:
        return reverse("events:event_detail", args=[self.pk, self.slug])

    @property
    def css_kind(self) -> str:
        return Event.CSS_KINDS[self.kind]

    @property
    def brief(self) -> str:
        return brief_of(self.starts_at, self.badge)


def line_of(event: Event) -> EventLine:
    """``event`` with its hosts and ``mine``, as ``views.shared.with_mine`` leaves it."""
    is_open = event.is_to_come() and (event.mine is not None or not is_full(event))
    return EventLine(
        pk=event.pk,
        slug=event.slug,
        title=event.title,
        kind=Event.Kind(event.kind),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        is_cancelled=event.is_cancelled,
        is_online=event.is_online,
        is_hybrid=event.is_hybrid,
        where=event.where,
        hosts=tuple(host.short_name for host in event.host_list[:HOSTS]),
        badge=badge_of(event, event.mine),
        pools=tuple(event.pools) if is_open else (),
        seats=event.seats if is_open else None,
        taken_count=event.taken_count if is_open else 0,
        my_seats=event.my_seats if is_open else 0,
    )


def lines_of(events: Sequence[Event]) -> list[EventLine]:
    """The events as lines, in their order: one statement for their hosts."""
    fetch_hosts(events, NAMES_OF)
    return [line_of(event) for event in events]
