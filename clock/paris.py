"""The clock of Paris, by which the community lives: its days, its hours, the two nights when clocks change."""

from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo

NAME = "Europe/Paris"
PARIS = ZoneInfo(NAME)


def local(instant: datetime) -> datetime:
    """The instant as a clock in Paris shows it: what is added to it then moves the hands of that clock."""
    return instant.astimezone(PARIS)


def day_of(instant: datetime) -> date:
    return local(instant).date()


def at(day: date, hour: time, zone: tzinfo = PARIS) -> datetime:
    """The instant of a day and hour; an hour that a night of spring leaves out comes an hour later."""
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


def midnight(day: date) -> datetime:
    """The instant at which the day begins."""
    return at(day, time())


def existing(day: date, hour: time) -> datetime | None:
    """The instant of a day and hour, of two the first; ``None`` when clocks put forward leave that hour out."""
    instant = at(day, hour)
    return instant if local(instant).replace(tzinfo=None) == datetime.combine(day, hour) else None


def shows(instant: datetime, day: date, hour: time) -> bool:
    """Whether a clock without seconds shows that day and hour then: in a night of autumn, at two instants."""
    shown = local(instant).replace(second=0, microsecond=0, tzinfo=None)
    return shown == datetime.combine(day, hour)


def comes_twice(instant: datetime) -> bool:
    """Whether the hour that the clock shows then is shown twice that night."""
    shown = local(instant)
    return shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset()
