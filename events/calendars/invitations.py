"""What calendars do by themselves on receiving a mail (iTIP): take an event in, move it, take it out.

A request and its cancellation carry the same identity and rising revisions, and name their reader
alone, as having accepted: nobody is asked to answer.
"""

from django.utils import translation
from icalendar import vCalAddress

from events import video_link
from events.calendars.entries import Entry, calendar_address, component
from events.calendars.files import document
from events.models import Event, Registration
from events.models.revisions import Revision, revision_of
from mailing.messages import Attachment
from members.models import Member

FILE_NAME = "invitation.ics"


def request(
    event: Event, member: Member, registration: Registration | None = None, revision: Revision | None = None
) -> str:
    """The file that puts ``event`` into the calendar of ``member``, or moves it there; a host has no registration."""
    return scheduling(event, member, registration, revision, "REQUEST")


def cancel(
    event: Event, member: Member, registration: Registration | None = None, revision: Revision | None = None
) -> str:
    """The file that takes ``event`` out of the calendar of who was registered, or hosted."""
    return scheduling(event, member, registration, revision, "CANCEL")


def scheduling(
    event: Event, member: Member, registration: Registration | None, revision: Revision | None, method: str
) -> str:
    """Whoever writes to many people has read their revisions at once; for one person it is read here."""
    is_host = registration is None
    may_join = method == "REQUEST" and (is_host or video_link.can_open_link(member, event, registration))
    entry = Entry(event, registration, revision or revision_of(member, event), is_host=is_host, may_join=may_join)
    with translation.override(member.language):
        item = component(entry)
    if method == "CANCEL":
        item["status"], item["transp"] = "CANCELLED", "TRANSPARENT"
    item.add("attendee", attendee(member), encode=False)
    return document(item, method=method).decode()


def attendee(member: Member) -> vCalAddress:
    return calendar_address(
        member.email,
        CN=member.full_name,
        CUTYPE="INDIVIDUAL",
        ROLE="REQ-PARTICIPANT",
        PARTSTAT="ACCEPTED",
        RSVP="FALSE",
    )


def invitation(
    event: Event, member: Member, registration: Registration | None, revision: Revision | None = None
) -> tuple[Attachment, ...]:
    """The part of a message for who has a place, or hosts; nothing for who waits."""
    if registration is not None and not registration.is_confirmed:
        return ()
    return (part(request(event, member, registration, revision), "REQUEST"),)


def withdrawal(
    event: Event, member: Member, registration: Registration | None, revision: Revision | None = None
) -> tuple[Attachment, ...]:
    """The part of a message for who had a place, or hosted; nothing for those who never had an invitation."""
    if registration is not None and not registration.is_confirmed:
        return ()
    return (part(cancel(event, member, registration, revision), "CANCEL"),)


def part(text: str, method: str) -> Attachment:
    return Attachment(FILE_NAME, text, f"text/calendar; method={method}; charset=utf-8")
