"""What would become of one date of a series for who registers at all of them: the same places, the same words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from events.models import AttendanceMode, Event
from events.panel.parts import Panel, Standing
from events.panel.states import panel_for


@dataclass(frozen=True)
class Mode:
    """One way to come: a free place, or a rank in its line."""

    title: str
    is_free: bool
    rank: int


@dataclass(frozen=True)
class Prospect:
    """One date; without a way to come ``panel`` says why, or what the member has there already."""

    event: Event
    panel: Panel
    ways: list[Mode]


def prospect(event: Event, standing: Standing, *, now: datetime | None = None) -> Prospect:
    now = now or timezone.now()
    is_open = standing.registration is None and not standing.is_host and event.takes_registrations(now)
    return Prospect(event, panel_for(event, standing, now=now), list(modes(event, standing)) if is_open else [])


def modes(event: Event, standing: Standing) -> Iterator[Mode]:
    for pool in event.pools:
        waiting = standing.waiting_online if pool.mode == AttendanceMode.ONLINE else standing.waiting
        title = pool.mode.label.capitalize() if event.is_hybrid else event.get_format_display()
        yield Mode(title, standing.free(pool) != 0, waiting + 1)
