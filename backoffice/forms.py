"""What the forms of the back office have in common."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from guards.refusals import Refused, tell
from guards.versions import VersionedModelForm


def day_input() -> forms.DateInput:
    """A day, with the calendar of the browser."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class DayAndHour(forms.SplitDateTimeWidget):
    """An instant in two fields, with the calendar of the browser."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs,
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date", "aria-label": str(_("Jour"))},
            time_attrs={"type": "time", "aria-label": str(_("Heure"))},
        )


class BackofficeForm(VersionedModelForm):
    """Carries the version of the row, and says why an action ``refused`` what was typed, if it did."""

    refused: Refused | None = None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refused is not None:
            tell(self, self.refused)
        return cleaned
