"""What the forms of the back office have in common."""

from typing import Any

from guards.refusals import Refused, tell
from guards.versions import VersionedModelForm


class BackofficeForm(VersionedModelForm):
    """Carries the version of the row, and says why an action ``refused`` what was typed, if it did."""

    refused: Refused | None = None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refused is not None:
            tell(self, self.refused)
        return cleaned
