"""What a panel is made of, and how it speaks of places, moments and buttons."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clock.words import clock, day_long
from events.models import AttendanceMode, Event, Registration
from events.models.attendance_mode import Pool
from ui.foreign import as_written, filled

FEW = 2


@dataclass(frozen=True)
class Action:
    """A button (``is_post``, sending ``fields``) or a link."""

    label: str
    url: str
    icon: str = ""
    css: str = "btn-primary"
    is_post: bool = False
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Line:
    """The places of one way to come, where there are two."""

    title: str
    lead: str
    rest: str


@dataclass(frozen=True)
class Choice:
    """So many people beside the member."""

    guests: int
    label: str
    is_mine: bool


@dataclass(frozen=True)
class Panel:
    """What the panel says; ``lead`` begins the line about the seats, ``mine`` is how many are the member's."""

    state: str
    title: str
    icon: str
    css_kind: str
    lead: str = ""
    rest: str = ""
    text: str = ""
    note: str = ""
    clash: str = ""
    has_gauge: bool = False
    mine: int = 0
    announces_link: str = ""
    guests: list[Choice] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)


@dataclass(frozen=True)
class Standing:
    """Where a member stands with an event: what the page has read from the database.

    ``kept`` is how many main places are kept for others; ``clash`` is another event of the member at the same time;
    ``was_at`` the start that the event had when the place was taken, if it is another one now; ``other_seat`` the
    member's place at another date of a series where each person has one; ``other_open_dates`` is at how many other
    dates the member could register, where one does so date by date.
    """

    registration: Registration | None = None
    rank: int = 0
    waiting: int = 0
    waiting_online: int = 0
    kept: int = 0
    clash: Event | None = None
    was_at: datetime | None = None
    other_seat: Registration | None = None
    is_host: bool = False
    can_open_link: bool = False
    has_questions: bool = False
    other_open_dates: int = 0

    @property
    def followers(self) -> int:
        """How many people wait for the places among which the member has one."""
        is_online = self.registration is not None and self.registration.is_online
        return self.waiting_online if is_online else self.waiting

    @property
    def seats_held(self) -> int:
        return 1 + self.registration.guests if self.registration is not None else 0

    def free(self, pool: Pool) -> int | None:
        """How many places of ``pool`` this member could take now; ``None`` without a limit."""
        is_main = pool.mode == AttendanceMode.MAIN
        waiting, kept = (self.waiting, self.kept) if is_main else (self.waiting_online, 0)
        return replace(pool, kept=kept).free_for(is_awaited=waiting > 0)


def url(name: str, event: Event) -> str:
    return reverse(f"events:{name}", args=[event.pk, event.slug])


def register_action(event: Event, label: str, *, mode: str = "", css: str = "btn-primary") -> Action:
    fields = (("mode", mode),) if mode else ()
    return Action(label, url("event_register", event), css=css, is_post=True, fields=fields)


def series_actions(event: Event, standing: Standing) -> Iterator[Action]:
    """The way to all dates at once, this one included; the page behind it shows them first."""
    if standing.other_open_dates:
        label = _("M’inscrire à toutes les dates (%(n)s)") % {"n": standing.other_open_dates + 1}
        yield Action(label, url("series_register", event), css="btn-outline-primary")


def mode_action(event: Event, other: str) -> Action:
    label = _("Changer pour la visio") if other == AttendanceMode.ONLINE else _("Changer pour la salle")
    fields = (("mode", other),)
    return Action(label, url("event_mode", event), css="btn-outline-primary", is_post=True, fields=fields)


def leave_action(
    event: Event, label: str, registration: Registration, *, css: str = "btn-link", is_post: bool = False
) -> Action:
    """Leaving costs nobody anything, or asks first: then the link leads to the question."""
    fields = (("status", registration.status),)
    return Action(label, url("event_leave", event), css=css, is_post=is_post, fields=fields)


def calendar_action(event: Event, *, css: str) -> Action:
    return Action(_("Ajouter à Outlook"), url("event_invitation", event), icon="calendar-plus", css=css)


def join_actions(event: Event, standing: Standing) -> list[Action]:
    if not standing.can_open_link:
        return []
    return [Action(_("Rejoindre la visio"), event.join_url, icon="video-camera")]


def places_left(free: int | None, *, is_few: bool) -> str:
    if free is None:
        return _("Places sans limite")
    if is_few:
        return ngettext("Plus que %(n)s place", "Plus que %(n)s places", free) % {"n": free}
    return ngettext("%(n)s place libre", "%(n)s places libres", free) % {"n": free}


def taken(pool: Pool) -> str:
    if not pool.taken:
        return _("Aucune place prise")
    return ngettext("%(n)s place prise", "%(n)s places prises", pool.taken) % {"n": pool.taken}


def out_of(pool: Pool) -> str:
    return "" if pool.seats is None else _("sur %(seats)s") % {"seats": pool.seats}


def line(pool: Pool, standing: Standing) -> Line:
    """« Sur place : 3 places libres sur 12 »."""
    free = standing.free(pool)
    lead = taken(pool) if free == 0 else places_left(free, is_few=free is not None and free <= FEW)
    title = _("%(way)s :") % {"way": pool.mode.label.capitalize()}
    return Line(title, lead, out_of(pool))


def seats(event: Event, standing: Standing) -> dict[str, Any]:
    """How the seats taken are told: one line and a gauge, or a line for each way to come."""
    if event.is_hybrid:
        return drawn(event, standing)
    pool = event.pool()
    return {"lead": taken(pool), "rest": out_of(pool), **drawn(event, standing)}


def drawn(event: Event, standing: Standing) -> dict[str, Any]:
    """A gauge, or where there are two ways to come a line for each."""
    if event.is_hybrid:
        return {"lines": [line(pool, standing) for pool in event.pools]}
    return {"has_gauge": True}


def people_waiting(count: int) -> str:
    return ngettext("%(n)s personne en attente", "%(n)s personnes en attente", count) % {"n": count}


def moment(instant: datetime) -> str:
    """« jeudi 15 octobre, 18 h », in the reader's time zone."""
    return f"{day_long(instant)}, {clock(instant)}"


def guests_labels(allowed: int) -> list[str]:
    """What is chosen from, by number of guests."""
    return [_("sans accompagnant"), _("avec une personne"), _("avec deux personnes")][: allowed + 1]


def clash_text(clash: Event | None) -> str:
    """What the member has already at the same time, as ``EventQuerySet.clashing_with`` finds it; « » for ``None``."""
    if clash is None:
        return ""
    if clash.is_hosted:
        return filled(_("À la même heure, vous animez « %(title)s »."), {"title": as_written(clash.title)})
    return filled(_("À la même heure, vous suivez « %(title)s »."), {"title": as_written(clash.title)})
