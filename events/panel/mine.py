"""The panel of who has a place, the offer of one or a rank in line."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clock.words import day_long, ordinal
from events import video_link
from events.models import AttendanceMode, Event, Registration
from events.panel.parts import (
    Action,
    Choice,
    Panel,
    Standing,
    calendar_action,
    clash_text,
    drawn,
    guests_labels,
    join_actions,
    leave_action,
    mode_action,
    moment,
    out_of,
    seats,
    url,
)


def registered(event: Event, registration: Registration, standing: Standing, now: datetime) -> Panel:
    join = join_actions(event, standing) if video_link.is_open(event, now) else []
    calendar = calendar_action(event, css="btn-outline-primary" if join else "btn-primary")
    shown = seats(event, standing)
    if not event.is_hybrid:
        shown |= {"rest": counting_mine(event, standing), "mine": standing.seats_held}
    leave = leave_action(event, _("Me désinscrire"), registration, is_post=not standing.followers)
    return Panel(
        "registered", _("Inscription confirmée"), "check-circle", "is-groupe",
        text=how_i_come(event, registration, standing), note=leaving_note(event, standing, now),
        announces_link=video_link.announcement() if standing.can_open_link and not join else "",
        guests=guests(event, registration, standing),
        actions=[*join, calendar, *my_choices(event, registration, standing, now), leave], **shown,
    )  # fmt: skip


def counting_mine(event: Event, standing: Standing) -> str:
    """« sur 12, dont la vôtre »."""
    words = ngettext("dont la vôtre", "dont les vôtres", standing.seats_held)
    return ", ".join(filter(None, [out_of(event.pool()), words]))


def how_i_come(event: Event, registration: Registration, standing: Standing) -> str:
    """When the member is expected, where that was chosen, and with whom."""
    words = []
    if standing.was_at is not None:
        words.append(_("Déplacé : c’était le %(when)s. Votre place est conservée.") % {"when": moment(standing.was_at)})
    if event.is_hybrid:
        words.append(_("Vous participez en visio.") if registration.is_online else _("Vous venez sur place."))
    if registration.guests:
        words.append(
            ngettext("Vous venez avec %(n)s personne.", "Vous venez avec %(n)s personnes.", registration.guests)
            % {"n": registration.guests}
        )
    return " ".join(words)


def leaving_note(event: Event, standing: Standing, now: datetime) -> str:
    if event.is_near(now):
        return _(
            "Un empêchement de dernière minute ? Rendez votre place quand même : la personne qui anime est prévenue."
        )
    return _("Un empêchement ? Votre place ira aussitôt à la liste d’attente.") if standing.followers else ""


def guests(event: Event, registration: Registration, standing: Standing) -> list[Choice]:
    """With how many people one may come: as many as the event allows and as there are places for."""
    free = standing.free(event.pool(registration.mode))
    most = event.guests_allowed if free is None else min(event.guests_allowed, registration.guests + free)
    labels = guests_labels(max(most, registration.guests))
    choices = [Choice(number, label, number == registration.guests) for number, label in enumerate(labels)]
    return choices if len(choices) > 1 else []


def my_choices(event: Event, registration: Registration, standing: Standing, now: datetime) -> Iterator[Action]:
    """What a confirmed member may still choose: the answers, the way to come."""
    if standing.has_questions:
        yield Action(_("Répondre aux questions"), url("event_answers", event), css="btn-outline-primary")
    if not registration.guests:
        yield from other_mode(event, registration, standing, now)


def other_mode(event: Event, registration: Registration, standing: Standing, now: datetime) -> Iterator[Action]:
    """The other way to come, while a place is free there."""
    if event.is_hybrid and event.takes_registrations(now):
        other = AttendanceMode.MAIN if registration.is_online else AttendanceMode.ONLINE
        if standing.free(event.pool(other)) != 0:
            yield mode_action(event, other)


def offered(event: Event, registration: Registration, standing: Standing, now: datetime) -> Panel:
    until = registration.offer_expires_at
    if until is None or until <= now:
        return Panel(
            "lapsed", _("Proposition expirée"), "hourglass-medium", "is-temps-fort",
            text=_("Le temps de réponse est passé : la place va à la personne suivante."),
        )  # fmt: skip
    words = [which_place(registration)] if event.is_hybrid else []
    return Panel(
        "offered", _("Une place pour vous"), "ticket", "is-temps-fort", mine=1,
        lead=_("Place libérée, à confirmer avant le %(when)s.") % {"when": moment(until)},
        text=" ".join([*words, _("Sans réponse, elle ira à la personne suivante.")]), clash=clash_text(standing.clash),
        actions=[
            Action(_("Je prends la place"), url("event_place", event), css="btn-cire", is_post=True),
            leave_action(event, _("Je cède mon tour"), registration, css="btn-outline-primary"),
        ],
        **drawn(event, standing),
    )  # fmt: skip


def which_place(registration: Registration) -> str:
    return _("C’est une place en visio.") if registration.is_online else _("C’est une place sur place.")


def waiting(event: Event, registration: Registration, standing: Standing, now: datetime) -> Panel:
    is_first = standing.rank == 1
    lead = _("Vous êtes en tête") if is_first else _("Vous êtes %(rank)s") % {"rank": ordinal(standing.rank)}
    since = _("de la liste, depuis le %(day)s") if is_first else _("sur la liste, depuis le %(day)s")
    words = [which_line(registration)] if event.is_hybrid else []
    return Panel(
        "waiting", _("Liste d’attente"), "hourglass-medium", "is-temps-fort",
        lead=lead, rest=since % {"day": day_long(registration.queued_at)},
        text=" ".join([*words, *what_comes_next(event, registration, now)]), clash=clash_text(standing.clash),
        actions=[
            *other_mode(event, registration, standing, now),
            leave_action(event, _("Quitter la liste"), registration, css="btn-outline-primary"),
        ],
        **drawn(event, standing),
    )  # fmt: skip


def which_line(registration: Registration) -> str:
    return _("Vous attendez une place en visio.") if registration.is_online else _("Vous attendez une place en salle.")


def what_comes_next(event: Event, registration: Registration, now: datetime) -> Iterator[str]:
    """How a freed place reaches who waits."""
    held = registration.moving_from
    if held is not None and held.is_seated:
        yield _("Vous gardez votre place du %(when)s jusqu’à ce qu’une place se libère ici.") % {
            "when": moment(held.event.starts_at)
        }
    elif event.answer_hours and not event.is_near(now):
        yield ngettext(
            "Si une place se libère, vous recevez un e-mail et avez %(n)s heure ouvrée pour la confirmer.",
            "Si une place se libère, vous recevez un e-mail et avez %(n)s heures ouvrées pour la confirmer.",
            event.answer_hours,
        ) % {"n": event.answer_hours}
        yield _("À l’approche du début, elle vous est donnée aussitôt.")
    else:
        yield _("Dès qu’une place se libère pour vous, elle vous est donnée et vous recevez un e-mail.")


MINE: dict[str, Callable[[Event, Registration, Standing, datetime], Panel]] = {
    "confirmed": registered,
    "offered": offered,
    "waiting": waiting,
}
"""What is shown to who has a registration, by its status."""
