"""The first page: what waits, which promise is broken for longest, what is calm."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Count:
    """One figure of the first page, which leads to the list it counts.

    ``text`` says more of it, ``act`` is the word of its button; ``late_since`` is when the oldest promise was broken.
    """

    label: str | Promise
    number: int
    url: str
    text: str | Promise = ""
    act: str | Promise = _("Voir")
    late_since: datetime | None = None


type Counter = Callable[[HttpRequest], Count | None]


class Board:
    """The figures in the order in which they are to be looked at."""

    def __init__(self, counts: Sequence[Count]) -> None:
        self.counts = counts

    @cached_property
    def pressing(self) -> Count | None:
        """The one whose promise has been broken for longest."""
        late = [count for count in self.counts if count.number and count.late_since]
        return min(late, key=lambda count: (count.late_since, count.url), default=None)

    @cached_property
    def waiting(self) -> list[Count]:
        """What is more than nothing, what presses first."""
        return sorted((count for count in self.counts if count.number), key=lambda count: count is not self.pressing)

    @property
    def calm(self) -> list[Count]:
        return [count for count in self.counts if not count.number]
