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


@dataclass(frozen=True)
class Facts:
    """What a calendar is told of an event, in values alone."""

    pk: int
    slug: str
    uid: str
    sequence: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    location: str
    lines: tuple[str, ...]
    sender: str
    status: str
    is_busy: bool


def facts_of(entry: Entry) -> Facts:
    """In the language in force."""
    event, status = entry.event, entry.status
    return Facts(
        pk=event.pk,
        slug=event.slug,
        uid=str(event.uid),
        sequence=entry.sequence,
        changed_at=entry.changed_at,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        title=one_line(event.title),
        location=one_line(location(event, entry.registration)),
        lines=tuple(lines(entry)),
        sender=settings.DEFAULT_FROM_EMAIL,
        status=status,
        is_busy=status == "CONFIRMED" and entry.is_mine,
    )


def component(facts: Facts) -> Component:
    """The VEVENT."""
    starts_at, ends_at = zone.written(facts.starts_at, facts.ends_at)
    address = settings.SITE_URL + reverse("events:event_detail", args=[facts.pk, facts.slug])
    result = Component()
    result.add("uid", facts.uid)
    result.add("sequence", facts.sequence)
    result.add("dtstamp", facts.changed_at)
    result.add("last-modified", facts.changed_at)
    result.add("dtstart", starts_at)
    result.add("dtend", ends_at)
    result.add("summary", facts.title)
    result.add("location", facts.location)
    result.add("description", visible("\n".join([*facts.lines, address])))
    result.add("url", address)
    result.add("organizer", organizer(facts.sender))
    result.add("status", facts.status)
    result.add("transp", "OPAQUE" if facts.is_busy else "TRANSPARENT")
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
