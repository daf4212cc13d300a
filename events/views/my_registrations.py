"""What is mine: registrations, and what I host."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events import listing
from events.forms.filters import PageForm
from events.lines import all_lines_of, row_of
from events.models import Event, Registration

PER_PAGE = 20


@require_safe
def my_registrations(request: HttpRequest) -> HttpResponse:
    """What is coming, what I run, what I went to."""
    mine = listing.standing(request.user)
    events = Event.objects.visible_to(request.user).select_related("site")
    registered = events.filter(pk__in=list(mine))
    attended = [number for number, one in mine.items() if one.status == Registration.Status.CONFIRMED]
    past = Paginator(events.filter(pk__in=attended).past(), PER_PAGE).get_page(PageForm(request.GET).number())
    shown = registered.upcoming(), events.hosted_by(request.user).upcoming(), past.object_list
    lists = zip(("coming", "hosted", "past"), all_lines_of(mine, *(map(row_of, found) for found in shown)), strict=True)
    return render(request, "events/my_registrations.html", {"page_obj": past, **dict(lists)})
