"""Why this app writes to somebody, in words for the core-team."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Cause(TextChoices):
    ACCEPTED = "journal.accepted", _("un texte est accepté")
    CHANGES_REQUESTED = "journal.changes_requested", _("un texte est à reprendre")
    ISSUE_PUBLISHED = "journal.issue_published", _("un numéro du Journal est paru")
    SUBMITTED = "journal.submitted", _("un texte est à relire")
