"""Whole calendar files."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation
from icalendar import Calendar
from icalendar import Event as Component

from clock.paris import PARIS
from events.calendars import zone
from events.calendars.entries import Entry, component

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
    if any(isinstance(item.DTSTART, datetime) and item.DTSTART.tzinfo is PARIS for item in components):
        result.add_component(zone.component())
    for item in components:
        result.add_component(item)
    return result.to_ical()
