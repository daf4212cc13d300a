"""Which panel an event shows to a member, from what cannot be changed any more to what is open."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from clock.words import clock
from events import video_link
from events.models import Event
from events.panel.entry import one_mode, other_date, two_modes
from events.panel.mine import MINE
from events.panel.parts import Panel, Standing, calendar_action, join_actions, moment, seats


def panel_for(event: Event, standing: Standing, *, now: datetime | None = None) -> Panel:
    """The panel of ``event`` for the member who stands there."""
    now = now or timezone.now()
    if event.is_draft:
        return Panel("draft", _("Brouillon"), "pencil-simple", "is-atelier", text=draft_text())
    if event.is_cancelled:
        return cancelled(event, standing)
    if event.is_over(now):
        return over(standing)
    if event.has_started(now):
        return live(event, standing)
    if standing.is_host:
        return hosting(event, standing, now)
    if standing.registration is not None:
        return MINE[standing.registration.status](event, standing.registration, standing, now)
    if not event.takes_registrations(now):
        return closed(event, now)
    if standing.other_seat is not None:
        return other_date(event, standing.other_seat, standing, now)
    return two_modes(event, standing, now) if event.is_hybrid else one_mode(event, standing, now)


def cancelled(event: Event, standing: Standing) -> Panel:
    """Why, and that whoever was to come has nothing to do."""
    note = _("Votre inscription s’arrête là : vous n’avez rien à faire.") if standing.registration is not None else ""
    return Panel(
        "cancelled", _("Annulé"), "calendar-x", "is-rencontre", text=event.cancellation_reason, note=note
    )  # fmt: skip


def draft_text() -> str:
    return _("Ce rendez-vous n’est visible que des personnes qui le préparent.")


def over(standing: Standing) -> Panel:
    was_there = standing.registration is not None and standing.registration.is_confirmed
    text = _("Merci de votre participation.") if was_there else _("Ce rendez-vous a eu lieu.")
    return Panel("over", _("Terminé"), "check-circle", "is-groupe", text=text)


def live(event: Event, standing: Standing) -> Panel:
    text = _("Commencé à %(start)s, fin prévue à %(end)s.") % {
        "start": clock(event.starts_at),
        "end": clock(event.ends_at),
    }
    return Panel(
        "live", _("C’est en ce moment"), "video-camera" if event.is_online else "clock", "is-rencontre", text=text,
        actions=join_actions(event, standing),
    )  # fmt: skip


def hosting(event: Event, standing: Standing, now: datetime) -> Panel:
    actions = [calendar_action(event, css="btn-outline-primary")]
    if video_link.is_open(event, now):
        actions = join_actions(event, standing) + actions
    return Panel(
        "hosting", _("Vous animez ce rendez-vous"), "user-sound", "is-groupe", actions=actions, **seats(event, standing)
    )


def closed(event: Event, now: datetime) -> Panel:
    opens = event.registration_opens_at
    if opens is not None and now < opens:
        text = _("Ouverture le %(when)s.") % {"when": moment(opens)}
        return Panel("closed", _("Inscriptions bientôt ouvertes"), "clock", "is-atelier", text=text)
    closing = event.registration_closes_at or event.starts_at
    text = _("Closes depuis le %(when)s. Un désistement de dernière minute reste possible.") % {"when": moment(closing)}
    return Panel("closed", _("Inscriptions closes"), "lock-simple", "is-atelier", text=text)
