"""Mail that calendars obey (RFC 5546), against what went wrong elsewhere.

What failed elsewhere has its test here: a cancellation sent as METHOD:REQUEST (calcom/cal.diy#29706)
or with STATUS:CONFIRMED (Intermesh/groupoffice#1096); one that adds a second entry for want of the
same identity (Wunderbyte-GmbH/moodle-mod_booking#113) or that names a zone without describing it
(sabre-io/vobject#412); an entry first published, which nobody can take back
(moodle-mod_booking#1107); a part whose method is not that of its file (maevsi/vibetype#2368); an
update taken for outdated (tutao/tutanota#5732); hours shifted in summer (euroscipy/www.euroscipy.org#97).
"""

import datetime
from email import message_from_bytes, policy

import pytest
from django.core.mail import EmailMultiAlternatives
from icalendar import Calendar

from events import emails
from events.actions.event import cancel_event, save_event
from events.actions.participants import add_member, remove_member
from events.actions.registration import change_mode, leave, register
from events.calendars import invitations
from events.models import Registration
from mailing.models import Delivery
from tests.events.calendars.readers import READERS, with_its_own_zone
from tests.factories import make_event, make_member, make_registration
from tests.helpers import deliver_all

pytestmark = pytest.mark.django_db

UTC = datetime.UTC
DAY = datetime.timedelta(days=1)


def sent_to(member):
    """(METHOD, VEVENT) of every invitation written to ``member``, in order."""
    for delivery in Delivery.objects.filter(member=member).order_by("pk"):
        for attachment in delivery.attachments:
            calendar = Calendar.from_ical(attachment["content"])
            assert attachment["mimetype"] == f"text/calendar; method={calendar['METHOD']}; charset=utf-8"
            yield str(calendar["METHOD"]), calendar.walk("VEVENT")[0]


def methods(member):
    return [method for method, _ in sent_to(member)]


def revisions(member):
    return [entry["SEQUENCE"] for _, entry in sent_to(member)]


def test_a_request_names_the_portal_and_its_reader_alone():
    host, other = make_member(), make_member()
    event = make_event(hosts=[host])
    make_registration(event, other)
    registration = make_registration(event, make_member(first_name="Zoé", last_name="Lê"))

    text = invitations.request(event, registration.member, registration)

    calendar = Calendar.from_ical(text)
    entry = calendar.walk("VEVENT")[0]
    attendee = entry["ATTENDEE"]
    assert calendar["METHOD"] == "REQUEST"
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["ORGANIZER"] == "mailto:capassistant@localhost"
    assert attendee == f"mailto:{registration.member.email}"
    assert dict(attendee.params) == {
        "CN": "Zoé Lê",
        "CUTYPE": "INDIVIDUAL",
        "PARTSTAT": "ACCEPTED",
        "ROLE": "REQ-PARTICIPANT",
        "RSVP": "FALSE",
    }
    assert host.email not in text
    assert other.email not in text


