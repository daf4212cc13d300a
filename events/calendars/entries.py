"""One event as one reader finds it in a calendar: where it takes place, whether it is sure, its revision."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Event as Component
from icalendar import vCalAddress

from events import permissions, video_link
from events.calendars import zone
from events.models import AttendanceMode, Event, Registration
from events.models.revisions import NO_REVISION, Revision
from members.models import Member
from ui.words import one_line, visible

STATUSES: dict[str, str] = {
    Registration.Status.CONFIRMED: "CONFIRMED",
    Registration.Status.OFFERED: "TENTATIVE",
    Registration.Status.WAITING: "TENTATIVE",
}


@dataclass(frozen=True)
class Entry:
    """``event`` for one reader; ``revision`` counts the changes of the reader's own place in it."""

    event: Event
    registration: Registration | None = None
    revision: Revision = NO_REVISION
    is_host: bool = False
    may_join: bool = False

    @classmethod
    def of(
        cls, member: Member, event: Event, registration: Registration | None = None, revision: Revision = NO_REVISION
    ) -> "Entry":
        """What ``member`` may read of ``event``, hosts fetched."""
        may_join = video_link.can_open_link(member, event, registration)
        return cls(event, registration, revision, permissions.is_host(member, event), may_join)

    @property
    def is_mine(self) -> bool:
        return self.registration is not None or self.is_host

    @property
    def sequence(self) -> int:
        """Rises with the event and with the reader's place: who leaves and comes back is not taken for cancelled."""
        return self.event.sequence + self.revision.count

    @property
    def status(self) -> str:
        """Waiting and offered are tentative, a draft too; a cancelled event is cancelled for everybody."""
        if self.event.is_cancelled:
            return "CANCELLED"
        if self.event.is_draft:
            return "TENTATIVE"
        return STATUSES.get(self.registration.status, "CANCELLED") if self.registration else "CONFIRMED"

    @property
    def has_link(self) -> bool:
        return self.may_join and video_link.has_link(self.event) and not self.event.is_cancelled

    @property
    def changed_at(self) -> datetime:
        """The last change that this reader sees, to the second: RFC 5545 knows no less."""
        stamps = [self.event.changed_at, self.revision.changed_at]
        return max(stamp for stamp in stamps if stamp).astimezone(UTC).replace(microsecond=0)


def component(entry: Entry) -> Component:
    """The VEVENT, in the language in force."""
    event, status, changed_at = entry.event, entry.status, entry.changed_at
    starts_at, ends_at = zone.written(event.starts_at, event.ends_at)
    address = settings.SITE_URL + reverse("events:event_detail", args=[event.pk, event.slug])
    is_busy = status == "CONFIRMED" and entry.is_mine
    result = Component()
    result.add("uid", str(event.uid))
    result.add("sequence", entry.sequence)
    result.add("dtstamp", changed_at)
    result.add("last-modified", changed_at)
    result.add("dtstart", starts_at)
    result.add("dtend", ends_at)
    result.add("summary", one_line(event.title))
    result.add("location", one_line(location(event, entry.registration)))
    result.add("description", visible("\n".join([*lines(entry), address])))
    result.add("url", address)
    result.add("organizer", organizer(settings.DEFAULT_FROM_EMAIL))
    result.add("status", status)
    result.add("transp", "OPAQUE" if is_busy else "TRANSPARENT")
    return result


def location(event: Event, registration: Registration | None) -> str:
    """Where this reader goes: who has a place in a hybrid event has chosen the room or the screen."""
    if not event.is_hybrid or registration is None:
        return event.where
    if registration.mode == AttendanceMode.ONLINE:
        return _("Visio")
    return event.place or (event.site.name if event.site else event.where)


def lines(entry: Entry) -> list[str]:
    """The promise, where the reader stands, how the link comes; the address of the page follows."""
    link = [video_link.way_in()] if entry.has_link else []
    return [line for line in [entry.event.promise, *standing(entry), *link] if line]


def standing(entry: Entry) -> list[str]:
    if entry.event.is_cancelled:
        return [_("Annulé : %(reason)s") % {"reason": entry.event.cancellation_reason}]
    if entry.registration is not None and entry.registration.is_waiting:
        return [_("Vous êtes sur la liste d’attente.")]
    if entry.registration is not None and entry.registration.is_offered:
        return [_("Une place vous est proposée : confirmez-la sur la page ci-dessous.")]
    return []


def organizer(sender: str) -> vCalAddress:
    """The portal itself: its address sends the invitations, and no member's stands in a calendar."""
    name, address = parseaddr(sender)
    return calendar_address(address, CN=name or _("C@p’Assistant·e·s"))


def calendar_address(address: str, **parameters: str) -> vCalAddress:
    result = vCalAddress(f"mailto:{address}")
    result.params.update(parameters)
    return result
