"""Calendar files as readers that share no code understand them: icalendar, vobject and, where installed, libical."""

import ctypes
import itertools
from ctypes.util import find_library
from datetime import UTC, datetime

import pytest
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


LIBICAL = find_library("ical")
"""Debian's package libical3, which GNOME, KDE and Cyrus read calendars with."""
VEVENT = 4


class Moment(ctypes.Structure):
    """struct icaltimetype of libical 3."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_dst")),
        ("zone", ctypes.c_void_p),
    ]


def by_libical(body):
    """{summary: (start, end)} in UTC, by the C library."""
    library = ctypes.CDLL(LIBICAL)
    pointer, kind = ctypes.c_void_p, ctypes.c_int

    def call(name, returned, *arguments):
        function = getattr(library, name)
        function.restype, function.argtypes = returned, [given for given, _ in arguments]
        return function(*(value for _, value in arguments))

    def instant(name, entry):
        moment = call(name, Moment, (pointer, entry))
        seconds = call("icaltime_as_timet_with_zone", ctypes.c_long, (Moment, moment), (pointer, moment.zone))
        return datetime.fromtimestamp(seconds, UTC)

    instants = {}
    calendar = call("icalparser_parse_string", pointer, (ctypes.c_char_p, body))
    entry = call("icalcomponent_get_first_component", pointer, (pointer, calendar), (kind, VEVENT))
    while entry:
        summary = call("icalcomponent_get_summary", ctypes.c_char_p, (pointer, entry)).decode()
        instants[summary] = tuple(instant(f"icalcomponent_get_{name}", entry) for name in ("dtstart", "dtend"))
        entry = call("icalcomponent_get_next_component", pointer, (pointer, calendar), (kind, VEVENT))
    return instants


def entries(body):
    """{summary: VEVENT}."""
    return {str(entry["SUMMARY"]): entry for entry in Calendar.from_ical(body).walk("VEVENT")}


READERS = [
    by_icalendar,
    by_vobject,
    pytest.param(by_libical, marks=pytest.mark.skipif(not LIBICAL, reason="apt install libical3")),
]
