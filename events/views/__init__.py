"""The pages of the agenda: find, check, form, action, message, redirect."""

from events.views.agenda import agenda, agenda_month
from events.views.asking import event_answers, event_questions
from events.views.editing import event_cancel, event_create, event_edit, event_on_screen, event_publish
from events.views.event import event_detail, event_invitation, event_leave, event_register
from events.views.feeds import calendar_feed, calendar_renew, calendar_revoke, my_calendar
from events.views.groups import group_detail, group_list
from events.views.helping import (
    event_participants,
    participant_add,
    participant_move_up,
    participant_remove,
    participants_csv,
    participants_write,
    participants_xlsx,
)
from events.views.mine import my_registrations
from events.views.preparing import checklist_edit, event_checklist
from events.views.series import event_copy, second_session, series_plan, series_publish
from events.views.taking import event_date, event_guests, event_place, event_seating
from events.views.whole_series import series_leave, series_register

__all__ = [
    "agenda",
    "agenda_month",
    "calendar_feed",
    "calendar_renew",
    "calendar_revoke",
    "checklist_edit",
    "event_answers",
    "event_cancel",
    "event_checklist",
    "event_copy",
    "event_create",
    "event_date",
    "event_detail",
    "event_edit",
    "event_guests",
    "event_invitation",
    "event_leave",
    "event_on_screen",
    "event_participants",
    "event_place",
    "event_publish",
    "event_questions",
    "event_register",
    "event_seating",
    "group_detail",
    "group_list",
    "my_calendar",
    "my_registrations",
    "participant_add",
    "participant_move_up",
    "participant_remove",
    "participants_csv",
    "participants_write",
    "participants_xlsx",
    "second_session",
    "series_leave",
    "series_plan",
    "series_publish",
    "series_register",
]
