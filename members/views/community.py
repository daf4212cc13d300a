"""Who carries the community: the core-team, the editorial committee."""

from functools import cache

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members import rights as who_may_what
from members.models import Appointment, Member, Role
from statements import Statement

SHOWN = 5
"""How many of the last to arrive are named."""


@require_safe
def community(request):
    context = {
        "members_count": Member.objects.visible_to(request.user).count(),
        "newest": newest_for(request.user.rights)(request.user.pk),
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
    return terms_for(request.user.rights)(request.user.pk, role.value, timezone.localdate())


@cache
def newest_for(rights):
    def build(pk):
        visible = Member.objects.visible_to(Member.with_rights(pk, rights))
        return visible.filter(joined_on__isnull=False).order_by("-joined_on", "-pk")[:SHOWN]

    return Statement(build)


@cache
def terms_for(rights):
    def build(pk, role, today):
        visible = Member.objects.visible_to(Member.with_rights(pk, rights))
        terms = Appointment.objects.on(today).filter(role=role, member__in=visible)
        return terms.select_related("member", "member__department").order_by("member__sort_name")

    return Statement(build)
