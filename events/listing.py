"""What the agenda reads, compiled once for each set of rights and each choice of filters."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from events.filters import Tally, narrowed, tallied
from events.models import Event, Host, Registration
from events.models.queries import EventQuerySet
from members.models import Member, Site
from members.models.member import Rights
from statements import Statement, one_of

PER_PAGE = 30
KEPT = 128
"""How many choices of filters stay compiled."""

type Chosen = tuple[tuple[str, tuple[str, ...]], ...]

SITES = Statement(Site.objects.all)
LIVE = Statement(lambda member: Registration.objects.live().filter(member=member))
MINE = Statement(lambda member: Registration.objects.live().filter(member=member).with_rank())


def hosts_of(events: tuple[int, ...]) -> QuerySet[Host]:
    return Host.objects.filter(one_of("event", events)).select_related("member")


HOSTS_OF = Statement(hosts_of)
NAMES_OF = Statement(lambda events: hosts_of(events).only("event", *(f"member__{name}" for name in Member.NAMED)))
"""The same, of whom lists say the names."""


def fetch_hosts(events: Sequence[Event], hosts_of: Statement[Host] = HOSTS_OF) -> None:
    """As ``with_hosts``, of events that are there already: one statement, none without events."""
    found: dict[int, list[Host]] = {event.pk: [] for event in events}
    for host in hosts_of(tuple(found)) if found else ():
        found[host.event_id].append(host)
    for event in events:
        hosts = Host.objects.all()
        hosts._result_cache = found[event.pk]
        event._prefetched_objects_cache = {"hosts": hosts}


def chosen_by(filters: Mapping[str, list[str]]) -> Chosen:
    """The same, by which a statement is found again."""
    return tuple((name, tuple(values)) for name, values in filters.items())


def tally(member: Member, now: datetime, mine: tuple[int, ...], *, is_past: bool) -> list[Tally]:
    """The events that come, or are past, counted by what filters ask for."""
    return [Tally(*row) for row in tally_of(member.rights, is_past)(member.pk, now, mine)]


def page(
    member: Member, now: datetime, mine: tuple[int, ...], *, is_past: bool, chosen: Chosen, start: int
) -> list[Event]:
    """The events of one page of the list, from that rank on."""
    return page_of(member.rights, is_past, chosen, start)(member.pk, now, mine)


def month(member: Member, starts: datetime, ends: datetime, mine: tuple[int, ...], *, chosen: Chosen) -> list[Event]:
    """The events that touch a month, the first one first."""
    return month_of(member.rights, chosen)(member.pk, starts, ends, mine)


@lru_cache(maxsize=KEPT)
def tally_of(rights: Rights, is_past: bool) -> Statement[tuple[Any, ...]]:
    def build(pk: int, now: datetime, mine: tuple[int, ...]) -> QuerySet[Event, tuple[Any, ...]]:
        return tallied(listed(pk, rights, is_past, now), mine)

    return Statement(build)


@lru_cache(maxsize=KEPT)
def page_of(rights: Rights, is_past: bool, chosen: Chosen, start: int) -> Statement[Event]:
    def build(pk: int, now: datetime, mine: tuple[int, ...]) -> EventQuerySet:
        return shown(narrowed(listed(pk, rights, is_past, now), dict(chosen), mine))[start : start + PER_PAGE]

    return Statement(build)


@lru_cache(maxsize=KEPT)
def month_of(rights: Rights, chosen: Chosen) -> Statement[Event]:
    def build(pk: int, starts: datetime, ends: datetime, mine: tuple[int, ...]) -> EventQuerySet:
        visible = Event.objects.visible_to(Member.with_rights(pk, rights))
        events = visible.filter(starts_at__lt=ends, ends_at__gt=starts).order_by("starts_at", "pk")
        return shown(narrowed(events, dict(chosen), mine))

    return Statement(build)


def listed(pk: int, rights: Rights, is_past: bool, now: datetime) -> EventQuerySet:
    visible = Event.objects.visible_to(Member.with_rights(pk, rights))
    return visible.past(now) if is_past else visible.upcoming(now)


def shown(events: EventQuerySet) -> EventQuerySet:
    """With what a line shows, without the long texts."""
    return events.select_related("site").defer("description", "search_vector")
