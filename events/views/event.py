"""One event: its page, taking and leaving a place, the invitation."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from clock.words import day_long
from events import permissions
from events.actions.event import hold_on_screen, publish, save_event
from events.actions.series import cancel_dates, save_dates
from events.calendars import entries, files, links
from events.forms.cancellation import CancelForm, ScreenForm
from events.forms.event import EventForm
from events.forms.series import SeriesCancelForm, SeriesEventForm
from events.models import Event
from events.models.revisions import revision_of
from events.panel.states import panel_for
from events.views.shared import event_if, live_registration, other_dates, standing, visible_event
from events.warnings import warnings_of
from guards.refusals import refusals_on, refusals_told
from guards.versions import written
from members.decorators import charter_accepted
from members.visibility import ProfileView

CALENDAR_TYPE = "text/calendar; charset=utf-8"
MOST_DATED = 5
"""So many warnings about the other dates of a series are said one by one."""


@require_safe
def event_detail(request, pk, slug):
    event = visible_event(request, pk)
    if slug != event.slug:
        return redirect(event, permanent=True)
    member = request.user
    dates = other_dates(member, event)
    where = standing(member, event, dates)
    context = {
        "event": event,
        "panel": panel_for(event, where),
        "contact": contact(event, member),
        "other_dates": dates,
        "asks_second_session": event.asks_second_session(where.waiting, dates),
        "calendar_links": links.links(event),
    }
    return render(request, "events/event_detail.html", context | rights(member, event, dates, where))


def rights(member, event, other_dates, where):
    """What the page offers to ``member`` beside a place."""
    mine = [date for date in other_dates if date.mine and not date.is_cancelled]
    return {
        "can_edit": permissions.can_edit(member, event),
        "can_publish": permissions.can_publish(member, event),
        "can_cancel": permissions.can_cancel(member, event),
        "can_copy": permissions.can_copy(member, event),
        "can_lose_room": event.format != Event.Format.ONLINE and permissions.can_hold_on_screen(member, event),
        "can_see_registrations": permissions.can_see_registrations(member, event),
        "can_leave_series": event.is_taken_by_date and bool(mine) and len(mine) + bool(where.registration) > 1,
        "can_publish_series": any(date.is_draft for date in other_dates) and permissions.can_edit_series(member, event),
    }


def contact(event, viewer):
    """The first host and the address that ``viewer`` may write to, else ``None``."""
    for host in event.host_list:
        address = ProfileView(host, viewer).email
        if host != viewer and address:
            return {"name": host.first_name, "address": address}
    return None


@require_safe
def event_invitation(request, pk, slug):
    event = visible_event(request, pk)
    registration = live_registration(request.user, event)
    entry = entries.Entry.of(request.user, event, registration, revision_of(request.user, event))
    body = files.calendar([entry], language=request.user.language)
    response = HttpResponse(body, content_type=CALENDAR_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_create(request):
    if not permissions.can_create(request.user):
        raise Http404
    form = EventForm(request.POST or None, instance=Event(), by=request.user)
    if form.is_valid():
        with refusals_on(form):
            event = saved(request, form)
            messages.success(request, _("Le brouillon est enregistré. Publiez-le quand il est prêt."))
            return redirect(event)
    return render(request, "events/event_create.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_edit(request, pk, slug):
    form, event = written(partial(edit_form, request, pk), partial(saved, request))
    if event:
        messages.success(request, _("Le rendez-vous est enregistré."))
        return redirect(event)
    context = {"title": form.initial["title"], "address": form.helper.cancel_url, "form": form}
    return render(request, "events/event_edit.html", context)


def edit_form(request, pk):
    """The form of the event, and of its series where it has one, filled with what is stored now."""
    event = event_if(request, pk, permissions.can_edit)
    kind = SeriesEventForm if permissions.can_edit_series(request.user, event) else EventForm
    return kind(request.POST or None, instance=event, by=request.user)


def saved(request, form):
    """The stored event; what was understood and what speaks against its moment is said on the next page."""
    before = starts_in_series(form.instance)
    event = store(form, by=request.user)
    for notice in form.notices:
        messages.info(request, notice)
    for warning in warnings(event, before) if form.chose_the_moment else ():
        messages.warning(request, warning)
    return event


def starts_in_series(event):
    """When each other date of its series starts, by number."""
    dates = (
        Event.objects.filter(series=event.series_id).exclude(pk=event.pk) if event.series_id else Event.objects.none()
    )
    return dict(dates.values_list("pk", "starts_at"))


def warnings(event, before):
    """What speaks against the moment chosen, and against those of the dates that did not start then ``before``."""
    dates = event.series.events.filter(pk__in=before) if before else []
    moved = [date for date in dates if date.starts_at != before[date.pk]]
    said, *others = warnings_of([event, *moved])
    dated = [
        _("Le %(day)s : %(warning)s") % {"day": day_long(date.starts_at), "warning": warning}
        for date, sentences in zip(moved, others, strict=True)
        for warning in sentences
    ]
    unsaid = len(dated) - MOST_DATED
    more = ngettext("%(n)s autre avertissement pour ces dates.", "%(n)s autres avertissements pour ces dates.", unsaid)
    return [*said, *dated[:MOST_DATED], *([more % {"n": unsaid}] if unsaid > 0 else [])]


def store(form, *, by):
    """Keep what was typed, for this date or for those that the form names."""
    hosts = form.cleaned_data["hosts"]
    if "scope" in form.cleaned_data:
        scope = form.cleaned_data["scope"]
        return save_dates(form.instance, by=by, hosts=hosts, scope=scope, version=form.version)
    return save_event(form.instance, by=by, hosts=hosts, version=form.version)


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_publish(request, pk, slug):
    event = event_if(request, pk, permissions.can_publish)
    if request.method != "POST":
        is_series = permissions.can_edit_series(request.user, event)
        return render(request, "events/event_publish.html", {"event": event, "is_series": is_series})
    with refusals_told(request):
        publish(event, by=request.user)
        messages.success(request, _("Le rendez-vous est publié : les inscriptions suivent les dates choisies."))
    return redirect(event)


@require_http_methods(["GET", "HEAD", "POST"])
def event_cancel(request, pk, slug):
    event = event_if(request, pk, permissions.can_cancel)
    kind = SeriesCancelForm if permissions.can_edit_series(request.user, event) else CancelForm
    form = kind(request.POST or None, event=event)
    if not form.is_valid():
        return render(request, "events/event_cancel.html", {"event": event, "form": form})
    with refusals_told(request):
        dates = cancel_dates(event, by=request.user, **form.cleaned_data)
        messages.success(request, cancelled_sentence(len(dates)))
    return redirect(event)


def cancelled_sentence(count):
    if count == 1:
        return _("Le rendez-vous est annulé. Les personnes concernées reçoivent un e-mail.")
    return _("%(n)s dates sont annulées. Les personnes concernées reçoivent un e-mail pour chacune.") % {"n": count}


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_on_screen(request, pk, slug):
    """The way out when a room falls through: one field, one button."""
    event = event_if(request, pk, permissions.can_hold_on_screen)
    form = ScreenForm(request.POST or None, instance=event)
    if not form.is_valid():
        return render(request, "events/event_on_screen.html", {"event": event, "form": form})
    with refusals_told(request):
        hold_on_screen(event, join_url=form.cleaned_data["join_url"], by=request.user)
        messages.success(request, _("Le rendez-vous passe en visio. Les personnes concernées reçoivent un e-mail."))
    return redirect(event)
