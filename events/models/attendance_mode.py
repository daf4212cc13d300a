"""The two ways to come, and the places of each.

Most events have one pool of places, the *main* one. A hybrid event has two, the room and the
video call, each with its own seats and its own line.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Seating(models.TextChoices):
    MAIN = "main", _("sur place")
    REMOTE = "remote", _("en visio")


@dataclass(frozen=True)
class Pool:
    """The places of one event for one way to come; ``seats`` is ``None`` without a limit."""

    seating: str
    seats: int | None
    taken: int

    @property
    def free(self):
        """How many places are free; ``None`` without a limit."""
        return None if self.seats is None else max(self.seats - self.taken, 0)

    @property
    def has_free(self):
        return self.seats is None or self.taken < self.seats
