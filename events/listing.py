"""What the agenda and the pages of events read, compiled once for each set of rights and each choice of filters."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import get_language

from events.filters import Tally, narrowed, tallied
from events.models import Event, Host, Question, Registration, Series
from events.models.queries import EventQuerySet
from events.models.registration import RegistrationQuerySet
from members.models import Member, Site
from members.viewing import ViewerStatement
from statements import Statement, one_of

PER_PAGE = 30

SHOWN = (
    "pk", "slug", "title", "kind", "format", "state", "place", "starts_at", "ends_at", "seats", "taken_count",
    "online_seats", "online_taken_count", "site__name",
)  # fmt: skip

type Row = tuple[Any, ...]
"""The values of ``SHOWN``."""


class Mine(NamedTuple):
    """My live registration in an event, in values."""

    status: str
    attendance: str
    guests: int
    rank: int


type Chosen = tuple[tuple[str, tuple[str, ...]], ...]

SITES = Statement(Site.objects.all)
MINE = Statement(lambda member: Registration.objects.live().filter(member=member).with_rank())
STANDING = Statement(lambda member: MINE.build(member).values_list("event", *Mine._fields))


def standing(member: Member) -> dict[int, Mine]:
    """My live registrations by number of event: one statement for a whole list."""
    return {number: Mine(*values) for number, *values in STANDING(member.pk)}


def mine_in(member: int, event: int) -> RegistrationQuerySet:
    mine = Registration.objects.live().filter(event=event, member=member).with_rank()
    asked = Exists(Question.objects.filter(event=OuterRef("event")))
    return mine.select_related("moving_from__event").annotate(has_questions=asked).order_by("pk")[:1]


def waiting_in(event: int) -> QuerySet[Registration, tuple[Any, ...]]:
    waiting = Registration.objects.waiting().filter(event=event)
    return waiting.order_by().values_list("mode").annotate(Count("pk"))


MINE_IN = Statement(mine_in)
"""My live registration in one event, with my rank and whether the event asks questions; at most one."""
WAITING_IN = Statement(waiting_in)
"""(way to come, people who wait for it)."""


def hosts_of(events: tuple[int, ...]) -> QuerySet[Host]:
    return Host.objects.filter(one_of("event", events)).select_related("member")


HOSTS_OF = Statement(hosts_of)
NAMES_OF = Statement(
    lambda events: hosts_of(events).values_list("event", *(f"member__{name}" for name in Member.NAMED))
)


def host_names(events: Iterable[int]) -> dict[int, list[str]]:
    """Who runs each of these events, as lists say it: one statement, none without events."""
    found: dict[int, list[str]] = {number: [] for number in events}
    language = get_language()
    for number, *named in NAMES_OF(tuple(found)) if found else ():
        found[number].append(short_name(language, *named))
    return found


@lru_cache(maxsize=1024)
def short_name(_language: str, *named: Any) -> str:
    """The short name that these values of ``Member.NAMED`` make."""
    return Member(**dict(zip(Member.NAMED, named, strict=True))).short_name


def fetch_hosts(events: Sequence[Event]) -> None:
    """As ``with_hosts``, of events that are there already: one statement, none without events."""
    found: dict[int, list[Host]] = {event.pk: [] for event in events}
    for host in HOSTS_OF(tuple(found)) if found else ():
        found[host.event_id].append(host)
    for event in events:
        hosts = event.hosts.all()
        hosts._result_cache = found[event.pk]
        event._prefetched_objects_cache = {"hosts": hosts}


def chosen_by(filters: Mapping[str, list[str]]) -> Chosen:
    """The same, by which a statement is found again."""
    return tuple((name, tuple(values)) for name, values in filters.items())


def event(member: Member, pk: int) -> list[Event]:
    """The event that the member may know of, as its page shows it; or none."""
    return EVENT(member, pk)


def event_of_an_act(member: Member, pk: int) -> list[Event]:
    """The same, no more of it than an act asks for, which reads the row itself under its lock."""
    return EVENT_OF_AN_ACT(member, pk)


def other_dates(member: Member, event: Event, now: datetime) -> list[Event]:
    """The dates to come of its series that the member may know of, but this one."""
    return OTHER_DATES(member, event.series_id or 0, event.pk, now)


def clash(event: Event, member: Member) -> Event | None:
    """The first other event at the same time that engages the member."""
    values = event.pk, event.starts_at, event.ends_at, event.series_id or 0
    return next(iter(CLASH(member, *values, shape=(event.shares_one_seat,))), None)


def tally(member: Member, now: datetime, mine: tuple[int, ...], *, is_past: bool) -> list[Tally]:
    """The events that come, or are past, counted by what filters ask for."""
    return [Tally(*row) for row in TALLY(member, now, mine, shape=(is_past,))]


def page(
    member: Member, now: datetime, mine: tuple[int, ...], *, is_past: bool, chosen: Chosen, start: int
) -> list[Row]:
    """The events of one page of the list, from that rank on."""
    return PAGE(member, now, mine, shape=(is_past, chosen, start))


def month(
    member: Member, bounds: tuple[datetime, datetime], mine: Mapping[int, Mine], *, chosen: Chosen, most: int
) -> list[Event]:
    """The events that touch a month, at most so many of each day (``first_of_each_day``)."""
    confirmed = tuple(number for number, one in mine.items() if one.status == Registration.Status.CONFIRMED)
    return MONTH(member, *bounds, tuple(mine), confirmed, shape=(chosen, most))


def day(member: Member, bounds: tuple[datetime, datetime], mine: tuple[int, ...], *, chosen: Chosen) -> EventQuerySet:
    """All events that touch a day, the first one first."""
    return shown(narrowed(between(member, *bounds), dict(chosen), mine)).order_by("starts_at", "pk")


def between(member: Member, starts: datetime, ends: datetime) -> EventQuerySet:
    """What takes place then, in whole or in part."""
    return Event.objects.visible_to(member).filter(starts_at__lt=ends, ends_at__gt=starts)


def shown(events: EventQuerySet) -> EventQuerySet:
    """With what lines and cells show, and nothing more."""
    return events.select_related("site").only(*SHOWN)


def seen_event(viewer: Member, pk: int) -> EventQuerySet:
    visible = Event.objects.visible_to(viewer).filter(pk=pk).order_by()
    return visible.select_related("site", "reserved_site", "series", "group").defer("search_vector")


def seen_by_an_act(viewer: Member, pk: int) -> EventQuerySet:
    questions = Question.objects.filter(event=OuterRef("pk"))
    visible = Event.objects.visible_to(viewer).filter(pk=pk).order_by()
    return visible.only("slug", "series_id").annotate(has_questions=Exists(questions))


def seen_dates(viewer: Member, series: int, pk: int, now: datetime) -> EventQuerySet:
    dates = Event.objects.visible_to(viewer).filter(series=series).upcoming(now).exclude(pk=pk)
    return dates.select_related("series").defer("description", "search_vector").telling_hosted(viewer)


def clashing(
    viewer: Member, shares_one_seat: bool, pk: int, starts_at: datetime, ends_at: datetime, series: int
) -> EventQuerySet:
    shared = Series(pk=series, one_seat=True) if shares_one_seat else None
    event = Event(pk=pk, starts_at=starts_at, ends_at=ends_at, series=shared)
    return Event.objects.clashing_with(event, viewer).defer("description", "search_vector")[:1]


def listed(viewer: Member, is_past: bool, now: datetime) -> EventQuerySet:
    visible = Event.objects.visible_to(viewer)
    return visible.past(now) if is_past else visible.upcoming(now)


def counted(viewer: Member, is_past: bool, now: datetime, mine: tuple[int, ...]) -> QuerySet[Event, tuple[Any, ...]]:
    return tallied(listed(viewer, is_past, now), mine)


def paged(
    viewer: Member, is_past: bool, chosen: Chosen, start: int, now: datetime, mine: tuple[int, ...]
) -> QuerySet[Event, Row]:
    events = narrowed(listed(viewer, is_past, now), dict(chosen), mine)
    return events.values_list(*SHOWN)[start : start + PER_PAGE]


def of_month(
    viewer: Member,
    chosen: Chosen,
    most: int,
    starts: datetime,
    ends: datetime,
    mine: tuple[int, ...],
    confirmed: tuple[int, ...],
) -> EventQuerySet:
    events = narrowed(between(viewer, starts, ends), dict(chosen), mine)
    return shown(events).first_of_each_day(most, mine=mine, confirmed=confirmed)


EVENT, EVENT_OF_AN_ACT = ViewerStatement(seen_event), ViewerStatement(seen_by_an_act)
OTHER_DATES, CLASH = ViewerStatement(seen_dates), ViewerStatement(clashing)
TALLY, PAGE, MONTH = ViewerStatement(counted), ViewerStatement(paged), ViewerStatement(of_month)
