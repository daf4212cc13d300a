"""The files that calendars receive, as recorded in ``recorded/``: in summer and in winter, taken in, moved, taken out.

They were read by hand once and change only on purpose: an application that files today's invitation
files tomorrow's. What each one means to three readers is compared too.
"""

import datetime
import uuid
from pathlib import Path

import pytest
from icalendar import Calendar

from events.actions.event import save_event
from events.actions.registration import leave, register
from events.models import Event
from mailing.models import Delivery
from tests.clock import DAY, PARIS
from tests.events.calendars.readers import READERS
from tests.factories import make_event, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

RECORDED = Path(__file__).parent / "recorded"
SEASONS = {
    "summer": datetime.datetime(2027, 6, 15, 14, 0, tzinfo=PARIS),
    "winter": datetime.datetime(2028, 1, 18, 9, 30, tzinfo=PARIS),
}


def sent(season, clock):
    """The three files that one person gets for one event: her place, the event moved by a week, her leaving."""
    starts_at = SEASONS[season]
    event = make_event(
        "Publipostage, sans larmes", pk=4012, starts_at=starts_at, uid=uuid.UUID(int=4012), format="onsite",
        place="Lyon, salle Saône", promise="Deux cents courriers en dix minutes.",
    )  # fmt: skip
    member = make_member("zoe.le@example.org", first_name="Zoé", last_name="Lê")
    register(event, member, by=member)
    clock.shift(DAY)
    moved = Event.objects.get(pk=event.pk)
    moved.starts_at, moved.ends_at = moved.starts_at + 7 * DAY, moved.ends_at + 7 * DAY
    save_event(moved, by=make_member())
    clock.shift(DAY)
    leave(moved, member, by=member)
    deliveries = Delivery.objects.filter(member=member).order_by("pk")
    return [attachment["content"].encode() for delivery in deliveries for attachment in delivery.attachments]


@pytest.mark.parametrize("season", SEASONS)
def test_the_files_are_those_recorded(season, clock):
    names = [f"{season}-{act}.ics" for act in ("request", "moved", "cancel")]

    assert sent(season, clock) == [(RECORDED / name).read_bytes() for name in names]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("season", SEASONS)
def test_each_reader_finds_the_instants_that_were_meant(season, reader):
    starts_at = SEASONS[season].astimezone(datetime.UTC)
    found = [
        reader((RECORDED / f"{season}-{act}.ics").read_bytes())["Publipostage, sans larmes"][0]
        for act in ("request", "moved", "cancel")
    ]

    assert found == [starts_at, starts_at + 7 * DAY, starts_at + 7 * DAY]


@pytest.mark.parametrize("season", SEASONS)
def test_the_three_files_are_about_one_entry_and_follow_each_other(season):
    calendars = [
        Calendar.from_ical((RECORDED / f"{season}-{act}.ics").read_bytes()) for act in ("request", "moved", "cancel")
    ]
    entries = [calendar.walk("VEVENT")[0] for calendar in calendars]

    assert [str(calendar["METHOD"]) for calendar in calendars] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(entry["UID"]) for entry in entries}) == 1
    assert [entry["SEQUENCE"] for entry in entries] == sorted({entry["SEQUENCE"] for entry in entries})
    assert [str(entry["STATUS"]) for entry in entries] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
