"""The next dates of a member, and the one proposed to who has none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from clock.words import clock, day_long
from contributions.awaiting import Fragment
from events.lines import NextEvent, next_event
from events.models import Event, Registration
from events.models.queries import EventQuerySet
from events.models.registration import RegistrationQuerySet
from members.models import Member
from members.viewing import ViewerStatement
from statements import Statement
from ui.foreign import as_written

SHOWN = 3


@dataclass(frozen=True)
class Engagement:
    """One of my dates: a place, a rank in the line, or an event that I run."""

    event: Event
    registration: Registration | None = None

    @property
    def is_hosted(self) -> bool:
        return self.registration is None

    @property
    def is_sure(self) -> bool:
        return self.registration is None or self.registration.is_confirmed

    @property
    def card(self) -> NextEvent:
        return next_event(self.event, self.registration, is_hosted=self.is_hosted)


def engagements(member: Member) -> list[Engagement]:
    """The next dates of ``member``, the nearest first."""
    now = timezone.now()
    mine = [Engagement(row.event, row) for row in REGISTERED(member.pk, now)]
    mine += [Engagement(event) for event in HOSTED(member.pk, now)]
    return sorted(mine, key=lambda mine: (mine.event.starts_at, mine.event.pk))[:SHOWN]


def registered(member: int, now: datetime) -> RegistrationQuerySet:
    live = Registration.objects.live().with_rank()
    coming = live.filter(member=member, event__state=Event.State.PUBLISHED, event__ends_at__gt=now)
    light = coming.select_related("event__site").defer("event__description", "event__search_vector")
    return light.order_by("event__starts_at", "pk")[:SHOWN]


def hosted(member: int, now: datetime) -> EventQuerySet:
    return _light(Event.objects.published().hosted_by(member).upcoming(now))[:SHOWN]


REGISTERED, HOSTED = Statement(registered), Statement(hosted)


def suggestion(member: Member) -> Event | None:
    """The next event open to all in which ``member`` could take a place, or ``None``."""
    return next(iter(SUGGESTED(member, timezone.now())), None)


def suggested(viewer: Member, now: datetime) -> EventQuerySet:
    coming = Event.objects.visible_to(viewer).with_free_seats().taking_registrations(now)
    unknown = coming.exclude(registrations__member=viewer.pk)
    return _light(unknown).order_by("starts_at", "pk")[:1]


SUGGESTED = ViewerStatement(suggested)


def _light(events: EventQuerySet) -> EventQuerySet:
    """Without the long columns, with the site that lists show."""
    return events.select_related("site").defer("description", "search_vector")


def next_one(mine: list[Engagement]) -> Iterator[Fragment]:
    """What the opening sentence says of the first one that is sure, when there is one."""
    for engagement in mine:
        if engagement.is_sure:
            event = engagement.event
            hosted, followed = _("%(when)s à %(hour)s, vous animez"), _("%(when)s à %(hour)s, vous suivez")
            told = hosted if engagement.is_hosted else followed
            before = told % {"when": _when(event), "hour": clock(event.starts_at)}
            yield Fragment(before[:1].upper() + before[1:], as_written(event.title), event.get_absolute_url())
            return


def proposed(event: Event) -> Fragment:
    """What the opening sentence says to who has nothing else to be told."""
    before = _("Rien ne vous attend. Le prochain rendez-vous ouvert à tout le monde est")
    return Fragment(before, as_written(event.title), event.get_absolute_url())


def _when(event: Event) -> str:
    days = (timezone.localdate(event.starts_at) - timezone.localdate()).days
    return {0: _("aujourd’hui"), 1: _("demain")}.get(days) or day_long(event.starts_at)
