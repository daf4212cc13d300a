"""Who carries the community: the core-team, the editorial committee."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from members import rights as who_may_what
from members.models import Appointment, Member, Role


@require_safe
def community(request):
    active = Member.objects.visible_to(request.user)
    context = {
        "members_count": active.count(),
        "newest": active.filter(joined_on__isnull=False).with_roles_today().order_by("-joined_on", "-pk")[:5],
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
    terms = Appointment.objects.today().filter(role=role, member__in=Member.objects.visible_to(request.user))
    return terms.select_related("member", "member__department").order_by("member__sort_name")
