"""Every write of the agenda that touches two rows, tells somebody or needs a lock.

Lock order, the same everywhere: the event's row first (several events by rising number), then its
registrations, then the deliveries. Nobody locks a member here: registering only shares the key of
the member's row, so an action of ``members`` that locks a member must do so with ``no_key=True``.
Places are counted, given and taken back only under the event's lock.
"""

from events.actions.editing import cancel_event, publish, save_event
from events.actions.feeds import renew_feed, revoke_feed
from events.actions.places import Refused
from events.actions.registering import leave, register, release_seats

__all__ = [
    "Refused",
    "cancel_event",
    "leave",
    "publish",
    "register",
    "release_seats",
    "renew_feed",
    "revoke_feed",
    "save_event",
]
