"""What people wrote is in French: a page in another language says so of each piece of it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from ui.typography import french


def as_written(text: str) -> str:
    """A text that people wrote, to stand alone or in a sentence of the page (``filled``)."""
    return format_html('<span lang="fr">{}</span>', french(text)) if get_language() == "en" else text


def filled(sentence: str, values: Mapping[str, str | Promise]) -> str:
    """``sentence % values``, where some values may be marked; for pages only, a mail in plain text shows the marks."""
    if get_language() != "en":
        return sentence % values
    escaped = {name: conditional_escape(str(value)) for name, value in values.items()}
    return mark_safe(conditional_escape(sentence) % escaped)  # noqa: S308
