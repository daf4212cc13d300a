"""Whole calendar files."""

from collections.abc import Iterable

from django.utils import translation
from icalendar import Calendar
from icalendar import Event as Component

from events.calendars import zone
from events.calendars.entries import Entry, Facts, component, facts_of
from ui.cards import kept

PRODUCT = "-//capassistant//agenda//FR"
END = "END:VCALENDAR"


def calendar(entries: Iterable[Entry], *, language: str = "fr", name: str = "") -> bytes:
    """The bytes of a calendar to download or to subscribe to."""
    with translation.override(language):
        facts = [facts_of(entry) for entry in entries]
        events = "".join(map(written, facts))
        return around(events, facts, method="PUBLISH", name=name)


def document(event: Component, facts: Facts, *, method: str) -> bytes:
    """The bytes of a file with one event."""
    return around(event.to_ical().decode(), [facts], method=method)


def around(events: str, facts: list[Facts], *, method: str, name: str = "") -> bytes:
    """The file around its events, with the time zone when one of them needs it."""
    has_zone = any(zone.is_needed(item.starts_at, item.ends_at) for item in facts)
    head, end, rest = frame(method, name, has_zone).rpartition(END)
    return f"{head}{events}{end}{rest}".encode()


@kept
def written(facts: Facts) -> str:
    return component(facts).to_ical().decode()


@kept
def frame(method: str, name: str, has_zone: bool) -> str:
    result = Calendar()
    result.add("prodid", PRODUCT)
    result.add("version", "2.0")
    result.add("calscale", "GREGORIAN")
    result.add("method", method)
    if name:
        result.add("name", name)
        result.add("x-wr-calname", name)
        result.add("x-published-ttl", "PT1H")
    if has_zone:
        result.add_component(zone.component())
    return result.to_ical().decode()
