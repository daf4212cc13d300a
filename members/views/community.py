"""Who carries the community: the core-team, the editorial committee."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members import rights as who_may_what
from members.models import Appointment, Member, Role
from members.viewing import ViewerStatement

SHOWN = 5
"""How many of the last to arrive are named."""


@require_safe
def community(request):
    context = {
        "members_count": Member.objects.visible_to(request.user).count(),
        "newest": NEWEST(request.user),
    }
    return render(request, "members/community.html", context)


@require_safe
def core_team(request):
    return render(request, "members/core_team.html", {"terms": _terms(request, Role.CORE_TEAM)})


@require_safe
def editorial_committee(request):
    return render(request, "members/editorial_committee.html", {"terms": _terms(request, Role.EDITORIAL)})


@require_safe
def rights(request):
    """Who may do what; the same table decides and is shown."""
    context = {
        "roles": Role,
        "rows": who_may_what.table(),
        "gifts": [(role, who_may_what.sentences(role)) for role in Role],
        "own": request.user.roles,
    }
    return render(request, "members/rights.html", context)


def _terms(request, role):
    """Today's terms of the members whom the reader may see, by name."""
    return TERMS(request.user, role.value, timezone.localdate())


def newest(viewer):
    arrived = Member.objects.visible_to(viewer).filter(joined_on__isnull=False)
    return arrived.order_by("-joined_on", "-pk")[:SHOWN]


def terms(viewer, role, today):
    held = Appointment.objects.on(today).filter(role=role, member__in=Member.objects.visible_to(viewer))
    return held.select_related("member", "member__department").order_by("member__sort_name")


NEWEST, TERMS = ViewerStatement(newest), ViewerStatement(terms)
