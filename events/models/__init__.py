"""Events, the people who run them, the places taken in them, and calendar feeds."""

from events.models.event import Event, Host, IllegalTransition
from events.models.feed import CalendarFeed
from events.models.registration import Registration

__all__ = ["CalendarFeed", "Event", "Host", "IllegalTransition", "Registration"]
