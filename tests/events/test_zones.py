"""Wherever one lives: forms keep the hours of Paris, pages and mails say them, with the reader's own beside."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from clock.reader import reading_in
from events import emails
from events.causes import Cause
from events.models import Event, Series
from events.models.revisions import NO_REVISION
from mailing.rendering import render
from tests.cast import signed_in
from tests.clock import DAY, HOUR, PARIS
from tests.factories import make_core_team_member, make_event, make_member, make_registration
from tests.helpers import keys_prepared, sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

START = datetime.datetime(2027, 3, 23, 14, tzinfo=PARIS)
OWN = {
    "Europe/Paris": "",
    "America/Martinique": "9 h – 10 h 30",
    "Indian/Reunion": "17 h – 18 h 30",
    "Pacific/Noumea": "mercredi 24 mars, 0 h – 1 h 30",
}
ELSEWHERE = list(OWN)[1:]
SAVED = {"changed_at", "changed_by_id", "search_vector"}
"""Who saved last, and when: what saving changes by itself, with the words that are searched."""


def seen(page):
    """Without the words that are there for the ear."""
    return re.sub(r'<span\s+class="visually-hidden"\s*>[^<]*</span>', "", page)


def told(zone):
    """How the hours of the event are told in full."""
    return "14 h – 15 h 30 (heure de Paris)" + (f", soit {OWN[zone]} chez vous" if OWN[zone] else "")


def brief(zone):
    """The same in lists and subjects, which label them only where another clock is meant."""
    return told(zone) if OWN[zone] else "14 h – 15 h 30"


def plain(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", seen(text)))


def page_of(response):
    return plain(response.content.decode())


def stored(event):
    return {name: value for name, value in Event.objects.values().get(pk=event.pk).items() if name not in SAVED}


@pytest.fixture(params=OWN)
def organiser(request, db):
    return signed_in(make_core_team_member(time_zone=request.param))


# forms -----------------------------------------------------------------------------------------

WINDOW = {
    "registration_opens_at": START - 9 * DAY, "registration_closes_at": START - HOUR / 2,
    "reserved_seats": 2, "reserved_for": "newcomers", "reserved_until": START - 8 * HOUR,
}  # fmt: skip
EVENTS = {
    "with all its moments": WINDOW,
    "of two days": {"ends_at": START + 27 * HOUR},
    "at night": {"starts_at": START + 9.5 * HOUR, "ends_at": START + 10.25 * HOUR},
    "past": {"starts_at": START - 14 * DAY, "ends_at": START - 14 * DAY + HOUR},
    "in the hour that comes again": {
        "starts_at": datetime.datetime(2027, 10, 31, 2, 30, tzinfo=PARIS, fold=1),
        "ends_at": datetime.datetime(2027, 10, 31, 4, tzinfo=PARIS),
    },
}


@pytest.mark.parametrize("fields", EVENTS.values(), ids=EVENTS)
def test_the_form_of_an_event_posted_back_changes_nothing(organiser, fields):
    event = make_event("Publipostage", **{"starts_at": START} | fields)
    make_registration(event)
    before, page = stored(event), event.get_absolute_url() + "modifier/"

    answer = organiser.post(page, sent_by(organiser.get(page)))

    assert answer.status_code == 302
    assert (stored(event), keys_prepared()) == (before, [])


def test_only_what_is_typed_changes(organiser):
    event = make_event("Publipostage", starts_at=START - 14 * DAY)
    before, page = stored(event), event.get_absolute_url() + "modifier/"

    organiser.post(page, sent_by(organiser.get(page)) | {"promise": "Deux cents courriers."})

    assert stored(event) == before | {"promise": "Deux cents courriers."}


def test_the_form_of_a_series_posted_back_for_all_dates_changes_nothing(organiser):
    series = Series.objects.create(rhythm="weekly", count=2)
    dates = [
        make_event(
            starts_at=start, series=series, series_date=start.date(), **WINDOW | {"reserved_until": start - HOUR}
        )
        for start in (START, START + 7 * DAY)
    ]
    before, page = [stored(date) for date in dates], dates[0].get_absolute_url() + "modifier/"

    answer = organiser.post(page, sent_by(organiser.get(page)) | {"scope": "all"})

    assert answer.status_code == 302
    assert ([stored(date) for date in dates], keys_prepared()) == (before, [])


def test_the_page_of_the_back_office_posted_back_changes_nothing(organiser):
    event = make_event("Publipostage", starts_at=START, **WINDOW)
    make_registration(event)
    before, page = stored(event), reverse("admin:events_event_change", args=[event.pk])
    shown = organiser.get(page)

    answer = organiser.post(page, sent_by(shown))

    assert 'value="14:00"' in shown.content.decode()
    assert answer.status_code == 302
    assert (stored(event), keys_prepared()) == (before, [])


def test_a_second_session_takes_the_hours_that_are_shown(organiser):
    event = make_event("Publipostage", starts_at=START, seats=1)
    make_registration(event)
    make_registration(event, status="waiting")
    page = event.get_absolute_url() + "deuxieme-seance/"

    organiser.post(page, sent_by(organiser.get(page)) | {"day": "2027-04-06"})

    second = Event.objects.exclude(pk=event.pk).get()
    assert second.starts_at == datetime.datetime(2027, 4, 6, 14, tzinfo=PARIS)
    assert second.ends_at - second.starts_at == 1.5 * HOUR


def test_a_copy_keeps_the_hours_and_the_day_that_is_typed(organiser):
    event = make_event("Publipostage", starts_at=START)
    page = event.get_absolute_url() + "copie/"

    organiser.post(page, sent_by(organiser.get(page)) | {"day": "2027-04-06"})

    assert Event.objects.exclude(pk=event.pk).get().starts_at == datetime.datetime(2027, 4, 6, 14, tzinfo=PARIS)


# pages -----------------------------------------------------------------------------------------


def test_pages_say_the_hours_of_paris_and_those_of_the_reader(organiser):
    zone, event = organiser.member.time_zone, make_event("Publipostage", starts_at=START)

    page, agenda = page_of(organiser.get(event.get_absolute_url())), page_of(organiser.get("/agenda/"))
    month = page_of(organiser.get("/agenda/2027/3/"))

    assert told(zone) in page
    assert "mardi 23 mars" in page.lower()
    for listing in (agenda, month):
        assert brief(zone) in listing
    assert "Les heures sont celles de Paris." in month
    assert "14 h Publipostage" in month


@pytest.mark.parametrize("zone", ELSEWHERE)
def test_a_deadline_tells_whose_hour_it_is(zone):
    member = make_member(time_zone=zone)
    event = make_event(starts_at=START)
    make_registration(event, member, "offered", offer_expires_at=START - DAY)

    page = page_of(signed_in(member).get(event.get_absolute_url()))

    assert "à confirmer avant le lundi 22 mars, 14 h (heure de Paris)" in page


# mails -----------------------------------------------------------------------------------------


def messages(event, member):
    """Each mail that says when an event takes place."""
    host, row = event.hosts.get(), make_registration(event, member)
    other = make_registration(event, status="offered", offer_expires_at=START - DAY)
    entry = event.log_entries.create(kind="added", done_by=host.member)
    before = Event.objects.get(pk=event.pk)
    what = {"title": False, "when": True, "where": False, "link": False}
    gone = event.hosts.create(member=other.member)
    host.member = member
    about_mine = [
        emails.registered(row), emails.waiting(row, 2), emails.promoted(row, NO_REVISION), emails.offer_expired(row),
        emails.left(row), emails.mode_changed(row), emails.added(row, by=other.member),
        emails.removed(row, reason="Erreur"), emails.moved_up(row, entry), emails.reminder(row, "day"),
    ]  # fmt: skip
    other.member = member
    return [
        *about_mine,
        emails.offered(other),
        emails.changed(event, before, member, row, NO_REVISION, what),
        emails.cancelled(event, member, row, NO_REVISION),
        emails.hosting(event, host, NO_REVISION),
        emails.hosting_over(event, host, NO_REVISION),
        emails.host_left(event, host, gone, [host]),
        emails.late_withdrawal(row, member),
        emails.summary(event, member, confirmed=[row], offered=[], waiting=[]),
        emails.second_session(event, member),
        emails.note(event, entry, member, text="Venez.", by=member, hosts=True),
        emails.announced(event, member),
    ]


OF_SERIES = {Cause.SERIES_REGISTERED, Cause.SERIES_LEFT}
"""They list dates, under one sentence about the hours."""


@pytest.mark.parametrize("zone", OWN)
def test_mails_are_written_for_their_reader_whoever_acts(zone):
    event = make_event("Publipostage", starts_at=START, hosts=[make_member()])
    prepared = messages(event, make_member(time_zone=zone))

    for actor in ("Pacific/Noumea", "Europe/Paris"):
        with reading_in(actor), override("en"):
            written = {message.cause: render(message) for message in prepared}

        for cause, delivery in written.items():
            assert f"mardi 23 mars, {brief(zone)} :" in plain(delivery.subject), cause
            assert f"mardi 23 mars, {told(zone)}" in plain(delivery.text), cause
            assert f"mardi 23 mars, {told(zone)}" in plain(delivery.html).replace("Mardi", "mardi"), cause
    assert set(Cause) - set(written) == OF_SERIES


def test_a_deadline_in_a_mail_tells_whose_hour_it_is():
    row = make_registration(
        make_event(starts_at=START), make_member(time_zone="Pacific/Noumea"), "offered", offer_expires_at=START - DAY
    )

    assert "À confirmer avant le lundi 22 mars, 14 h (heure de Paris)." in plain(render(emails.offered(row)).text)
