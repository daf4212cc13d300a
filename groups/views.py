"""Working groups: which ones meet, about what, and what other apps say of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from contributions import contributed
from groups import permissions
from groups.models import WorkingGroup


@require_safe
def group_list(request: HttpRequest) -> HttpResponse:
    """Those at work, those to come for who opens groups, those whose work is done."""
    groups = WorkingGroup.objects.open()
    for page in contributed("group_page"):
        groups = page.listed(groups)
    context = {
        "groups": groups,
        "to_come": WorkingGroup.objects.to_come() if permissions.can_see_to_come(request.user) else (),
        "closed": WorkingGroup.objects.closed(),
    }
    return render(request, "groups/group_list.html", context)


@require_safe
def group_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What the group is for, who leads it, and what other apps say of it."""
    group, pages = get_object_or_404(WorkingGroup.objects.select_related("lead"), slug=slug), contributed("group_page")
    context = {
        "group": group,
        "main": [piece for page in pages for piece in page.main(request, group)],
        "aside": [piece for page in pages for piece in page.aside(request, group)],
    }
    return render(request, "groups/group_detail.html", context)
