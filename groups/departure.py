"""The groups at work, or to come, that a member leads."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contributions.departure import HandOver
from groups.models import WorkingGroup
from members.models import Member


def handed_over(member: Member) -> Iterator[HandOver]:
    """The group stays without somebody to talk to until the core-team names another person."""
    unclosed = Q(closed_on=None) | Q(closed_on__gte=timezone.localdate())
    for group in WorkingGroup.objects.filter(unclosed, lead=member).order_by("name"):
        yield HandOver(_("Groupe de travail"), group.name, group.get_absolute_url())
