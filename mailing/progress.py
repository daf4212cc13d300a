"""What became of a message, in words for the core-team."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from clock.words import clock, day_long
from mailing.models import Delivery

PROGRESS: dict[Delivery.State, Any] = {
    Delivery.State.PREPARED: _("part le %(moment)s"),
    Delivery.State.HELD: _("dans le résumé du %(day)s"),
    Delivery.State.SENT: _("parti le %(moment)s"),
    Delivery.State.DIGESTED: _("annoncé dans un résumé"),
    Delivery.State.DISCARDED: "%(reason)s",
    Delivery.State.ABANDONED: _("non remis le %(moment)s : %(reason)s"),
}
TRIED = _("part le %(moment)s (essais : %(attempts)s) : %(reason)s")


def progress_of(delivery: Delivery) -> str:
    """When a message leaves or left; when it did not, why."""
    at = delivery.sent_at or delivery.leaves_at
    was_tried = delivery.state == Delivery.State.PREPARED and delivery.last_error
    sentence = TRIED if was_tried else PROGRESS[Delivery.State(delivery.state)]
    return sentence % {
        "day": day_long(at),
        "moment": f"{day_long(at)}, {clock(at)}",
        "attempts": delivery.attempts,
        "reason": delivery.last_error,
    }
