"""Why this app writes to somebody, in words for the core-team."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Cause(TextChoices):
    ACCEPTED = "journal.accepted", _("un texte est accepté")
    CHANGED = "journal.changed", _("un texte accepté a changé")
    CHANGES_REQUESTED = "journal.changes_requested", _("un texte est à reprendre")
    DISCARDED = "journal.discarded", _("un texte est abandonné")
    ISSUE_PUBLISHED = "journal.issue_published", _("un numéro du Journal est paru")
    KEPT = "journal.kept", _("un texte est retenu pour un numéro")
    NAMED = "journal.named", _("un nom s’ajoute aux signatures d’un texte")
    SUBMITTED = "journal.submitted", _("un texte est à relire")
    TAKEN_OUT = "journal.taken_out", _("un texte est retiré d’un numéro")
    UNNAMED = "journal.unnamed", _("un nom est retiré des signatures d’un texte")
