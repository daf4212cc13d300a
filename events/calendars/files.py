"""Whole calendar files."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django.utils import translation
from icalendar import Calendar
from icalendar import Event as Component

from clock.paris import PARIS
from events.calendars import zone
from events.calendars.entries import Entry, component

END = b"END:VCALENDAR\r\n"
PRODUCT = "-//capassistant//agenda//FR"


def calendar(entries: Iterable[Entry], *, language: str = "fr", name: str = "") -> bytes:
    """The bytes of a calendar to download or to subscribe to."""
    with translation.override(language):
        components = [component(entry) for entry in entries]
    return document(components, method="PUBLISH", name=name)


def document(components: list[Component], *, method: str, name: str = "") -> bytes:
    """The file around ``components``, with the time zone when one of them needs it."""
    result = Calendar()
    result.add("prodid", PRODUCT)
    result.add("version", "2.0")
    result.add("calscale", "GREGORIAN")
    result.add("method", method)
    if name:
        result.add("name", name)
        result.add("x-wr-calname", name)
        result.add("x-published-ttl", "PT1H")
    is_in_paris = any(isinstance(item.DTSTART, datetime) and item.DTSTART.tzinfo is PARIS for item in components)
    parts = [zone_of_paris()] if is_in_paris else []
    head = result.to_ical().removesuffix(END)
    return b"".join([head, *parts, *(item.to_ical() for item in components), END])


@cache
def zone_of_paris() -> bytes:
    """The same in every file."""
    return zone.component().to_ical()
