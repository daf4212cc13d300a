"""Calendar files as a strict reader sees them (RFC 5545)."""

import datetime
import re

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from icalendar import Calendar

from events import video_link
from events.calendars import entries, files
from events.models import Event
from events.models.revisions import Revision, revision_of
from tests.events.calendars.readers import by_vobject
from tests.factories import make_event, make_member, make_registration, make_site

pytestmark = pytest.mark.django_db

UTC = datetime.UTC
DAY = datetime.timedelta(days=1)


def read(entry):
    return Calendar.from_ical(files.calendar([entry])).walk("VEVENT")[0]


def entry_of(registration):
    """What the member of ``registration`` reads."""
    member, event = registration.member, registration.event
    return entries.Entry.of(member, event, registration, revision_of(member, event))


@pytest.mark.parametrize("month,utc_hour", [(7, 8), (12, 9)])
def test_times_are_those_of_paris_in_summer_and_in_winter(month, utc_hour):
    starts_at = datetime.datetime(2026, month, 1, utc_hour, tzinfo=UTC)
    event = make_event("Atelier", starts_at=starts_at)

    body = files.calendar([entries.Entry(event)])

    assert b"DTSTART;TZID=Europe/Paris:2026%02d01T100000" % month in body.split(b"\r\n")
    assert b"DTEND;TZID=Europe/Paris:2026%02d01T113000" % month in body.split(b"\r\n")
    assert by_vobject(body) == {"Atelier": (event.starts_at, event.ends_at)}


def test_a_file_has_what_the_standard_requires():
    event = make_event("Publipostage", promise="Deux cents courriers en dix minutes.")

    calendar = Calendar.from_ical(files.calendar([entries.Entry(event)]))
    entry = calendar.walk("VEVENT")[0]

    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar["PRODID"]
    assert entry["UID"] == str(event.uid)
    assert entry["SUMMARY"] == "Publipostage"
    assert entry["LOCATION"] == "Visio"
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["URL"] == settings.SITE_URL + event.get_absolute_url()
    assert entry["DESCRIPTION"] == f"Deux cents courriers en dix minutes.\n{entry['URL']}"
    assert (entry["ORGANIZER"], entry["ORGANIZER"].params["CN"]) == (
        "mailto:capassistant@localhost",
        "C@p’Assistant·e·s",
    )
    assert "ATTENDEE" not in entry


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

    body = files.calendar([entries.Entry(event)])
    found = Calendar.from_ical(body).walk("VEVENT")

    assert len(found) == 1
    assert found[0]["SUMMARY"] == " ".join(event.title.split())
    assert list(by_vobject(body)) == [" ".join(event.title.split())]
    assert not any(line.startswith((b"ATTENDEE", b"Titre")) for line in body.split(b"\r\n"))
    assert body.count(b"\r\nBEGIN:VEVENT\r\n") == 1


def test_lines_are_folded_at_75_bytes_between_characters_and_end_rightly():
    body = files.calendar([entries.Entry(make_event("é" * 120, promise="É" * 240))])
    lines = body.split(b"\r\n")

    assert body.endswith(b"END:VCALENDAR\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", body)
    assert max(len(line) for line in lines) == 75
    assert [line for line in lines if line.decode(errors="replace").count("\ufffd")] == []


def test_commas_semicolons_backslashes_and_line_ends_are_escaped():
    event = make_event(r"Un, deux ; trois \ quatre", promise="Première ligne\nSeconde ligne")

    unfolded = files.calendar([entries.Entry(event)]).replace(b"\r\n ", b"")

    assert rb"SUMMARY:Un\, deux \; trois \\ quatre" in unfolded.split(b"\r\n")
    assert "DESCRIPTION:Première ligne\\nSeconde ligne\\nhttp".encode() in unfolded


@pytest.mark.parametrize("in_days", [3, 0.5, -0.01, -2])
def test_the_link_is_in_no_file_which_says_when_the_page_gives_it(in_days):
    event = make_event(in_days=in_days)

    entry = read(entry_of(make_registration(event)))

    assert "visio.example" not in entry.to_ical().decode()
    assert (entry["LOCATION"], entry["URL"]) == ("Visio", settings.SITE_URL + event.get_absolute_url())
    assert entry["DESCRIPTION"] == f"{video_link.way_in()}\n{entry['URL']}"
    assert f"{video_link.OPENS_BEFORE.seconds // 60}\u00a0min avant" in entry["DESCRIPTION"]


