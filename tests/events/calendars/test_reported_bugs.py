"""What calendars could not obey elsewhere, report by report: the mails that left, the real files."""

import datetime
import re
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from events.actions.event import cancel_event, save_event
from events.actions.feeds import renew_feed
from events.actions.participants import remove_member
from events.actions.registration import leave as give_up_seat
from events.actions.registration import register
from events.actions.series_registration import register_for_series
from events.models import Series
from tests.events.calendars.readers import READERS, with_its_own_zone
from tests.factories import make_event, make_member, make_registration
from tests.helpers import deliver_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]

DAY = datetime.timedelta(days=1)


def received(member):
    """(message, calendar part) of each mail with a calendar that ``member`` got, in order."""
    for sent in deliver_all():
        if sent.to == [member.email]:
            message = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
            yield from ((message, part) for part in message.walk() if part.get_content_type() == "text/calendar")


def texts(member):
    return [part.get_content() for _, part in received(member)]


def obeyed(member):
    """The agenda of who opens every mail: {UID: entry}, each file applied as RFC 5546 says."""
    agenda = {}
    for text in texts(member):
        calendar = Calendar.from_ical(text)
        (entry,) = calendar.walk("VEVENT")
        before = agenda.pop(str(entry["UID"]), None)
        assert before is None or entry["SEQUENCE"] > before["SEQUENCE"]
        if calendar["METHOD"] == "REQUEST":
            agenda[str(entry["UID"])] = entry
        else:
            assert (calendar["METHOD"], before is None) == ("CANCEL", False)
    return agenda


def registered(**fields):
    event, member = make_event("Publipostage", **fields), make_member()
    return event, member, register(event, member, by=member)


def leave(event, registration):
    give_up_seat(event, registration.member, by=registration.member)


def remove(event, registration):
    remove_member(registration, reason="Doublon", by=make_member())


def call_off(event, registration):
    event.refresh_from_db()
    cancel_event(event, reason="Grève", by=make_member())


ENDS = [leave, remove, call_off]


@pytest.mark.parametrize("end", ENDS)
def test_bug_a_cancellation_is_sent_as_one(end):
    """calcom/cal.diy#29706: the file of a cancellation said METHOD:REQUEST, so that the event stayed and rang."""
    event, member, registration = registered()

    end(event, registration)

    methods = [(part["Content-Type"].params["method"], part.get_content()) for _, part in received(member)]
    assert [method for method, _ in methods] == ["REQUEST", "CANCEL"]
    for method, text in methods:
        assert re.findall(r"^METHOD:(\w+)", text, re.MULTILINE) == [method]
    assert Calendar.from_ical(methods[-1][1]).walk("VEVENT")[0]["STATUS"] == "CANCELLED"


@pytest.mark.parametrize("end", ENDS)
def test_bug_opening_the_cancellation_takes_the_entry_out_and_adds_no_other(end):
    """Wunderbyte-GmbH/moodle-mod_booking#113: the second file added an appointment beside the first one."""
    event, member, registration = registered()
    assert list(obeyed(member)) == [str(event.uid)]

    end(event, registration)

    assert obeyed(member) == {}


def test_bug_sessions_enter_move_and_leave_the_calendar_by_mail():
    """Wunderbyte-GmbH/moodle-mod_booking#1107: what had entered with METHOD:PUBLISH could not be taken back.

    The report asks for a request at each registration, an update, a removal, and several sessions.
    """
    series, member = Series.objects.create(), make_member()
    dates = [make_event(series=series, in_days=7 * week) for week in (1, 2, 3)]
    register_for_series(dates[0], member, by=member)
    assert set(obeyed(member)) == {str(date.uid) for date in dates}

    dates[1].refresh_from_db()
    dates[1].starts_at, dates[1].ends_at = dates[1].starts_at + DAY, dates[1].ends_at + DAY
    save_event(dates[1], by=make_member())
    assert obeyed(member)[str(dates[1].uid)]["DTSTART"].dt == dates[1].starts_at

    give_up_seat(dates[0], member, by=member)
    assert set(obeyed(member)) == {str(date.uid) for date in dates[1:]}
    assert not [text for text in texts(member) if "METHOD:PUBLISH" in text]


