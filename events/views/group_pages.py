"""Working groups: which ones meet, about what, and when."""

from django.core.paginator import Paginator
from django.db.models import Min, Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events import permissions
from events.models import CalendarFeed, Event
from events.views.shared import registrations_by_event, with_mine
from members.models import WorkingGroup

PER_PAGE = 20
SCOPE = CalendarFeed.Scope.WORKING_GROUP


@require_safe
def group_list(request):
    """Those at work with their next date, those to come for who prepares events, those whose work is done."""
    coming = Q(events__state=Event.State.PUBLISHED, events__ends_at__gt=timezone.now())
    groups = WorkingGroup.objects.open().annotate(next_at=Min("events__starts_at", filter=coming))
    context = {
        "groups": groups,
        "to_come": WorkingGroup.objects.to_come() if permissions.can_create(request.user) else (),
        "closed": WorkingGroup.objects.closed(),
    }
    return render(request, "events/group_list.html", context)


@require_safe
def group_detail(request, slug):
    """What the group is for, who leads it, its next dates, the past ones, and the address of its calendar."""
    group, member = get_object_or_404(WorkingGroup.objects.select_related("lead"), slug=slug), request.user
    events = Event.objects.visible_to(member).filter(group=group).select_related("site").with_hosts()
    page = Paginator(events.past(), PER_PAGE).get_page(request.GET.get("page"))
    mine = registrations_by_event(member, event__group=group)
    coming = with_mine(events.upcoming()[: PER_PAGE + 1], mine)
    context = {
        "group": group,
        "coming": coming[:PER_PAGE],
        "has_more": len(coming) > PER_PAGE,
        "can_create": permissions.can_create(member),
        "past": with_mine(page.object_list, mine),
        "page_obj": page,
        "scope": SCOPE,
        "feed": CalendarFeed.objects.filter(member=member, scope=SCOPE, group=group).first(),
    }
    return render(request, "events/group_detail.html", context)
