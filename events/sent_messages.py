"""What was written to all who come to an event or wait for a place: what kind, when, to how many; never the words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from events.causes import Cause
from events.models import Event
from mailing.messages import reference
from mailing.models import Delivery

KINDS = {
    Cause.CANCELLED: _("Annulation"),
    Cause.CHANGED: _("Changement"),
    Cause.NOTE: _("Message de l’animation"),
    Cause.REMINDER: _("Rappel"),
}


def written_to_all(event: Event) -> list[dict[str, Any]]:
    """``kind``, ``day`` and ``people`` of each, the latest first: one statement."""
    rows = Delivery.objects.told_about(reference(event), KINDS)
    return [told | {"kind": KINDS[Cause(told["cause"])]} for told in rows]