def test_bug_the_cancellation_is_recognised_as_that_of_the_first_file():
    """Couchers-org/couchers#8557: « Removed », said the mail reader, and removed nothing.

    There the first file had neither METHOD nor SEQUENCE, the second named its method after the event,
    and the mail in no header; the mend wrote SEQUENCE twice (#8646).
    """
    event, member, registration = registered()
    leave(event, registration)

    sequences = []
    for _, part in received(member):
        text = part.get_content()
        assert text.index("METHOD:") < text.index("BEGIN:VEVENT")
        assert "method" in part["Content-Type"].params
        names = re.findall(
            r"^([A-Z-]+)[;:]", text.partition("BEGIN:VEVENT")[2].partition("END:VEVENT")[0], re.MULTILINE
        )
        once = ["UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "ORGANIZER", "ATTENDEE", "STATUS"]
        assert [names.count(name) for name in once] == [1] * len(once)
        sequences += re.findall(r"^SEQUENCE:(\d+)", text, re.MULTILINE)
    assert sequences == ["1", "2"]


@pytest.mark.parametrize("end", ENDS)
def test_bug_the_cancellation_comes_from_the_organizer_as_another_reading_of_the_mail(end):
    """MadeiraData/sql-clr-ics#11: Outlook showed « not supported calendar message.ics » instead of cancelling.

    The report suspects a sender who is not the organizer, and the name of the attached file: ours is
    sent by the organizer, as the last alternative of the text, without a name.
    """
    event, member, registration = registered()

    end(event, registration)

    (asked, _), (message, part) = received(member)
    (entry,) = Calendar.from_ical(part.get_content()).walk("VEVENT")
    senders = {str(each["From"].addresses[0].addr_spec) for each in (asked, message)}
    assert senders == {entry["ORGANIZER"].removeprefix("mailto:")}
    assert message.get_content_type() == "multipart/alternative"
    assert [each.get_content_type() for each in message.iter_parts()] == ["text/plain", "text/html", "text/calendar"]
    assert (part.get_filename(), part.get_content_disposition()) == (None, None)


def test_bug_one_date_of_a_series_is_cancelled_as_that_date():
    """Intermesh/groupoffice#1096: the file that cancelled one date said STATUS:CONFIRMED and not which date."""
    series, member = Series.objects.create(), make_member()
    dates = [make_event(series=series, in_days=7 * week) for week in (1, 2, 3)]
    register_for_series(dates[0], member, by=member)

    call_off(dates[1], None)

    (entry,) = Calendar.from_ical(texts(member)[-1]).walk("VEVENT")
    assert (entry["STATUS"], entry["UID"]) == ("CANCELLED", str(dates[1].uid))
    assert entry["DTSTART"].dt == dates[1].starts_at
    assert set(obeyed(member)) == {str(dates[0].uid), str(dates[2].uid)}


def test_bug_a_feed_names_the_zone_of_its_hours_and_describes_it(visitor):
    """ridafkih/keeper.sh#417: the feed gave its hours in bare UTC, and Outlook showed them so, two hours early.

    A TZID needs its VTIMEZONE, once; with a second STANDARD inside, Outlook drops the zone (#423).
    """
    member = make_member()
    for month in (1, 7):
        make_registration(make_event(starts_at=datetime.datetime(2027, month, 5, 8, tzinfo=datetime.UTC)), member)

    body = visitor.get(f"/agenda/abonnement/{renew_feed(member)}.ics").content.decode()

    hours = re.findall(r"^(DT(?:START|END).*)\r$", body.partition("BEGIN:VEVENT")[2], re.MULTILINE)
    assert sorted(hours) == [
        "DTEND;TZID=Europe/Paris:20270105T103000",
        "DTEND;TZID=Europe/Paris:20270705T113000",
        "DTSTART;TZID=Europe/Paris:20270105T090000",
        "DTSTART;TZID=Europe/Paris:20270705T100000",
    ]
    assert re.findall(r"^TZID:(.*)\r$", body, re.MULTILINE) == ["Europe/Paris"]
    assert (body.count("BEGIN:STANDARD"), body.count("BEGIN:DAYLIGHT")) == (1, 1)


@pytest.mark.parametrize("read", READERS)
def test_bug_the_zone_of_a_downloaded_session_is_what_its_name_says(read, member):
    """pretalx/pretalx#2588: the hours of London under the name « GMT », which readers know as another zone.

    Whether a reader trusts the name or the rules in the file, the session begins at the same instant.
    """
    for month in (1, 7):
        event = make_event("Séance", starts_at=datetime.datetime(2027, month, 5, 8, tzinfo=datetime.UTC))

        body = member.get(f"{event.get_absolute_url()}invitation.ics").content

        name, local = re.search(rb"^DTSTART;TZID=([^:]+):(\w+)\r$", body, re.MULTILINE).groups()
        by_name = datetime.datetime.strptime(local.decode(), "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(name.decode()))
        assert by_name == event.starts_at
        assert read(with_its_own_zone(body)) == {"Séance": (event.starts_at, event.ends_at)}
