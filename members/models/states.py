"""The states of a member, and the acts that lead from one to another; the trigger of the database is made of them."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from guards.states import Transitions


class State(models.TextChoices):
    INVITED = "invited", _("invitation envoyée")
    AWAITING = "awaiting", _("en attente d’accord")
    ACTIVE = "active", _("en activité")
    PAUSED = "paused", _("en pause")
    SUSPENDED = "suspended", _("suspendue")
    FORMER = "former", _("partie")
    EXPIRED = "expired", _("expirée")


@dataclass(frozen=True)
class Passage:
    """An act that leads to ``target``, from the states in which it makes sense."""

    sources: tuple[State, ...]
    target: State


NEWCOMERS = (State.INVITED, State.AWAITING)
"""Who has not come in yet."""
INSIDE = (State.ACTIVE, State.PAUSED, State.SUSPENDED)
"""Who came in and has not left."""

OPENING = Passage((State.INVITED,), State.ACTIVE)
APPROVAL = Passage((State.AWAITING,), State.ACTIVE)
REFUSAL = Passage(NEWCOMERS, State.FORMER)
EXPIRY = Passage(NEWCOMERS, State.EXPIRED)
PAUSE = Passage((State.ACTIVE,), State.PAUSED)
SUSPENSION = Passage((State.ACTIVE, State.PAUSED), State.SUSPENDED)
RETURN = Passage((State.PAUSED, State.SUSPENDED), State.ACTIVE)
DEPARTURE = Passage(INSIDE, State.FORMER)
INVITATION_BACK = Passage((State.FORMER,), State.INVITED)
REQUEST_BACK = Passage((State.FORMER,), State.AWAITING)
PASSAGES = (
    OPENING, APPROVAL, REFUSAL, EXPIRY, PAUSE, SUSPENSION, RETURN, DEPARTURE, INVITATION_BACK, REQUEST_BACK,
)  # fmt: skip

TRANSITIONS = Transitions(*((before, passage.target) for passage in PASSAGES for before in passage.sources))
