"""The events to come that a member runs, and who runs them then."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contributions.departure import HandOver
from events.models import Event
from members.models import Member


def handed_over(member: Member) -> Iterator[HandOver]:
    """The other hosts go on; where there is none, the core-team finds somebody."""
    for event in Event.objects.to_be_run().hosted_by(member).with_hosts():
        others = [host.short_name for host in event.host_list if host.is_active and host != member]
        day = timezone.localdate(event.starts_at)
        yield HandOver(_("Rendez-vous"), event.title, event.get_absolute_url(), day, tuple(others))
