"""The video call of an event: who may have its address, and from when.

The one place of that rule: pages, calendars and the sentences that announce the link ask here.
"""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.permissions import can_edit

OPENS_BEFORE = timedelta(minutes=15)
"""So long before the start, the page opens it."""
IN_CALENDARS_BEFORE = timedelta(hours=24)
"""So long before the start, the calendars of those who take part hold it."""
SAID = {timedelta(minutes=15): gettext_lazy("un quart d’heure")}


def has_link(event):
    """Whether there is a video call to join, and its address is known."""
    return bool(event.join_url) and event.is_remote


def can_open_link(member, event, registration=None):
    """The address of the video call is for those who take part by it, and for those who run the event."""
    takes_part = registration is not None and registration.is_confirmed
    takes_part = takes_part and (registration.is_remote or not event.is_hybrid)
    return has_link(event) and (takes_part or can_edit(member, event))


def is_open(event, now):
    """Whether the page gives the address by now, to who may have it."""
    return event.starts_at - OPENS_BEFORE <= now


def in_calendars_at(event):
    """From when the calendars of those who may have it hold the address; until the end of the event."""
    return event.starts_at - IN_CALENDARS_BEFORE


def is_in_calendars(event, now):
    return in_calendars_at(event) <= now < event.ends_at


def announcement():
    """What is said of a link that is still to open."""
    return _("le lien s’ouvre %(minutes)s min avant") % {"minutes": OPENS_BEFORE // timedelta(minutes=1)}


def readers():
    """What is said to who types the address: who will see it, and when."""
    return _("Visible des seules personnes inscrites, %(duration)s avant le début.") % {"duration": SAID[OPENS_BEFORE]}
