"""Moving from one date of a workshop to another without losing the place (lock order: see the package)."""

from django.db import transaction
from django.utils.translation import gettext as _

from events.actions import limits
from events.actions.claim import claim_of
from events.actions.locks import lock
from events.actions.registration import move_from, refuse_registration
from events.models import AttendanceMode, Event, Registration
from guards.refusals import Refused
from members.models import Member


@transaction.atomic
def change_date(event: Event, member: Member, *, by: Member) -> Registration:
    """Take ``event`` instead of the date where ``member`` has a place.

    With a free place the exchange is done at once; else the member waits for it, and the first
    place is given back only when the new one is sure. Asked twice, it changes nothing more.
    """
    event = lock(event)
    live = event.registrations.live_of(member)
    if live is not None:
        return live
    held = event.other_seat_of(member)
    if held is None:
        raise Refused(_("Vous n’avez pas de place à une autre date."))
    if held.event.has_started():
        raise Refused(_("Vous avez déjà suivi ce rendez-vous à une autre date."))
    mode = AttendanceMode.ONLINE if held.is_on_screen and event.is_hybrid else AttendanceMode.MAIN
    claim = claim_of(event, member, mode)
    limits.refuse_more_returns(claim.returns)
    refuse_registration(claim)
    return move_from(held, claim, by=by)
