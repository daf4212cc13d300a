"""The terms, of today and to come, that end with the account."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contributions.departure import HandOver
from members.models import Member, Role


def handed_over(member: Member) -> Iterator[HandOver]:
    """A role is nobody's until the core-team gives it to somebody else."""
    today = timezone.localdate()
    for term in member.appointments.filter(Q(ends_on=None) | Q(ends_on__gte=today)).order_by("starts_on", "pk"):
        url = reverse("admin:members_appointment_change", args=[term.pk])
        day = term.starts_on if term.starts_on > today else None
        yield HandOver(_("Mandat"), Role(term.role).label, url, day)