def test_a_cancellation_has_the_identity_of_its_request():
    registration = make_registration(make_event())
    event = registration.event

    request, cancel = (
        Calendar.from_ical(write(event, registration.member, registration))
        for write in (invitations.request, invitations.cancel)
    )
    [before], [after] = request.walk("VEVENT"), cancel.walk("VEVENT")

    assert (request["METHOD"], cancel["METHOD"]) == ("REQUEST", "CANCEL")
    assert [zone["TZID"] for zone in cancel.walk("VTIMEZONE")] == ["Europe/Paris"]
    assert (after["STATUS"], after["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert (after["UID"], after["ORGANIZER"], str(after["ATTENDEE"])) == (
        before["UID"],
        before["ORGANIZER"],
        str(before["ATTENDEE"]),
    )


def test_leaving_and_coming_back_raises_the_revision_each_time():
    event, member = make_event(), make_member()

    for _ in range(2):
        register(event, member, by=member)
        leave(event, member, by=member)
    register(event, member, by=member)

    assert methods(member) == ["REQUEST", "CANCEL", "REQUEST", "CANCEL", "REQUEST"]
    assert revisions(member) == [1, 2, 3, 4, 5]
    assert len({str(entry["UID"]) for _, entry in sent_to(member)}) == 1


def test_who_changes_the_way_to_come_is_sent_the_other_place():
    event = make_event(format="hybrid", place="Salle Saône", online_seats=5)
    member = make_member()
    register(event, member, by=member)

    change_mode(event, member, mode="online", by=member)

    places = [(method, entry["SEQUENCE"], entry["LOCATION"]) for method, entry in sent_to(member)]
    assert places == [("REQUEST", 1, "Salle Saône"), ("REQUEST", 2, "Visio")]


def test_the_line_gets_an_invitation_when_a_place_is_given_and_not_before():
    event, first, second = make_event(seats=1), make_member(), make_member()
    register(event, first, by=first)
    register(event, second, by=second)
    waiting = methods(second)

    leave(event, first, by=first)

    assert (waiting, methods(second)) == ([], ["REQUEST"])


def test_moving_an_event_moves_it_in_every_calendar_that_holds_it():
    host, author = make_member(), make_member()
    event = make_event(hosts=[host], seats=1)
    confirmed, waiting = (make_registration(event, status=status).member for status in ("confirmed", "waiting"))

    event.refresh_from_db()
    event.starts_at, event.ends_at = event.starts_at + DAY, event.ends_at + DAY
    save_event(event, by=author)

    [(method, entry)], [(asked, hosted)] = sent_to(confirmed), sent_to(host)
    assert (method, entry["DTSTART"].dt, entry["SEQUENCE"]) == ("REQUEST", event.starts_at, 2)
    assert (asked, hosted["DTSTART"].dt, hosted["UID"]) == ("REQUEST", event.starts_at, entry["UID"])
    assert methods(waiting) == []


def test_a_new_title_reaches_every_calendar_that_holds_the_old_one():
    event = make_event("Publipostage")
    member = make_registration(event).member
    event.refresh_from_db()

    event.title = "Excel sans peine"
    save_event(event, by=make_member())

    [(method, entry)] = sent_to(member)
    assert (method, entry["SUMMARY"], entry["SEQUENCE"]) == ("REQUEST", "Excel sans peine", 2)


def test_calling_an_event_off_takes_it_out_of_every_calendar_that_holds_it():
    event = make_event(seats=1)
    confirmed, waiting = (make_registration(event, status=status).member for status in ("confirmed", "waiting"))
    event.refresh_from_db()

    cancel_event(event, reason="La salle est fermée.", by=make_member())

    [(method, entry)] = sent_to(confirmed)
    assert (method, entry["STATUS"], entry["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)
    assert "La salle est fermée." in entry["DESCRIPTION"]
    assert methods(waiting) == []


def test_who_a_host_adds_or_removes_finds_it_in_the_calendar():
    host, member = make_member(), make_member()
    event = make_event(hosts=[host])

    registration = add_member(event, member, by=host)
    added = list(sent_to(member))
    remove_member(registration, reason="Doublon", by=host)

    assert [(method, entry["SEQUENCE"]) for method, entry in [*added, *sent_to(member)]] == [
        ("REQUEST", 1),
        ("CANCEL", 2),
    ]


@pytest.mark.parametrize("status", ["waiting", "offered", "cancelled"])
def test_who_has_no_confirmed_place_gets_neither_request_nor_cancellation(status):
    registration = make_registration(make_event(), status=status)

    mine = registration.event, registration.member, registration

    assert invitations.invitation(*mine) == invitations.withdrawal(*mine) == ()


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("month", [1, 7])
def test_every_reader_finds_the_hour_in_winter_and_in_summer(month, read):
    starts_at = datetime.datetime(2027, month, 5, 8, tzinfo=UTC)
    registration = make_registration(make_event("Atelier", starts_at=starts_at))

    body = invitations.request(registration.event, registration.member, registration).encode()

    assert read(with_its_own_zone(body)) == {"Atelier": (starts_at, registration.event.ends_at)}


@pytest.mark.parametrize("language,sentence", [("fr", "Annulé\u00a0: Grève"), ("en", "Cancelled: Grève")])
def test_the_invitation_speaks_the_language_of_its_reader(language, sentence):
    event = make_event(state="cancelled", cancellation_reason="Grève")
    registration = Registration(event=event, member=make_member(language=language), status="confirmed")

    description = Calendar.from_ical(invitations.cancel(event, registration.member, registration)).walk("VEVENT")[0][
        "DESCRIPTION"
    ]

    assert sentence in description.split("\n")


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_the_part_of_a_message_names_the_method_of_the_file(method):
    registration = make_registration(make_event())
    write = invitations.invitation if method == "REQUEST" else invitations.withdrawal
    [part] = write(registration.event, registration.member, registration)
    email = EmailMultiAlternatives("Objet", "Texte", to=["a@example.org"])
    email.attach_alternative("<p>Texte</p>", "text/html")
    email.attach_alternative(part.content, part.mimetype)

    message = message_from_bytes(email.message().as_bytes(), policy=policy.default)

    assert message.get_content_type() == "multipart/alternative"
    kinds = [(item.get_content_type(), item["Content-Type"].params.get("method")) for item in message.iter_parts()]
    assert kinds == [("text/plain", None), ("text/html", None), ("text/calendar", method)]
    received = list(message.iter_parts())[-1]
    assert received["Content-Type"].params["charset"] == "utf-8"
    assert received.get_content().splitlines() == part.content.splitlines()


def test_a_message_that_left_carries_its_invitation():
    member = make_member()

    register(make_event("Publipostage"), member, by=member)

    message = message_from_bytes(deliver_all()[-1].message().as_bytes(), policy=policy.default)
    [part] = [item for item in message.walk() if item.get_content_type() == "text/calendar"]
    [entry] = Calendar.from_ical(part.get_content()).walk("VEVENT")
    assert part["Content-Type"].params["method"] == "REQUEST"
    assert entry["SUMMARY"] == "Publipostage"
    assert entry["ORGANIZER"] == f"mailto:{message['From'].addresses[0].addr_spec}"


def test_a_message_to_who_has_left_knows_the_place_that_was_given_back():
    event = make_event()
    registration = make_registration(event)
    held = Registration.objects.select_related("member").get(pk=registration.pk)

    [part] = emails.left(held).attachments

    assert part.mimetype == "text/calendar; method=CANCEL; charset=utf-8"


def test_an_invitation_never_holds_the_link_however_near_the_start():
    row = make_registration(make_event(in_days=0.01))

    [entry] = Calendar.from_ical(invitations.request(row.event, row.member, row)).walk("VEVENT")

    assert entry["LOCATION"] == "Visio"
    assert "visio.example" not in entry.to_ical().decode()
