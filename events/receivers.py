"""Who leaves the community frees the seats and leaves what is to come to others."""

from django.dispatch import receiver

from events.actions.departures import release
from members.models import Member
from members.signals import member_left


@receiver(member_left, dispatch_uid="events.release")
def release_events(member: Member, by: Member, **kwargs: object) -> None:
    release(member, by=by)
