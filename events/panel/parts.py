"""What a panel is made of, and how it speaks of places, moments and buttons."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Seating

FEW = 2
LINK_OPENS_BEFORE = timedelta(minutes=15)


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
class Panel:
    """What the panel says; ``lead`` is the bold start of the line about the seats."""

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
    is_mine: bool = False
    lines: list[Line] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)


@dataclass(frozen=True)
class Standing:
    """Where a member stands with an event: what the page has read from the database.

    ``kept`` is how many main places are kept for others; ``other_seat`` is the member's place at
    another date of a series where each person has one.
    """

    registration: object = None
    rank: int = 0
    waiting: int = 0
    waiting_remote: int = 0
    kept: int = 0
    clash: object = None
    other_seat: object = None
    is_host: bool = False
    can_open_link: bool = False
    has_questions: bool = False

    def free(self, pool):
        """How many places of ``pool`` this member could take now; ``None`` without a limit."""
        is_main = pool.seating == Seating.MAIN
        if self.waiting if is_main else self.waiting_remote:
            return 0
        return None if pool.free is None else max(pool.free - (self.kept if is_main else 0), 0)


def url(name, event):
    return reverse(f"events:{name}", args=[event.pk, event.slug])


def register_action(event, label, *, seating="", css="btn-primary"):
    fields = (("seating", seating),) if seating else ()
    return Action(label, url("event_register", event), css=css, is_post=True, fields=fields)


def leave_action(event, label, *, css="btn-link", is_post=False):
    """Leaving costs nobody anything, or asks first: then the link leads to the question."""
    return Action(label, url("event_leave", event), css=css, is_post=is_post)


def calendar_action(event, *, css):
    return Action(_("Ajouter à Outlook"), url("event_invitation", event), icon="calendar-plus", css=css)


def join_actions(event, standing):
    if not standing.can_open_link:
        return []
    return [Action(_("Rejoindre la visio"), event.join_url, icon="video-camera")]


def places_left(free, *, is_few):
    if free is None:
        return _("Places sans limite")
    if is_few:
        return ngettext("Plus que %(n)s place", "Plus que %(n)s places", free) % {"n": free}
    return ngettext("%(n)s place libre", "%(n)s places libres", free) % {"n": free}


def taken(pool):
    if not pool.taken:
        return _("Aucune place prise")
    return ngettext("%(n)s place prise", "%(n)s places prises", pool.taken) % {"n": pool.taken}


def out_of(pool):
    return "" if pool.seats is None else _("sur %(seats)s") % {"seats": pool.seats}


def line(pool, standing):
    """« Sur place : 3 places libres sur 12 »."""
    free = standing.free(pool)
    lead = taken(pool) if free == 0 else places_left(free, is_few=free is not None and free <= FEW)
    return Line(pool.seating.label.capitalize(), lead, out_of(pool))


def people_waiting(count):
    return ngettext("%(n)s personne en attente", "%(n)s personnes en attente", count) % {"n": count}


def moment(instant):
    """« jeudi 15 octobre, 18 h » in Paris."""
    return f"{date_format(timezone.localtime(instant), 'l j F')}, {hour(instant)}"


def hour(instant):
    """« 10 h » or « 10 h 30 », with spaces that do not break."""
    local = timezone.localtime(instant)
    return f"{local.hour}\u00a0h" if not local.minute else f"{local.hour}\u00a0h\u00a0{local.minute:02}"
