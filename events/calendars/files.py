"""Whole calendar files."""

from collections.abc import Iterable

from django.utils import translation
from icalendar import Calendar
from icalendar import Event as Component

from clock import paris
from events.calendars import zone
from events.calendars.entries import Entry, component
from ui.cards import kept

PRODUCT = "-//capassistant//agenda//FR"
END = "END:VCALENDAR"
IN_PARIS = f"\r\nDTSTART;TZID={paris.NAME}:"
"""How the start of an event is written that needs the time zone; no text holds the end of a line as it is."""


def calendar(entries: Iterable[Entry], *, language: str = "fr", name: str = "") -> bytes:
    """The bytes of a calendar to download or to subscribe to."""
    with translation.override(language):
        return around(map(written, entries), method="PUBLISH", name=name)


def written(entry: Entry) -> str:
    """The VEVENT."""
    return component(entry).to_ical().decode()


def document(event: Component, *, method: str) -> bytes:
    """The bytes of a file with one event."""
    return around([event.to_ical().decode()], method=method)


def around(events: Iterable[str], *, method: str, name: str = "") -> bytes:
    """The file around its events, with the time zone when one of them needs it."""
    body = "".join(events)
    head, end, rest = frame(method, name, IN_PARIS in body).rpartition(END)
    return f"{head}{body}{end}{rest}".encode()


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
