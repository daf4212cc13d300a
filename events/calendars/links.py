"""« Ajouter à mon agenda »: the addresses that open a filled-in form elsewhere, and the file.

What leaves for another site is what every member may read: never the address of the video call.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clock import paris
from events.models import Event

OUTLOOK = "https://outlook.office.com/calendar/0/deeplink/compose"
GOOGLE = "https://calendar.google.com/calendar/render"


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    is_elsewhere: bool = True


def links(event: Event, *, now: datetime | None = None) -> list[Link]:
    """The three ways, while the event is announced and not over."""
    if event.is_draft or event.is_cancelled or event.is_over(now or timezone.now()):
        return []
    file = reverse("events:event_invitation", args=[event.pk, event.slug])
    return [
        Link("Outlook", outlook(event)),
        Link("Google Agenda", google(event)),
        Link(_("Fichier pour une autre application"), file, is_elsewhere=False),
    ]


def outlook(event: Event) -> str:
    fields = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": event.title,
        "startdt": utc(event.starts_at, "%Y-%m-%dT%H:%M:%SZ"),
        "enddt": utc(event.ends_at, "%Y-%m-%dT%H:%M:%SZ"),
        "location": event.where,
        "body": page(event),
    }
    return f"{OUTLOOK}?{urlencode(fields)}"


def google(event: Event) -> str:
    """The moments in UTC, which no change of clocks doubles; ``ctz`` says in which hours to show them."""
    fields = {
        "action": "TEMPLATE",
        "text": event.title,
        "dates": f"{utc(event.starts_at, '%Y%m%dT%H%M%SZ')}/{utc(event.ends_at, '%Y%m%dT%H%M%SZ')}",
        "ctz": paris.NAME,
        "location": event.where,
        "details": page(event),
    }
    return f"{GOOGLE}?{urlencode(fields)}"


def utc(instant: datetime, pattern: str) -> str:
    return instant.astimezone(UTC).strftime(pattern)


def page(event: Event) -> str:
    return settings.SITE_URL + event.get_absolute_url()
