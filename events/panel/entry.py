"""The panel of who has no registration while these are open: take a place, a rank, another date."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clock.words import ordinal
from events.models import AttendanceMode, Event, Registration
from events.panel.parts import (
    FEW,
    Action,
    Panel,
    Standing,
    clash_text,
    line,
    moment,
    out_of,
    people_waiting,
    places_left,
    register_action,
    series_actions,
    taken,
    url,
)


def other_date(event: Event, held: Registration, standing: Standing, now: datetime) -> Panel:
    """A place at another date of the same workshop: this one may be taken instead."""
    is_online = held.is_on_screen and event.is_hybrid
    is_free = standing.free(event.pool(AttendanceMode.ONLINE if is_online else AttendanceMode.MAIN)) != 0
    label = _("Prendre cette date à la place") if is_free else _("Attendre une place à cette date")
    text = "" if is_free else _("Vous gardez votre place jusqu’à ce qu’une autre se libère ici.")
    actions = [Action(label, url("event_date", event), is_post=True)]
    if held.event.has_started(now):
        text, actions = _("Vous avez déjà suivi cet atelier à une autre date."), []
    return Panel(
        "other_date",
        _("Une place vous est proposée à une autre date")
        if held.is_offered
        else _("Vous avez une place à une autre date"),
        "calendar-check", "is-groupe", lead=moment(held.event.starts_at), text=text, clash=clash_text(standing.clash),
        actions=[*actions, Action(_("Voir cette autre date"), held.event.get_absolute_url(), css="btn-link")],
    )  # fmt: skip


def one_mode(event: Event, standing: Standing, now: datetime) -> Panel:
    free = standing.free(event.pool())
    if free != 0:
        return available(event, standing, free, now)
    return reserved(event, standing) if standing.kept and event.pool().has_free else full(event, standing)


def available(event: Event, standing: Standing, free: int | None, now: datetime) -> Panel:
    is_few = free is not None and free <= FEW
    label = _("Je m’inscris quand même") if standing.clash else _("Je m’inscris")
    return Panel(
        "clash" if standing.clash else "few" if is_few else "open",
        _("Inscriptions ouvertes"), "ticket", "is-atelier",
        lead=places_left(free, is_few=is_few), rest=out_of(event.pool()), has_gauge=True,
        clash=clash_text(standing.clash), text=reserved_text(event, now), note=closing_note(event),
        actions=[register_action(event, label), *series_actions(event, standing)],
    )  # fmt: skip


def full(event: Event, standing: Standing) -> Panel:
    pool, people = event.pool(), people_waiting(standing.waiting)
    rest = f"{out_of(pool)}, {people}" if standing.waiting else out_of(pool)
    return Panel(
        "full", _("Complet"), "chair", "is-temps-fort", lead=taken(pool), rest=rest, has_gauge=True,
        clash=clash_text(standing.clash), note=closing_note(event),
        actions=[line_action(event, standing), *series_actions(event, standing)],
    )  # fmt: skip


def reserved(event: Event, standing: Standing) -> Panel:
    """Places are free, for others until a stated moment."""
    text = _("Elles s’ouvrent à tout le monde le %(when)s, dans l’ordre de la liste d’attente.")
    return Panel(
        "reserved", _("Places réservées pour l’instant"), "chair", "is-temps-fort",
        lead=reserved_places(event), rest=reserved_for(event), has_gauge=True, clash=clash_text(standing.clash),
        text=text % {"when": moment(event.reserved_until or event.starts_at)}, note=closing_note(event),
        actions=[line_action(event, standing), *series_actions(event, standing)],
    )  # fmt: skip


def line_action(event: Event, standing: Standing) -> Action:
    if not standing.waiting:
        return register_action(event, _("Rejoindre la liste d’attente"))
    return register_action(
        event, _("Rejoindre la liste d’attente (%(rank)s)") % {"rank": ordinal(standing.waiting + 1)}
    )


def two_modes(event: Event, standing: Standing, now: datetime) -> Panel:
    """Two pools of places: a line and a button for each."""
    is_open = any(standing.free(pool) != 0 for pool in event.pools)
    return Panel(
        "clash" if standing.clash else "open" if is_open else "full",
        _("Inscriptions ouvertes") if is_open else _("Complet"),
        "ticket" if is_open else "chair",
        "is-atelier" if is_open else "is-temps-fort",
        lines=[line(pool, standing) for pool in event.pools], clash=clash_text(standing.clash),
        text=reserved_text(event, now), note=closing_note(event),
        actions=[*mode_actions(event, standing), *series_actions(event, standing)],
    )  # fmt: skip


def mode_actions(event: Event, standing: Standing) -> list[Action]:
    """A button for each way to come, those with a free place first."""
    taking = {AttendanceMode.MAIN: _("Je viens sur place"), AttendanceMode.ONLINE: _("Je participe en visio")}
    lining = {
        AttendanceMode.MAIN: _("Attendre une place en salle"),
        AttendanceMode.ONLINE: _("Attendre une place en visio"),
    }
    modes = [(pool.mode, standing.free(pool) != 0) for pool in event.pools]
    free = [register_action(event, taking[mode], mode=mode) for mode, is_free in modes if is_free]
    return free + [
        register_action(event, lining[mode], mode=mode, css="btn-outline-primary")
        for mode, is_free in modes
        if not is_free
    ]


def reserved_text(event: Event, now: datetime) -> str:
    """For whom places are kept, and until when."""
    if not event.has_reserved_seats(now):
        return ""
    return _("%(places)s %(people)s jusqu’au %(when)s, puis ouvertes à tout le monde.") % {
        "places": reserved_places(event),
        "people": reserved_for(event),
        "when": moment(event.reserved_until or event.starts_at),
    }


def reserved_places(event: Event) -> str:
    return ngettext("%(n)s place réservée", "%(n)s places réservées", event.reserved_seats) % {
        "n": event.reserved_seats
    }


def reserved_for(event: Event) -> str:
    if event.reserved_for == event.Reserved.SITE and event.reserved_site is not None:
        return _("au site de %(site)s") % {"site": event.reserved_site.name}
    return _("aux membres qui viennent d’arriver")


def closing_note(event: Event) -> str:
    closes = event.registration_closes_at
    return _("Inscriptions jusqu’au %(when)s.") % {"when": moment(closes)} if closes else ""
