"""What a person types about events: an event itself, short acts, the filters of lists."""

from events.forms.acts import CancelForm
from events.forms.event import EventForm
from events.forms.filters import AgendaFilter, PageForm
from events.forms.questions import AnswersForm, QuestionsForm
from events.forms.taking import GuestsForm, SeatingForm

__all__ = [
    "AgendaFilter",
    "AnswersForm",
    "CancelForm",
    "EventForm",
    "GuestsForm",
    "PageForm",
    "QuestionsForm",
    "SeatingForm",
]
