"""What a demo community is drawn from: a seed, a size and a moment."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import batched

from django.db import connection
from django.utils import timezone

from clock import paris, workdays

BATCH = 5000
YEAR_ENDS, YEAR_BEGINS = (12, 22), (1, 3)
BIRTH = date(2018, 3, 15)
"""The day on which the community met for the first time."""


@dataclass(frozen=True)
class Plan:
    seed: int
    scale: int
    now: datetime

    @property
    def today(self):
        return timezone.localdate(self.now)

    def rng(self, part):
        """A source of chance of its own for each part: changing one does not change the others."""
        return random.Random(f"{self.seed} {part}")


def at(day, hour, minute=0):
    """An hour of the clock of Paris."""
    return paris.local(paris.at(day, time(hour, minute)))


def is_working_day(day):
    return workdays.is_working_day(day) and YEAR_BEGINS <= (day.month, day.day) <= YEAR_ENDS


def working_day(day, *, after=0):
    """The first working day from ``day`` on, then ``after`` more of them."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day if after == 0 else working_day(day + timedelta(days=1), after=after - 1)


def add(model, rows):
    """Insert ``rows`` in bulk and return them with their keys; nothing of the statements is kept in memory."""
    added = []
    for batch in batched(rows, BATCH):
        added += model.objects.bulk_create(batch)
        connection.queries_log.clear()
    return added
