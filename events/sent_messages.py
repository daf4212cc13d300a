"""What was written to all who come to an event or wait for a place: what kind, when, to how many; never the words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from events.emails import everybody_of
from events.models import Event
from mailing.models import Delivery

KINDS = {
    "events/email/cancelled": _("Annulation"),
    "events/email/changed": _("Changement"),
    "events/email/note": _("Message de l’animation"),
    "events/email/reminder": _("Rappel"),
}
"""The messages that bear the name of ``everybody_of``."""


def written_to_all(event: Event) -> list[dict[str, Any]]:
    """``kind``, ``day`` and ``people`` of each, the latest first: one statement."""
    return [told | {"kind": KINDS[told["template"]]} for told in Delivery.objects.told_about(everybody_of(event))]
