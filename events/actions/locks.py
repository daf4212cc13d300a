"""The rows taken for writing, always in the same order: the series, then the event."""

from django.utils.translation import gettext as _

from events.models import Event, Series
from events.models.queries import EventQuerySet
from guards.refusals import Refused
from statements import Statement


def lock(event: Event) -> Event:
    """The event as it is now, locked until the end of the transaction, its series first."""
    found = [] if event.series_id else ALONE(event.pk)
    return (found or lock_all(Event.objects.filter(pk=event.pk)))[0]


def alone(pk: int) -> EventQuerySet:
    """The event as ``lock_all`` takes it, where it has no series whose row comes first."""
    return for_writing(Event.objects.filter(pk=pk, series=None))


def for_writing(events: EventQuerySet) -> EventQuerySet:
    return events.with_reply_address().select_for_update(of=("self",), no_key=True).order_by("pk")


def lock_all(events: EventQuerySet) -> list[Event]:
    """The events as they are now, locked until the end of the transaction, by rising number.

    Dates between which people move are locked by the row of their series, so that whoever holds
    it may lock its events in any order.
    """
    shared = Series.objects.sharing_one_seat().filter(events__in=events)
    list(shared.select_for_update(of=("self",), no_key=True).order_by("pk"))
    return list(for_writing(events))


def refuse_cancelled(event: Event) -> None:
    if event.is_cancelled:
        raise Refused(_("Ce rendez-vous est annulé : il ne peut plus changer."))


ALONE = Statement(alone)
