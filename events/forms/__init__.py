"""What a person types about events: an event itself, short acts, the filters of lists."""

from events.forms.acts import CancelForm, ScreenForm
from events.forms.event import EventForm
from events.forms.filters import AgendaFilter, PageForm
from events.forms.helping import AddForm, NoteForm, ReasonForm
from events.forms.preparing import ChecklistForm, TickForm
from events.forms.questions import AnswersForm, QuestionsForm
from events.forms.series import CopyForm, DatesForm, SeriesCancelForm, SeriesEventForm, SeriesForm, SessionForm
from events.forms.taking import GuestsForm

__all__ = [
    "AddForm",
    "AgendaFilter",
    "AnswersForm",
    "CancelForm",
    "ChecklistForm",
    "CopyForm",
    "DatesForm",
    "EventForm",
    "GuestsForm",
    "NoteForm",
    "PageForm",
    "QuestionsForm",
    "ReasonForm",
    "ScreenForm",
    "SeriesCancelForm",
    "SeriesEventForm",
    "SeriesForm",
    "SessionForm",
    "TickForm",
]
