"""How registrations of a locked event end: closed for a reason, given back; and what is not told of them any more."""

from collections.abc import Collection

from django.utils import timezone

from events.causes import STANDINGS
from events.models import Event, Registration
from events.models.registration import RegistrationQuerySet
from mailing import outbox
from mailing.messages import reference
from members.models import Member

Status, Ending = Registration.Status, Registration.Ending


def close(registrations: RegistrationQuerySet, *, by: Member | None, ended_as: Registration.Ending) -> int:
    """End the live ones among ``registrations``, of a locked event; what was still to be told of them is not."""
    live = list(registrations.live())
    tell_no_more(live)
    return end(live, by=by, ended_as=ended_as)


def end(registrations: list[Registration], *, by: Member | None, ended_as: Registration.Ending) -> int:
    """End live registrations; they stay as history."""
    now = timezone.now()
    return Registration.objects.filter(pk__in=[registration.pk for registration in registrations]).update(
        status=Status.CANCELLED, ended_as=ended_as, left_at=now, offer_expires_at=None, guests=0, changed_at=now,
        changed_by=by,
    )  # fmt: skip


def tell_no_more(registrations: Collection[Registration]) -> None:
    """Where these stood is no longer so: what has not left yet of it will not leave."""
    outbox.withdraw(STANDINGS, depends_on__in=[reference(registration) for registration in registrations])


def give_back(registration: Registration, event: Event, *, by: Member) -> None:
    """End what ``registration`` is in the locked ``event``; moving the line up and telling are the caller’s."""
    ended_as = ending_of(registration, event)
    end([registration], by=by, ended_as=ended_as)
    registration.event, registration.ended_as = event, ended_as


def ending_of(registration: Registration, event: Event) -> Registration.Ending:
    if registration.is_offered:
        return Ending.DECLINED
    return Ending.LATE if registration.is_confirmed and event.is_near() else Ending.LEFT
