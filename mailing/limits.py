"""The one limit on acts that write to others: so many a day of Paris, counted in the rows that they leave."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise

from clock.paris import midnight
from clock.words import day_long, in_words
from guards.refusals import Refused


def today() -> datetime:
    """The instant since which acts are counted."""
    return midnight(timezone.localdate())


def refuse_above(act: str, done: int, sentence: str | Promise) -> None:
    """Raise ``Refused`` when ``act`` was ``done`` today as often as ``settings.LIMITS`` allows.

    ``sentence`` says the number, ``%(most)s``, and the day on which the act is open again, ``%(day)s``.
    Call it under the lock of the person or of the event, so that two at once do not both pass.
    """
    most = settings.LIMITS[act]
    if done >= most:
        tomorrow = timezone.localdate() + timedelta(days=1)
        raise Refused(str(sentence) % {"most": in_words(most), "day": day_long(tomorrow)})
