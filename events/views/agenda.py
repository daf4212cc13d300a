"""The agenda as a list by week and as a month."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from events import listing, permissions
from events.filters import Facets
from events.forms.filters import AgendaFilter
from events.lines import lines_of
from events.timeline import Month, sections
from events.views.shared import registrations_by_event, with_mine


@require_safe
def agenda(request):
    """The list: what comes, or what is past, under the filters of the query string."""
    sites = listing.SITES()
    form = AgendaFilter(request.GET, sites=sites)
    chosen, is_past = form.chosen(), form.asks_past()
    mine = registrations_by_event(request.user)
    asked = request.user, timezone.now(), tuple(mine)
    facets = Facets(chosen, sites=sites, group=form.group).count(listing.tally(*asked, is_past=is_past))
    page = Paginator(range(facets.total), listing.PER_PAGE).get_page(form.page_number())
    start = max(page.start_index() - 1, 0)
    events = listing.page(*asked, is_past=is_past, chosen=listing.chosen_by(chosen), start=start)
    context = {
        "facets": facets,
        "found": found(facets.total, is_past=is_past),
        "page_obj": page,
        "sections": sections(lines_of(with_mine(events, mine))),
        "is_past": is_past,
        "can_create": permissions.can_create(request.user),
        "month": timezone.localdate(),
    }
    return render(request, "events/agenda.html", context)


def found(total, *, is_past):
    """What the filters leave, for the title of the page and the head of the list."""
    if is_past:
        return ngettext("%(n)s rendez-vous passé", "%(n)s rendez-vous passés", total) % {"n": total}
    return ngettext("%(n)s rendez-vous à venir", "%(n)s rendez-vous à venir", total) % {"n": total}


@require_safe
def agenda_month(request, year, month):
    """One month, a row a week."""
    try:
        table = Month(year, month)
    except ValueError as error:
        raise Http404 from error
    starts, ends = table.bounds
    mine = registrations_by_event(request.user)
    facets = month_filters(request)
    chosen = listing.chosen_by(facets.chosen)
    table.fill(with_mine(listing.month(request.user, starts, ends, tuple(mine), chosen=chosen), mine))
    confirmed = sum(1 for event in table.events if event.mine and event.mine.is_confirmed)
    context = {"table": table, "confirmed": confirmed, "today": timezone.localdate(), "facets": facets}
    return render(request, "events/agenda_month.html", context)


def month_filters(request):
    """Those of the list; a month holds what is past and what is to come."""
    sites = listing.SITES()
    form = AgendaFilter(request.GET, sites=sites)
    chosen = {name: values for name, values in form.chosen().items() if name != "passes"}
    return Facets(chosen, sites=sites, group=form.group)
