"""The states of an event and what may follow what: read by the code, and by the trigger of the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guards.states import Transitions


class State(models.TextChoices):
    DRAFT = "draft", _("brouillon")
    PUBLISHED = "published", _("publié")
    CANCELLED = "cancelled", _("annulé")


TRANSITIONS = Transitions((State.DRAFT, State.PUBLISHED), (State.PUBLISHED, State.CANCELLED))
