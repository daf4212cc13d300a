"""The agenda as a list by week and as a month."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from events import permissions
from events.filters import Facets
from events.forms.filters import AgendaFilter
from events.models import Event
from events.timeline import Month, sections
from events.views.shared import registrations_by_event, with_mine
from members.models import Site

PER_PAGE = 30


@require_safe
def agenda(request):
    """The list: what comes, or what is past, under the filters of the query string."""
    sites = list(Site.objects.all())
    form = AgendaFilter(request.GET, sites=sites)
    mine = registrations_by_event(request.user)
    chosen = form.chosen()
    visible = Event.objects.visible_to(request.user)
    base = visible.past() if "passes" in chosen else visible.upcoming()
    facets = Facets(chosen, sites=sites, mine=list(mine), group=form.group).count(base)
    page = page_of(facets.apply(base).select_related("site").with_hosts(), facets.total, form.page_number())
    context = {
        "facets": facets,
        "found": found(facets.total, is_past="passes" in chosen),
        "page_obj": page,
        "sections": sections(with_mine(page.object_list, mine)),
        "is_past": "passes" in chosen,
        "can_create": permissions.can_create(request.user),
        "month": timezone.localdate(),
    }
    return render(request, "events/agenda.html", context)


def found(total, *, is_past):
    """What the filters leave, for the title of the page and the head of the list."""
    if is_past:
        return ngettext("%(n)s rendez-vous passé", "%(n)s rendez-vous passés", total) % {"n": total}
    return ngettext("%(n)s rendez-vous à venir", "%(n)s rendez-vous à venir", total) % {"n": total}


def page_of(events, total, number):
    """A page whose count the facets know already."""
    paginator = Paginator(events, PER_PAGE)
    paginator.count = total
    return paginator.get_page(number)


@require_safe
def agenda_month(request, year, month):
    """One month, a row a week."""
    try:
        table = Month(year, month)
    except ValueError as error:
        raise Http404 from error
    starts, ends = table.bounds
    mine = registrations_by_event(request.user)
    facets = month_filters(request, mine)
    events = Event.objects.visible_to(request.user).filter(starts_at__lt=ends, ends_at__gt=starts)
    table.fill(with_mine(facets.apply(events).order_by("starts_at", "pk"), mine))
    confirmed = sum(1 for event in table.events if event.mine and event.mine.is_confirmed)
    context = {"table": table, "confirmed": confirmed, "today": timezone.localdate(), "facets": facets}
    return render(request, "events/agenda_month.html", context)


def month_filters(request, mine):
    """Those of the list; a month holds what is past and what is to come."""
    sites = list(Site.objects.all())
    form = AgendaFilter(request.GET, sites=sites)
    chosen = {name: values for name, values in form.chosen().items() if name != "passes"}
    return Facets(chosen, sites=sites, mine=list(mine), group=form.group)
