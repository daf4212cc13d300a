"""The two ways to come, and the places of each.

Most events have one pool of places, the *main* one. A hybrid event has two, the room and the
video call, each with its own seats and its own line.
"""

from dataclasses import dataclass, replace

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.state import State


class AttendanceMode(models.TextChoices):
    MAIN = "main", _("sur place")
    ONLINE = "online", _("en visio")


@dataclass(frozen=True)
class Pool:
    """The places of one event for one way to come; ``seats`` is ``None`` without a limit.

    ``kept`` is how many of the free ones are still for those alone to whom they are reserved.
    """

    mode: AttendanceMode
    seats: int | None
    taken: int
    kept: int = 0

    @property
    def free(self) -> int | None:
        """How many places are free; ``None`` without a limit."""
        return None if self.seats is None else max(self.seats - self.taken, 0)

    @property
    def has_free(self) -> bool:
        """Whether a place is free, were it kept or awaited; ``free_seat_q`` says the same to the database."""
        return self.seats is None or self.taken < self.seats

    def free_for(self, *, is_expected: bool = False, is_awaited: bool = False) -> int | None:
        """How many places one person may take now, the same for pages, lists and actions; ``None`` without a limit.

        None at all while others wait who come first (``is_awaited``); those kept are for who is expected.
        """
        if is_awaited:
            return 0
        return None if self.free is None else max(self.free - (0 if is_expected else self.kept), 0)

    def less_one(self, *, is_expected: bool) -> "Pool":
        """What remains once one more is taken: who is expected takes a kept one."""
        return replace(self, taken=self.taken + 1, kept=max(self.kept - is_expected, 0))


def free_seat_q() -> Q:
    """The condition of a free place in what is published, in the room or on the screen: ``has_free`` in SQL."""
    main = Q(seats__isnull=True) | Q(taken_count__lt=F("seats"))
    online = Q(format="hybrid") & (Q(online_seats__isnull=True) | Q(online_taken_count__lt=F("online_seats")))
    return Q(state=State.PUBLISHED) & (main | online)
