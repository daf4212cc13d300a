"""The video call of an event: who may have its address, and from when.

The one place of that rule. Only the page of the event gives the address, to who may have it: mails and calendars lead
to the page and say when it opens. What left days before would outlive a seat given back or a change of the address.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event, Registration
from events.permissions import can_edit
from members.models import Member

OPENS_BEFORE = timedelta(minutes=15)
"""So long before the start, the page opens it."""
MINUTES = OPENS_BEFORE // timedelta(minutes=1)
SAID = {timedelta(minutes=15): gettext_lazy("un quart d’heure")}


def has_link(event: Event) -> bool:
    """Whether there is a video call to join, and its address is known."""
    return bool(event.join_url) and event.is_online


def can_open_link(member: Member, event: Event, registration: Registration | None = None) -> bool:
    """The address of the video call is for those who take part by it, and for those who run the event."""
    return opens(event, registration, lambda: can_edit(member, event))


def opens(event: Event, registration: Registration | None, runs: Callable[[], bool]) -> bool:
    """The same for who has that place, and ``runs`` the event or not: asked only where the place is no reason."""
    return has_link(event) and (is_on_screen(event, registration) or runs())


def is_on_screen(event: Event, registration: Registration | None) -> bool:
    """Whether this is a place on the screen, for sure."""
    has_seat = registration is not None and registration.is_confirmed
    return has_seat and (not event.is_hybrid or (registration is not None and registration.is_online))


def is_open(event: Event, now: datetime) -> bool:
    """Whether the page gives the address by now, to who may have it."""
    return event.starts_at - OPENS_BEFORE <= now


def announcement() -> str:
    """What is said of a link that is still to open."""
    return _("le lien s’ouvre %(minutes)s min avant") % {"minutes": MINUTES}


def way_in() -> str:
    """What calendars say of it above the address of the page."""
    return _("Visio : le lien s’ouvre %(minutes)s min avant, sur la page ci-dessous.") % {"minutes": MINUTES}


def readers() -> str:
    """What is said to who types the address: who will see it, and when."""
    return _("Visible des seules personnes inscrites, %(duration)s avant le début.") % {"duration": SAID[OPENS_BEFORE]}
