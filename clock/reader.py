"""The time zone of who reads a page or a mail.

The zone of Django stays that of Paris for everybody: what is typed, stored and said is so in one clock. The reader's is
asked only where her or his own hour is said beside.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from clock.paris import PARIS, local

ZONE: ContextVar[tzinfo] = ContextVar("zone of the reader", default=PARIS)


@contextmanager
def reading_in(zone: str) -> Iterator[None]:
    """What is said inside is for somebody who lives in that zone."""
    token = ZONE.set(ZoneInfo(zone))
    try:
        yield
    finally:
        ZONE.reset(token)


def own(instant: datetime) -> datetime:
    """The instant as a clock of the reader shows it."""
    return instant.astimezone(ZONE.get())


def differs(*instants: datetime) -> bool:
    """Whether that clock shows at one of these instants another hour than that of Paris."""
    return any(own(instant).utcoffset() != local(instant).utcoffset() for instant in instants)
