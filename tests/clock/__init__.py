"""A clock for tests: an instant of a working Tuesday, far from any bank holiday, and jumps from there."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

PARIS = ZoneInfo("Europe/Paris")
TUESDAY = datetime(2027, 3, 16, 10, 0, tzinfo=PARIS)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def clock():
    """Stands at 10 h on a Tuesday; ``clock.move_to(instant)`` and ``clock.shift(duration)`` move it."""
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def autumn():
    """Runs on from a Tuesday of November 2026: for tests that name days, whatever the year they run in."""
    with time_machine.travel(datetime(2026, 11, 24, 10, 0, tzinfo=PARIS)) as traveller:
        yield traveller
