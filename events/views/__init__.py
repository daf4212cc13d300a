"""The pages of the agenda: find, check, form, action, message, redirect."""

from events.views.agenda import agenda, agenda_month
from events.views.editing import event_cancel, event_create, event_edit, event_publish
from events.views.event import event_detail, event_invitation, event_leave, event_participants, event_register
from events.views.feeds import calendar_feed, calendar_renew, calendar_revoke, my_calendar
from events.views.mine import my_registrations

__all__ = [
    "agenda",
    "agenda_month",
    "calendar_feed",
    "calendar_renew",
    "calendar_revoke",
    "event_cancel",
    "event_create",
    "event_detail",
    "event_edit",
    "event_invitation",
    "event_leave",
    "event_participants",
    "event_publish",
    "event_register",
    "my_calendar",
    "my_registrations",
]
