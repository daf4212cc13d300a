"""Calendar files as two readers that share no code understand them."""

import itertools
from datetime import UTC

import vobject
from icalendar import Calendar

_zones = itertools.count(1)


def with_its_own_zone(body):
    """The file with a zone name that no reader knows: only the VTIMEZONE inside can tell the hours."""
    return body.replace(b"Europe/Paris", b"Zone/Number%d" % next(_zones))


def by_icalendar(body):
    """{summary: (start, end)} in UTC."""
    return {
        str(entry["SUMMARY"]): (entry["DTSTART"].dt.astimezone(UTC), entry["DTEND"].dt.astimezone(UTC))
        for entry in Calendar.from_ical(body).walk("VEVENT")
    }


def by_vobject(body):
    """{summary: (start, end)} in UTC, by a parser of its own that builds the zone from the file."""
    return {
        entry.summary.value: (entry.dtstart.value.astimezone(UTC), entry.dtend.value.astimezone(UTC))
        for entry in vobject.readOne(body.decode()).vevent_list
    }


def entries(body):
    """{summary: VEVENT}."""
    return {str(entry["SUMMARY"]): entry for entry in Calendar.from_ical(body).walk("VEVENT")}
