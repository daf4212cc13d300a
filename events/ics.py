"""iCalendar (RFC 5545): events in, bytes out. Times are in UTC; nobody else's address is inside.

What does not change gives the same bytes: the stamp is the last change, never the clock.
"""

from datetime import UTC

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

PRODUCT = "-//capassistant//agenda//FR"
STATUSES = {"confirmed": "CONFIRMED", "waiting": "TENTATIVE"}


def calendar(entries, *, language="fr", name=""):
    """The bytes of a calendar of ``(event, registration or None, with_link)``."""
    document = Calendar()
    document.add("prodid", PRODUCT)
    document.add("version", "2.0")
    document.add("calscale", "GREGORIAN")
    document.add("method", "PUBLISH")
    if name:
        document.add("name", name)
        document.add("x-wr-calname", name)
        document.add("x-published-ttl", "PT1H")
    with translation.override(language):
        for event, registration, with_link in entries:
            document.add_component(entry(event, registration, with_link=with_link))
    return document.to_ical()


def entry(event, registration=None, *, with_link=False):
    """One event; the video link only for those who take part."""
    address = settings.SITE_URL + event.get_absolute_url()
    stamp = last_change(event, registration)
    component = Entry()
    component.add("uid", str(event.uid))
    component.add("sequence", event.sequence)
    component.add("dtstamp", stamp)
    component.add("last-modified", stamp)
    component.add("dtstart", event.starts_at.astimezone(UTC))
    component.add("dtend", event.ends_at.astimezone(UTC))
    component.add("summary", one_line(event.title))
    component.add("location", one_line(location(event, with_link=with_link)))
    component.add("description", description(event, registration, address, with_link=with_link))
    component.add("url", address)
    component.add("status", status(event, registration))
    component.add("transp", "OPAQUE" if status(event, registration) == "CONFIRMED" else "TRANSPARENT")
    return component


def status(event, registration):
    """Waiting is tentative, a draft too; a cancelled event is cancelled for everybody."""
    if event.is_cancelled:
        return "CANCELLED"
    if event.is_draft:
        return "TENTATIVE"
    return STATUSES.get(registration.status, "CANCELLED") if registration else "CONFIRMED"


def last_change(event, registration):
    """To the second, for RFC 5545 knows no less; promotion counts as a change."""
    stamps = [event.changed_at] + ([registration.changed_at] if registration else [])
    return max(stamps).astimezone(UTC).replace(microsecond=0)


def location(event, *, with_link):
    return event.join_url if with_link and event.format == event.Format.REMOTE and event.join_url else event.where


def description(event, registration, address, *, with_link):
    lines = [event.promise]
    if event.is_cancelled:
        lines.append(_("Annulé : %(reason)s") % {"reason": event.cancellation_reason})
    elif registration is not None and registration.is_waiting:
        lines.append(_("Vous êtes sur la liste d’attente."))
    if with_link and event.join_url and not event.is_cancelled:
        lines.append(_("Visio : %(link)s") % {"link": event.join_url})
    return "\n".join(line for line in [*lines, address] if line)


def one_line(text):
    return " ".join(text.split())
