"""The agenda as a list by week, as a month and as a day."""

import datetime

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from clock.paris import midnight
from events import listing, permissions
from events.filters import Facets
from events.forms.filters import AgendaFilter
from events.lines import below, lines_of, registrations_of, row_of, weeks_of
from events.timeline import DAY, FIRST_YEAR, LAST_YEAR, MOST_SHOWN, Month, sections
from events.views.shared import with_mine


@require_safe
def agenda(request):
    """The list: what comes, or what is past, under the filters of the query string."""
    sites = listing.SITES()
    form = AgendaFilter(request.GET, sites=sites)
    chosen, is_past = form.chosen(), form.asks_past()
    mine = listing.standing(request.user)
    asked = request.user, timezone.now(), tuple(mine)
    facets = Facets(chosen, sites=sites, group=form.group).count(listing.tally(*asked, is_past=is_past))
    page = Paginator(range(facets.total), listing.PER_PAGE).get_page(form.page_number())
    start = max(page.start_index() - 1, 0)
    events = listing.page(*asked, is_past=is_past, chosen=listing.chosen_by(chosen), start=start)
    context = {
        "facets": facets,
        "found": found(facets.total, is_past=is_past),
        "page_obj": page,
        "sections": sections(lines_of(events, mine)),
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
    mine = listing.standing(request.user)
    facets, chosen, _page = calendar_filters(request)
    events = listing.month(request.user, table.bounds, mine, chosen=chosen, most=MOST_SHOWN)
    table.fill(with_mine(events, registrations_of(events, mine)))
    weeks = weeks_of(table, facets.query)
    context = {
        "table": table,
        "today": timezone.localdate(),
        "weeks": weeks,
        "details": below(weeks),
        "facets": facets,
    }
    return render(request, "events/agenda_month.html", context)


@require_safe
def agenda_day(request, year, month, day):
    """All of one day, where a month shows the first few."""
    try:
        table, date = Month(year, month), datetime.date(year, month, day)
    except ValueError as error:
        raise Http404 from error
    mine = listing.standing(request.user)
    facets, chosen, number = calendar_filters(request)
    bounds = midnight(date), midnight(date + DAY)
    page = Paginator(listing.day(request.user, bounds, tuple(mine), chosen=chosen), listing.PER_PAGE).get_page(number)
    context = {
        "date": date,
        "table": table,
        "around": [near for near in (date - DAY, date + DAY) if FIRST_YEAR <= near.year <= LAST_YEAR],
        "facets": facets,
        "page_obj": page,
        "events": lines_of(map(row_of, page.object_list), mine),
    }
    return render(request, "events/agenda_day.html", context)


def calendar_filters(request):
    """Those of the list, and the page asked for; a month or a day holds what is past and what is to come."""
    sites = listing.SITES()
    form = AgendaFilter(request.GET, sites=sites)
    chosen = {name: values for name, values in form.chosen().items() if name != "passes"}
    return Facets(chosen, sites=sites, group=form.group), listing.chosen_by(chosen), form.page_number()
