"""Which panel an event shows to a member, from what cannot be changed any more to what is open."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Seating
from events.panel.parts import (
    FEW,
    LINK_OPENS_BEFORE,
    Action,
    Panel,
    calendar_action,
    hour,
    join_actions,
    leave_action,
    line,
    moment,
    out_of,
    people_waiting,
    places_left,
    register_action,
    taken,
    url,
)


def panel_for(event, standing, *, now=None):
    """The panel of ``event`` for the member who stands there."""
    now = now or timezone.now()
    if event.is_draft:
        return Panel("draft", _("Brouillon"), "pencil-simple", "is-atelier", text=draft_text())
    if event.is_cancelled:
        return Panel("cancelled", _("Annulé"), "calendar-x", "is-rencontre", text=event.cancellation_reason)
    if event.is_over(now):
        return over(standing)
    if event.has_started(now):
        return live(event, standing)
    if standing.is_host:
        return hosting(event, standing, now)
    if standing.registration is not None:
        return MINE[standing.registration.status](event, standing, now)
    if not event.takes_registrations(now):
        return closed(event, now)
    if standing.other_seat is not None:
        return other_date(event, standing, now)
    return two_ways(event, standing, now) if event.is_hybrid else one_way(event, standing, now)


def draft_text():
    return _("Ce rendez-vous n’est visible que des personnes qui le préparent.")


def over(standing):
    was_there = standing.registration is not None and standing.registration.is_confirmed
    text = _("Merci de votre participation.") if was_there else _("Ce rendez-vous a eu lieu.")
    return Panel("over", _("Terminé"), "check-circle", "is-groupe", text=text)


def live(event, standing):
    text = _("Commencé à %(start)s, fin prévue à %(end)s.") % {
        "start": hour(event.starts_at),
        "end": hour(event.ends_at),
    }
    return Panel(
        "live", _("C’est en ce moment"), "video-camera", "is-rencontre", text=text,
        actions=join_actions(event, standing),
    )  # fmt: skip


def hosting(event, standing, now):
    actions = [calendar_action(event, css="btn-outline-primary")]
    if now >= event.starts_at - LINK_OPENS_BEFORE:
        actions = join_actions(event, standing) + actions
    return Panel(
        "hosting", _("Vous animez ce rendez-vous"), "user-sound", "is-groupe", actions=actions, **seats(event, standing)
    )


def seats(event, standing):
    """How the seats taken are told: one line and a gauge, or a line for each way to come."""
    if event.is_hybrid:
        return {"lines": [line(pool, standing) for pool in event.pools]}
    pool = event.pool()
    return {"lead": taken(pool), "rest": out_of(pool), "has_gauge": True}


def registered(event, standing, now):
    registration = standing.registration
    join = join_actions(event, standing) if now >= event.starts_at - LINK_OPENS_BEFORE else []
    calendar = calendar_action(event, css="btn-outline-primary" if join else "btn-primary")
    asks_first = standing.waiting_remote if registration.is_remote else standing.waiting
    shown = seats(event, standing)
    if not event.is_hybrid:
        shown |= {"rest": _("%(out_of)s, dont la vôtre") % {"out_of": shown["rest"]}, "is_mine": True}
    leave = leave_action(event, _("Me désinscrire"), is_post=not asks_first)
    return Panel(
        "registered", _("Inscription confirmée"), "check-circle", "is-groupe",
        text=how_i_come(event, registration), note=leaving_note(event, asks_first, now),
        actions=[*join, calendar, *my_choices(event, standing, now), leave], **shown,
    )  # fmt: skip


def how_i_come(event, registration):
    """Where the member is expected, and with whom."""
    words = []
    if event.is_hybrid:
        words.append(_("Vous participez en visio.") if registration.is_remote else _("Vous venez sur place."))
    if registration.guests:
        words.append(
            ngettext("Vous venez avec %(n)s personne.", "Vous venez avec %(n)s personnes.", registration.guests)
            % {"n": registration.guests}
        )
    return " ".join(words)


def leaving_note(event, asks_first, now):
    if event.is_near(now):
        return _(
            "Un empêchement de dernière minute ? Rendez votre place quand même : la personne qui anime est prévenue."
        )
    return _("Un empêchement ? Votre place ira aussitôt à la liste d’attente.") if asks_first else ""


def my_choices(event, standing, now):
    """What a confirmed member may still choose: the answers, the guests, the way to come."""
    if standing.has_questions:
        yield Action(_("Répondre aux questions"), url("event_answers", event), css="btn-outline-primary")
    if event.guests_allowed:
        yield Action(_("Venir avec quelqu’un"), url("event_guests", event), css="btn-outline-primary")
    if event.is_hybrid and event.takes_registrations(now):
        other = Seating.MAIN if standing.registration.is_remote else Seating.REMOTE
        if standing.free(event.pool(other)) != 0:
            label = _("Plutôt en visio") if other == Seating.REMOTE else _("Plutôt sur place")
            yield Action(
                label,
                url("event_seating", event),
                css="btn-outline-primary",
                is_post=True,
                fields=(("seating", other),),
            )


def offered(event, standing, now):
    until = standing.registration.offer_expires_at
    if until <= now:
        return Panel(
            "lapsed", _("Proposition expirée"), "hourglass-medium", "is-temps-fort",
            text=_("Le temps de réponse est passé : la place va à la personne suivante."),
        )  # fmt: skip
    return Panel(
        "offered", _("Une place pour vous"), "ticket", "is-temps-fort", is_mine=True, has_gauge=not event.is_hybrid,
        lead=_("À confirmer avant le %(when)s") % {"when": moment(until)},
        text=_("Sans réponse, elle ira à la personne suivante."),
        actions=[
            Action(_("Je prends la place"), url("event_place", event), css="btn-cire", is_post=True),
            leave_action(event, _("Je cède mon tour"), css="btn-outline-primary", is_post=True),
        ],
    )  # fmt: skip


def waiting(event, standing, now):
    registration = standing.registration
    lead = _("Vous êtes en tête") if standing.rank == 1 else _("Vous êtes %(rank)sᵉ") % {"rank": standing.rank}
    since = date_format(timezone.localtime(registration.queued_at), "j F")
    return Panel(
        "waiting", _("Liste d’attente"), "hourglass-medium", "is-temps-fort",
        lead=lead, rest=_("sur la liste, depuis le %(day)s") % {"day": since}, has_gauge=not event.is_hybrid,
        text=what_comes_next(event, registration),
        actions=[leave_action(event, _("Quitter la liste"), css="btn-outline-primary", is_post=True)],
    )  # fmt: skip


def what_comes_next(event, registration):
    """How a freed place reaches who waits."""
    held = registration.moving_from
    if held is not None and held.is_seated:
        return _("Vous gardez votre place du %(when)s jusqu’à ce qu’une place se libère ici.") % {
            "when": moment(held.event.starts_at)
        }
    if event.answer_hours:
        return ngettext(
            "Si une place se libère, vous recevez un e-mail et avez %(n)s heure ouvrée pour la confirmer.",
            "Si une place se libère, vous recevez un e-mail et avez %(n)s heures ouvrées pour la confirmer.",
            event.answer_hours,
        ) % {"n": event.answer_hours}
    return _("Dès qu’une place se libère pour vous, elle vous est donnée et vous recevez un e-mail.")


MINE = {"confirmed": registered, "offered": offered, "waiting": waiting}
"""What is shown to who has a registration, by its status."""


def closed(event, now):
    opens = event.registration_opens_at
    if opens is not None and now < opens:
        text = _("Ouverture le %(when)s.") % {"when": moment(opens)}
        return Panel("closed", _("Inscriptions bientôt ouvertes"), "clock", "is-atelier", text=text)
    closing = event.registration_closes_at or event.starts_at
    text = _("Closes depuis le %(when)s. Un désistement de dernière minute reste possible.") % {"when": moment(closing)}
    return Panel("closed", _("Inscriptions closes"), "lock-simple", "is-atelier", text=text)


def other_date(event, standing, now):
    """A place at another date of the same workshop: this one may be taken instead."""
    held = standing.other_seat
    is_free = standing.free(event.pool()) != 0
    label = _("Prendre cette date à la place") if is_free else _("Attendre une place à cette date")
    text = "" if is_free else _("Vous gardez votre place jusqu’à ce qu’une autre se libère ici.")
    actions = [Action(label, url("event_date", event), is_post=True)]
    if held.event.has_started(now):
        text, actions = _("Vous avez déjà suivi cet atelier à une autre date."), []
    return Panel(
        "other_date", _("Vous avez une place à une autre date"), "calendar-check", "is-groupe",
        lead=moment(held.event.starts_at), text=text,
        actions=[*actions, Action(_("Voir cette autre date"), held.event.get_absolute_url(), css="btn-link")],
    )  # fmt: skip


def one_way(event, standing, now):
    free = standing.free(event.pool())
    return full(event, standing, now) if free == 0 else available(event, standing, free, now)


def available(event, standing, free, now):
    is_few = free is not None and free <= FEW
    label = _("Je m’inscris quand même") if standing.clash else _("Je m’inscris")
    return Panel(
        "clash" if standing.clash else "few" if is_few else "open",
        _("Inscriptions ouvertes"), "ticket", "is-atelier",
        lead=places_left(free, is_few=is_few), rest=out_of(event.pool()), has_gauge=True, clash=clash_text(standing),
        text=reserved_text(event, now), note=closing_note(event), actions=[register_action(event, label)],
    )  # fmt: skip


def full(event, standing, now):
    pool, people = event.pool(), people_waiting(standing.waiting)
    label = _("Rejoindre la liste d’attente (%(rank)sᵉ)") % {"rank": standing.waiting + 1}
    if not standing.waiting:
        label = _("Rejoindre la liste d’attente")
    rest = f"{out_of(pool)}, {people}" if standing.waiting else out_of(pool)
    return Panel(
        "full", _("Complet"), "chair", "is-temps-fort", lead=taken(pool), rest=rest, has_gauge=True,
        clash=clash_text(standing), text=reserved_text(event, now), note=closing_note(event),
        actions=[register_action(event, label)],
    )  # fmt: skip


def two_ways(event, standing, now):
    """Two pools of places: a line and a button for each."""
    labels = {Seating.MAIN: _("Je viens sur place"), Seating.REMOTE: _("Je participe en visio")}
    lines = {Seating.MAIN: _("Attendre une place sur place"), Seating.REMOTE: _("Attendre une place en visio")}
    free = {pool.seating: standing.free(pool) != 0 for pool in event.pools}
    actions = [register_action(event, labels[way], seating=way) for way, is_free in free.items() if is_free]
    actions += [
        register_action(event, lines[way], seating=way, css="btn-outline-primary")
        for way, is_free in free.items()
        if not is_free
    ]
    return Panel(
        "clash" if standing.clash else "open" if any(free.values()) else "full",
        _("Inscriptions ouvertes") if any(free.values()) else _("Complet"),
        "ticket" if any(free.values()) else "chair",
        "is-atelier" if any(free.values()) else "is-temps-fort",
        lines=[line(pool, standing) for pool in event.pools], clash=clash_text(standing),
        text=reserved_text(event, now), note=closing_note(event), actions=actions,
    )  # fmt: skip


def reserved_text(event, now):
    """For whom places are kept, and until when."""
    if not event.has_reserved_seats(now):
        return ""
    places = ngettext("%(n)s place réservée", "%(n)s places réservées", event.reserved_seats) % {
        "n": event.reserved_seats
    }
    words = {"places": places, "when": moment(event.reserved_until)}
    if event.reserved_for == event.Reserved.SITE:
        words["site"] = event.reserved_site.name
        return _("%(places)s au site de %(site)s jusqu’au %(when)s, puis ouvertes à tous.") % words
    return _("%(places)s aux membres qui viennent d’arriver jusqu’au %(when)s, puis ouvertes à tous.") % words


def closing_note(event):
    closes = event.registration_closes_at
    return _("Inscriptions jusqu’au %(when)s.") % {"when": moment(closes)} if closes else ""


def clash_text(standing):
    if standing.clash is None:
        return ""
    return _("À la même heure, vous suivez « %(title)s ».") % {"title": standing.clash.title}
