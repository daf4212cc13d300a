"""The registration panel: one answer for one member and one event (DESIGN section 5).

Twelve states share one place and one order: state, sentence, seats, buttons. The template
prints; which state it is and what one may do are decided here.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FEW = 2
LINK_OPENS_BEFORE = timedelta(minutes=15)


@dataclass(frozen=True)
class Action:
    """A button (``is_post``) or a link."""

    label: str
    url: str
    icon: str = ""
    css: str = "btn-primary"
    is_post: bool = False


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
    actions: list[Action] = field(default_factory=list)


@dataclass(frozen=True)
class Standing:
    """Where a member stands with an event: what the page has read from the database."""

    registration: object = None
    rank: int = 0
    waiting: int = 0
    clash: object = None
    is_host: bool = False
    can_open_link: bool = False


def panel_for(event, standing, *, now=None):
    """The panel of ``event`` for the member who stands there."""
    now = now or timezone.now()
    if event.is_draft:
        return Panel("draft", _("Brouillon"), "pencil-simple", "is-atelier", text=draft_text())
    if event.is_cancelled:
        return Panel("cancelled", _("Annulé"), "calendar-x", "is-rencontre", text=event.cancellation_reason)
    if event.is_over(now):
        return over(event, standing)
    if event.has_started(now):
        return live(event, standing)
    if standing.is_host:
        return hosting(event, standing, now)
    if standing.registration is not None:
        return registered(event, standing, now) if standing.registration.is_confirmed else waiting(event, standing)
    if not event.takes_registrations(now):
        return closed(event, now)
    return available(event, standing) if event.has_free_seat and not standing.waiting else full(event, standing)


def draft_text():
    return _("Ce rendez-vous n’est visible que des personnes qui le préparent.")


def over(event, standing):
    was_there = standing.registration is not None and standing.registration.is_confirmed
    text = _("Merci de votre participation.") if was_there else _("Ce rendez-vous a eu lieu.")
    return Panel("over", _("Terminé"), "check-circle", "is-groupe", text=text)


def live(event, standing):
    text = _("Commencé à %(start)s, fin prévue à %(end)s.") % {
        "start": hour(event.starts_at),
        "end": hour(event.ends_at),
    }
    return Panel(
        "live",
        _("C’est en ce moment"),
        "video-camera",
        "is-rencontre",
        text=text,
        actions=join_actions(event, standing),
    )


def hosting(event, standing, now):
    actions = [calendar_action(event, css="btn-outline-primary")]
    if now >= event.starts_at - LINK_OPENS_BEFORE:
        actions = join_actions(event, standing) + actions
    return Panel(
        "hosting", _("Vous animez ce rendez-vous"), "user-sound", "is-groupe",
        lead=taken(event), rest=out_of(event), has_gauge=True, actions=actions,
    )  # fmt: skip


def registered(event, standing, now):
    join = join_actions(event, standing) if now >= event.starts_at - LINK_OPENS_BEFORE else []
    calendar = calendar_action(event, css="btn-outline-primary" if join else "btn-primary")
    asks_first = standing.waiting > 0
    return Panel(
        "registered", _("Inscription confirmée"), "check-circle", "is-groupe",
        lead=taken(event), rest=_("%(out_of)s, dont la vôtre") % {"out_of": out_of(event)}, has_gauge=True, is_mine=True,
        note=_("Un empêchement ? Votre place ira aussitôt à la liste d’attente.") if asks_first else "",
        actions=[*join, calendar, leave_action(event, _("Me désinscrire"), is_post=not asks_first)],
    )  # fmt: skip


def waiting(event, standing):
    lead = _("Vous êtes en tête") if standing.rank == 1 else _("Vous êtes %(rank)sᵉ") % {"rank": standing.rank}
    since = date_format(timezone.localtime(standing.registration.queued_at), "j F")
    return Panel(
        "waiting", _("Liste d’attente"), "hourglass-medium", "is-temps-fort",
        lead=lead, rest=_("sur la liste, depuis le %(day)s") % {"day": since}, has_gauge=True,
        text=_("Dès qu’une place se libère pour vous, elle vous est donnée et vous recevez un e-mail."),
        actions=[leave_action(event, _("Quitter la liste"), css="btn-outline-primary", is_post=True)],
    )  # fmt: skip


def closed(event, now):
    opens = event.registration_opens_at
    if opens is not None and now < opens:
        text = _("Ouverture le %(when)s.") % {"when": moment(opens)}
        return Panel("closed", _("Inscriptions bientôt ouvertes"), "clock", "is-atelier", text=text)
    closing = event.registration_closes_at or event.starts_at
    text = _("Closes depuis le %(when)s. Un désistement de dernière minute reste possible.") % {"when": moment(closing)}
    return Panel("closed", _("Inscriptions closes"), "lock-simple", "is-atelier", text=text)


def available(event, standing):
    free = event.free_seats
    is_few = free is not None and free <= FEW
    label = _("Je m’inscris quand même") if standing.clash else _("Je m’inscris")
    return Panel(
        "clash" if standing.clash else "few" if is_few else "open",
        _("Inscriptions ouvertes"), "ticket", "is-atelier",
        lead=places_left(free, is_few=is_few), rest=out_of(event), has_gauge=True, clash=clash_text(standing),
        note=closing_note(event), actions=[register_action(event, label)],
    )  # fmt: skip


def full(event, standing):
    people = ngettext("%(n)s personne en attente", "%(n)s personnes en attente", standing.waiting) % {
        "n": standing.waiting
    }
    label = _("Rejoindre la liste d’attente (%(rank)sᵉ)") % {"rank": standing.waiting + 1}
    if not standing.waiting:
        label = _("Rejoindre la liste d’attente")
    rest = f"{out_of(event)}, {people}" if standing.waiting else out_of(event)
    return Panel(
        "full", _("Complet"), "chair", "is-temps-fort", lead=taken(event), rest=rest, has_gauge=True,
        clash=clash_text(standing), note=closing_note(event), actions=[register_action(event, label)],
    )  # fmt: skip


def join_actions(event, standing):
    if not standing.can_open_link:
        return []
    return [Action(_("Rejoindre la visio"), event.join_url, icon="video-camera")]


def register_action(event, label):
    return Action(label, url("event_register", event), is_post=True)


def leave_action(event, label, *, css="btn-link", is_post=False):
    """Leaving costs nobody anything, or asks first: then the link leads to the question."""
    return Action(label, url("event_leave", event), css=css, is_post=is_post)


def calendar_action(event, *, css):
    return Action(_("Ajouter à Outlook"), url("event_invitation", event), icon="calendar-plus", css=css)


def url(name, event):
    return reverse(f"events:{name}", args=[event.pk, event.slug])


def places_left(free, *, is_few):
    if free is None:
        return _("Places sans limite")
    if is_few:
        return ngettext("Plus que %(n)s place", "Plus que %(n)s places", free) % {"n": free}
    return ngettext("%(n)s place libre", "%(n)s places libres", free) % {"n": free}


def taken(event):
    count = event.taken_count
    if not count:
        return _("Aucune place prise")
    return ngettext("%(n)s place prise", "%(n)s places prises", count) % {"n": count}


def out_of(event):
    return "" if event.seats is None else _("sur %(seats)s") % {"seats": event.seats}


def closing_note(event):
    closes = event.registration_closes_at
    return _("Inscriptions jusqu’au %(when)s.") % {"when": moment(closes)} if closes else ""


def clash_text(standing):
    if standing.clash is None:
        return ""
    return _("À la même heure, vous suivez « %(title)s ».") % {"title": standing.clash.title}


def moment(instant):
    """« jeudi 15 octobre, 18 h » in Paris."""
    return f"{date_format(timezone.localtime(instant), 'l j F')}, {hour(instant)}"


def hour(instant):
    """« 10 h » or « 10 h 30 », with spaces that do not break."""
    local = timezone.localtime(instant)
    return f"{local.hour}\u00a0h" if not local.minute else f"{local.hour}\u00a0h\u00a0{local.minute:02}"
