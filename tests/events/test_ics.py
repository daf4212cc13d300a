"""Calendar files as a strict reader sees them (RFC 5545)."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from icalendar import Calendar

from events import ics
from events.models import Event
from tests.factories import make_event, make_member, make_registration

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
UTC = datetime.UTC


def parsed(*entries):
    return Calendar.from_ical(ics.calendar(entries)).walk("VEVENT")


def read(event, registration=None, *, with_link=False):
    return parsed((event, registration, with_link))[0]


def at(*moment):
    return datetime.datetime(*moment, tzinfo=PARIS)


@pytest.mark.parametrize(
    "starts_at,expected",
    [
        (at(2026, 7, 1, 10), datetime.datetime(2026, 7, 1, 8, tzinfo=UTC)),
        (at(2026, 12, 1, 10), datetime.datetime(2026, 12, 1, 9, tzinfo=UTC)),
        (at(2026, 10, 25, 2, 30), datetime.datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (at(2026, 10, 25, 2, 30).replace(fold=1), datetime.datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (at(2027, 3, 28, 1, 30), datetime.datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
        (at(2027, 3, 28, 3, 30), datetime.datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
    ],
)
def test_times_are_in_utc_on_both_sides_of_the_change_of_clocks(starts_at, expected):
    entry = read(make_event(starts_at=starts_at, ends_at=expected + datetime.timedelta(hours=3)))

    assert entry["DTSTART"].dt == expected
    assert entry["DTEND"].dt - entry["DTSTART"].dt == datetime.timedelta(hours=3)
    assert b"DTSTART:%s" % expected.strftime("%Y%m%dT%H%M%SZ").encode() in entry.to_ical()


def test_a_file_has_what_the_standard_requires():
    event = make_event("Publipostage", promise="Deux cents courriers en dix minutes.")

    calendar = Calendar.from_ical(ics.calendar([(event, None, False)]))
    entry = calendar.walk("VEVENT")[0]

    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar["PRODID"]
    assert entry["UID"] == str(event.uid)
    assert entry["SUMMARY"] == "Publipostage"
    assert entry["LOCATION"] == "Visio"
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["URL"] == settings.SITE_URL + event.get_absolute_url()
    assert entry["DESCRIPTION"].startswith("Deux cents courriers en dix minutes.\n")
    assert "ATTENDEE" not in entry
    assert "ORGANIZER" not in entry


@pytest.mark.parametrize(
    "title",
    [
        "Titre\r\nATTENDEE:mailto:tous@example.org",
        "Titre\nEND:VEVENT\nBEGIN:VEVENT",
        "Titre\\nATTENDEE:x",
        "Titre; avec, des ponctuations : « partout »",
        "👩🏽‍💼 مريم " * 8,
    ],
)
def test_a_hostile_title_stays_a_title(title):
    event = make_event(title[:120], promise=title, place=title[:160], format=Event.Format.ONSITE)

    body = ics.calendar([(event, None, False)])
    entries = Calendar.from_ical(body).walk("VEVENT")

    assert len(entries) == 1
    assert entries[0]["SUMMARY"] == " ".join(event.title.split())
    assert not any(line.startswith((b"ATTENDEE", b"Titre")) for line in body.split(b"\r\n"))
    assert body.count(b"\r\nBEGIN:VEVENT\r\n") == 1


def test_lines_are_folded_at_75_bytes_and_end_rightly():
    body = ics.calendar([(make_event("é" * 120, promise="É" * 240), None, False)])

    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75


def test_two_readings_are_identical_byte_for_byte():
    event = make_event()
    registration = make_registration(event)

    assert ics.calendar([(event, registration, True)]) == ics.calendar([(event, registration, True)])


def test_the_stamp_is_the_last_change_of_the_event_or_of_my_place():
    day = datetime.datetime(2026, 10, 1, 8, 0, 0, tzinfo=UTC)
    event = make_event(changed_at=day)
    registration = make_registration(event, changed_at=day + datetime.timedelta(days=1))

    assert read(event)["DTSTAMP"].dt == read(event)["LAST-MODIFIED"].dt == day
    assert read(event, registration)["DTSTAMP"].dt == day + datetime.timedelta(days=1)


def test_waiting_is_tentative_and_says_so():
    event = make_event()
    entry = read(event, make_registration(event, status="waiting"))

    assert entry["STATUS"] == "TENTATIVE"
    assert entry["TRANSP"] == "TRANSPARENT"
    assert "liste d’attente" in entry["DESCRIPTION"]


def test_a_cancelled_event_is_cancelled_with_its_reason():
    entry = read(make_event(state="cancelled", cancellation_reason="La salle est fermée.", sequence=2))

    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", 2)
    assert "La salle est fermée." in entry["DESCRIPTION"]


def test_the_link_is_inside_only_for_who_takes_part():
    event = make_event()

    without = ics.calendar([(event, None, False)])
    inside = read(event, make_registration(event), with_link=True)

    assert b"visio.example" not in without
    assert inside["LOCATION"] == "https://visio.example/salle"
    assert "https://visio.example/salle" in inside["DESCRIPTION"]


def test_nobody_else_is_inside():
    host, other = make_member(first_name="Hélène"), make_member(first_name="Thierry")
    event = make_event(hosts=[host])
    make_registration(event, other)

    body = ics.calendar([(event, None, False)]).decode()

    for person in (host, other):
        assert person.email not in body
        assert person.first_name not in body
