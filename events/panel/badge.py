"""Where an event and a member stand, in one word: what a list shows beside an event, and says in its link."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from clock.words import day_long, ordinal
from events.models import Event, Registration

MISSED = (Registration.Attendance.ABSENT, Registration.Attendance.EXCUSED)


@dataclass(frozen=True)
class Badge:
    label: str
    kind: str
    icon: str


def badge_of(event: Event, registration: Registration | None = None, now: datetime | None = None) -> Badge | None:
    """What is most worth knowing; nothing of an event that the reader could simply join."""
    now = now or timezone.now()
    if event.is_cancelled:
        return Badge(_("Annulé"), "non", "x-circle")
    if event.is_draft:
        return Badge(_("Brouillon"), "info", "pencil-simple")
    if event.is_over(now):
        return over(registration)
    if registration is not None:
        return mine(registration)
    return Badge(_("Complet"), "attente", "chair") if is_full(event) else None


def in_brief(event: Event, registration: Registration | None) -> str:
    """The day and where one stands, for the ear: « jeudi 15 octobre, complet »."""
    return brief_of(event.starts_at, badge_of(event, registration))


def brief_of(starts_at: datetime, badge: Badge | None) -> str:
    return ", ".join([day_long(starts_at), *([badge.label.lower()] if badge else [])])


def is_full(event: Event) -> bool:
    """Whether no place is free for anybody."""
    return not any(pool.has_free for pool in event.pools)


def over(registration: Registration | None) -> Badge | None:
    """Of what is past only a place that was taken stays to be read."""
    if registration is None or not registration.is_confirmed or registration.attendance in MISSED:
        return None
    return Badge(_("Participation"), "oui", "check-circle")


def mine(registration: Registration) -> Badge:
    if registration.is_confirmed:
        return Badge(_("Inscription confirmée"), "oui", "check-circle")
    if registration.is_offered:
        return Badge(_("Place à confirmer"), "offre", "ticket")
    return Badge(
        _("Liste d’attente : %(place)s") % {"place": ordinal(registration.rank)}, "attente", "hourglass-medium"
    )
