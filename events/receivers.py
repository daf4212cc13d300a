"""Who leaves the community frees the seats."""

from django.dispatch import receiver

from events.actions import registration
from members.models import Member
from members.signals import member_left


@receiver(member_left, dispatch_uid="events.release_seats")
def release_seats(member: Member, by: Member | None = None, **kwargs: object) -> None:
    registration.release_seats(member, by=by)
