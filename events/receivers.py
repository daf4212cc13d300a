"""Who leaves the community frees the seats."""

from django.dispatch import receiver

from events import actions
from members.signals import member_left


@receiver(member_left, dispatch_uid="events.release_seats")
def release_seats(member, by=None, **kwargs):
    actions.release_seats(member, by=by)
