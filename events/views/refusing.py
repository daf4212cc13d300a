"""What a rule forbids becomes a sentence, never an error."""

from contextlib import contextmanager

from django.contrib import messages

from events import actions


@contextmanager
def refusals_told(request):
    """An act that is refused inside ends there, and its sentence is shown on the next page."""
    try:
        yield
    except actions.Refused as refusal:
        messages.error(request, refusal.message)