def test_two_readings_are_identical_byte_for_byte_at_any_hour():
    event = make_event()
    entry = entry_of(make_registration(event))

    with time_machine.travel(event.starts_at - 2 * DAY):
        before = files.calendar([entry])
    with time_machine.travel(event.ends_at + 9 * DAY):
        assert files.calendar([entry]) == before


@pytest.mark.parametrize("status", ["waiting", "offered", "cancelled"])
def test_the_way_to_the_link_is_for_confirmed_places_alone(status):
    entry = entry_of(make_registration(make_event(in_days=0), status=status))

    assert "min avant" not in read(entry)["DESCRIPTION"]


def test_who_looks_on_never_reads_the_way_to_the_link_and_hosts_do():
    host = make_member()
    event = make_event(in_days=0, hosts=[host])

    reader, runner = (entries.Entry.of(member, event) for member in (make_member(), host))

    assert "min avant" not in read(reader)["DESCRIPTION"]
    assert video_link.way_in() in read(runner)["DESCRIPTION"]


def test_the_stamp_is_the_last_change_of_the_event_or_of_my_place():
    day = datetime.datetime(2026, 10, 1, 8, 0, 0, tzinfo=UTC)
    event = make_event(starts_at=day + 30 * DAY, changed_at=day)
    registration = make_registration(event, changed_at=day + DAY)

    alone, mine = read(entries.Entry(event)), read(entry_of(registration))

    assert alone["DTSTAMP"].dt == alone["LAST-MODIFIED"].dt == day
    assert mine["DTSTAMP"].dt == mine["LAST-MODIFIED"].dt == day + DAY


def test_the_revision_rises_with_the_event_and_with_my_place():
    event = make_event(sequence=3)

    assert read(entries.Entry(event))["SEQUENCE"] == 3
    assert read(entries.Entry(event, revision=Revision(2, timezone.now())))["SEQUENCE"] == 5


@pytest.mark.parametrize(
    "status,sentence", [("waiting", "Vous êtes sur la liste d’attente."), ("offered", "Une place vous est proposée")]
)
def test_waiting_and_offered_are_tentative_and_say_so(status, sentence):
    entry = read(entry_of(make_registration(make_event(), status=status)))

    assert (entry["STATUS"], entry["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
    assert sentence in entry["DESCRIPTION"]


def test_only_my_own_events_take_my_time():
    event = make_event(hosts=[make_member()])
    host = event.host_list[0]

    shown = [entries.Entry.of(make_member(), event), entries.Entry.of(host, event), entry_of(make_registration(event))]

    assert [read(entry)["TRANSP"] for entry in shown] == ["TRANSPARENT", "OPAQUE", "OPAQUE"]


def test_a_cancelled_event_is_cancelled_with_its_reason():
    event = make_event(state="cancelled", cancellation_reason="La salle est fermée.", sequence=2)

    entry = read(entries.Entry(event))

    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", 2)
    assert "La salle est fermée." in entry["DESCRIPTION"]


@pytest.mark.parametrize("mode,place", [("main", "Salle Saône"), ("online", "Visio")])
def test_in_a_hybrid_event_the_place_is_the_one_that_was_chosen(mode, place):
    event = make_event(in_days=0, format=Event.Format.HYBRID, place="Salle Saône", site=make_site("Lyon"))

    entry = read(entry_of(make_registration(event, mode=mode)))

    assert entry["LOCATION"] == place


def test_in_a_hybrid_event_who_has_no_place_reads_both():
    event = make_event(format=Event.Format.HYBRID, place="Salle Saône")

    assert read(entries.Entry(event))["LOCATION"] == "Salle Saône, et visio"


def test_nobody_else_is_inside():
    host, other = make_member(first_name="Hélène"), make_member(first_name="Thierry")
    event = make_event(hosts=[host])
    make_registration(event, other)

    body = files.calendar([entries.Entry(event)]).decode()

    for person in (host, other):
        assert person.email not in body
        assert person.first_name not in body
