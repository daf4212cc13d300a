"""Moving from one date of a workshop to another without losing the place (lock order: see the package)."""

from django.db import transaction
from django.utils.translation import gettext as _

from events import emails
from events.actions.places import Ending, Refused, close, fill_free_seats, lock, lock_all
from events.actions.registering import admit, is_free_for, refuse_registration
from events.models import Event, Seating
from mailing import outbox


@transaction.atomic
def change_date(event, member, *, by):
    """Take ``event`` instead of the date where ``member`` has a place.

    With a free place the exchange is done at once; else the member waits for it, and the first
    place is given back only when the new one is sure. Asked twice, it changes nothing more.
    """
    event = lock(event)
    live = event.registrations.live().filter(member=member).first()
    if live is not None:
        return live
    held = event.other_seat_of(member)
    if held is None:
        raise Refused(_("Vous n’avez pas de place à une autre date."))
    if held.event.has_started():
        raise Refused(_("Vous avez déjà suivi ce rendez-vous à une autre date."))
    refuse_registration(event, member)
    if not is_free_for(event, member, Seating.MAIN):
        return admit(event, member, by=by, seating=Seating.MAIN, moving_from=held)
    return exchange(held, event, by=by)


def exchange(held, event, *, by):
    """Give back the place ``held`` and take one of ``event``, both locked through their series."""
    former = lock_all(Event.objects.filter(pk=held.event_id))[0]
    close(former.registrations.filter(pk=held.pk), by=by, ended_as=Ending.MOVED)
    registration = admit(event, held.member, by=by, seating=Seating.MAIN, moving_from=held)
    outbox.queue([emails.left(held)])
    fill_free_seats(former, by=by)
    return registration
