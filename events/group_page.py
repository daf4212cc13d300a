"""What the pages of the working groups say of their sessions."""

from django.core.paginator import Paginator
from django.db.models import Min, Q
from django.http import HttpRequest
from django.utils import timezone

from contributions import Piece
from events import listing, permissions
from events.lines import all_lines_of, row_of
from events.models import CalendarFeed, Event
from groups.models import WorkingGroup, WorkingGroupQuerySet

PER_PAGE = 20
SCOPE = CalendarFeed.Scope.WORKING_GROUP


def listed(groups: WorkingGroupQuerySet) -> WorkingGroupQuerySet:
    """Each group with ``next_at``, the start of its next session."""
    coming = Q(events__state=Event.State.PUBLISHED, events__ends_at__gt=timezone.now())
    return groups.annotate(next_at=Min("events__starts_at", filter=coming))


def main(request: HttpRequest, group: WorkingGroup) -> list[Piece]:
    """Its next dates, and the past ones."""
    events = Event.objects.visible_to(request.user).filter(group=group).select_related("site")
    page = Paginator(events.past(), PER_PAGE).get_page(request.GET.get("page"))
    mine = listing.standing(request.user)
    coming = list(events.upcoming()[: PER_PAGE + 1])
    lines, past = all_lines_of(mine, map(row_of, coming[:PER_PAGE]), map(row_of, page.object_list))
    context = {
        "coming": lines,
        "has_more": len(coming) > PER_PAGE,
        "can_create": permissions.can_create(request.user),
        "past": past,
        "page_obj": page,
    }
    return [Piece("events/_group_sessions.html", context)]


def aside(request: HttpRequest, group: WorkingGroup) -> list[Piece]:
    """The address of its calendar."""
    feed = CalendarFeed.objects.filter(member=request.user, scope=SCOPE, group=group).first()
    return [Piece("events/_group_calendar.html", {"scope": SCOPE, "feed": feed})]
