"""Why this app writes to somebody, in words for the core-team; what makes it untrue."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Cause(TextChoices):
    ADDED = "events.added", _("une place lui a été donnée par l’animation")
    ANNOUNCED = "events.announced", _("un rendez-vous a été publié")
    CANCELLED = "events.cancelled", _("un rendez-vous prévu est annulé")
    CHANGED = "events.changed", _("un rendez-vous prévu a changé")
    HOSTING = "events.hosting", _("un rendez-vous lui est confié")
    HOSTING_OVER = "events.hosting_over", _("un rendez-vous n’est plus animé par cette personne")
    HOST_LEFT = "events.host_left", _("une personne qui animait le même rendez-vous n’est plus là")
    LATE_WITHDRAWAL = (
        "events.late_withdrawal",
        _("une place a été rendue tard dans un rendez-vous que cette personne anime"),
    )
    LEFT = "events.left", _("sa place est rendue")
    MOVED_UP = "events.moved_up", _("son rang sur la liste d’attente a été avancé")
    NOTE = "events.note", _("l’animation d’un rendez-vous lui écrit")
    OFFER_EXPIRED = "events.offer_expired", _("la place proposée n’a pas eu de réponse")
    OFFERED = "events.offered", _("une place libérée lui est proposée")
    PROMOTED = "events.promoted", _("une place libérée lui revient")
    REGISTERED = "events.registered", _("son inscription est confirmée")
    REMINDER = "events.reminder", _("un rendez-vous où sa place est confirmée approche")
    REMOVED = "events.removed", _("l’animation a repris sa place ou son rang")
    MODE_CHANGED = "events.mode_changed", _("sa façon de venir a changé")
    SECOND_SESSION = "events.second_session", _("une deuxième séance ouvre pour qui attendait")
    SERIES_LEFT = "events.series_left", _("ses places à toutes les dates d’une série sont rendues")
    SERIES_REGISTERED = "events.series_registered", _("une inscription à toutes les dates d’une série")
    SUMMARY = "events.summary", _("un rendez-vous que cette personne anime a lieu le prochain jour ouvré")
    WAITING = "events.waiting", _("son inscription est sur liste d’attente")


STANDINGS = (Cause.OFFERED, Cause.PROMOTED, Cause.ADDED, Cause.MOVED_UP, Cause.REMINDER)
"""What says where a registration stands, untrue once it ends. What confirms the reader's own act has left at once."""
NEWS = (Cause.ANNOUNCED, Cause.CHANGED, Cause.HOSTING)
"""What says that an event takes place, untrue once it is cancelled."""
