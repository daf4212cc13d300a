"""Every write of the agenda that touches two rows, tells somebody or needs a lock.

Lock order, the same everywhere: the row of a series whose dates share one seat a person, then the
event's row (several events by rising number; any order under the lock of their series), then its
registrations, then the deliveries. Nobody locks a member here: registering only shares the key of
the member's row, so an action of ``members`` that locks a member must do so with ``no_key=True``.
Places are counted, given and taken back only under the event's lock.
"""

from events.actions.asking import answer, ask, erase_answers
from events.actions.copying import copy_event, open_second_session
from events.actions.dates import change_date
from events.actions.editing import cancel_event, hold_on_screen, publish, save_event
from events.actions.feeds import renew_feed, revoke_feed
from events.actions.helping import add_member, log_export, move_up, remove_member, write_to
from events.actions.offers import settle, take_offer
from events.actions.places import Refused
from events.actions.preparing import set_checklist, tick
from events.actions.registering import bring_guests, change_seating, leave, register, release_seats
from events.actions.reminding import remind
from events.actions.series import cancel_dates, publish_dates, repeat, save_dates
from events.actions.whole_series import leave_series, register_for_series

__all__ = [
    "Refused",
    "add_member",
    "answer",
    "ask",
    "bring_guests",
    "cancel_dates",
    "cancel_event",
    "change_date",
    "change_seating",
    "copy_event",
    "erase_answers",
    "hold_on_screen",
    "leave",
    "leave_series",
    "log_export",
    "move_up",
    "open_second_session",
    "publish",
    "publish_dates",
    "register",
    "register_for_series",
    "release_seats",
    "remind",
    "remove_member",
    "renew_feed",
    "repeat",
    "revoke_feed",
    "save_dates",
    "save_event",
    "set_checklist",
    "settle",
    "take_offer",
    "tick",
    "write_to",
]
