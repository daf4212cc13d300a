"""Events, the people who run them, the places taken in them, and calendar feeds."""

from events.models.attendance_mode import AttendanceMode
from events.models.checklist import ChecklistItem
from events.models.event import Event
from events.models.feed import CalendarFeed
from events.models.host import Host
from events.models.participant_log import ParticipantLog
from events.models.question import Answer, Question
from events.models.registration import Registration
from events.models.series import Scope, Series

__all__ = [
    "Answer",
    "CalendarFeed",
    "ChecklistItem",
    "Event",
    "Host",
    "ParticipantLog",
    "Question",
    "Registration",
    "Scope",
    "AttendanceMode",
    "Series",
]
