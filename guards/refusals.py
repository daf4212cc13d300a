"""How an action says no, and how a page tells it: a sentence, never an error."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest


class Refused(Exception):
    """An act that the rules forbid, with the sentence to show; ``field`` names what was typed wrong, if anything."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


def tell(form: BaseForm, refusal: Refused, beside: str | None = None) -> None:
    """Say on ``form`` why nothing was written, by the field that the refusal names, else ``beside`` that one."""
    form.add_error(refusal.field if refusal.field in form.fields else beside, refusal.message)


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """An act that is refused inside ends there, and its sentence is shown on the next page."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, refusal.message)


@contextmanager
def refusals_on(form: BaseForm, beside: str | None = None) -> Iterator[None]:
    """An act that is refused inside ends there, and its sentence is shown on ``form`` (``tell``)."""
    try:
        yield
    except Refused as refusal:
        tell(form, refusal, beside)
