"""Preparing, changing, publishing and cancelling, for the core-team and the hosts."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events import actions, permissions, slots
from events.forms import CancelForm, EventForm, ScreenForm, SeriesCancelForm, SeriesEventForm
from events.models import Event
from events.views.finding import event_if
from events.views.refusing import refusals_told
from members.decorators import charter_accepted
from ui.templatetags.ui import day_long

MOST_DATED = 5
"""So many warnings about the other dates of a series are said one by one."""


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_create(request):
    if not permissions.can_create(request.user):
        raise Http404
    form = EventForm(request.POST or None, instance=Event(), by=request.user)
    if form.is_valid() and (event := saved(request, form)):
        messages.success(request, _("Le brouillon est enregistré. Publiez-le quand il est prêt."))
        return redirect(event)
    return render(request, "events/event_create.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_edit(request, pk, slug):
    event = event_if(request, pk, permissions.can_edit)
    context = {"title": event.title, "address": event.get_absolute_url()}
    kind = SeriesEventForm if permissions.can_edit_series(request.user, event) else EventForm
    form = kind(request.POST or None, instance=event, by=request.user)
    if form.is_valid() and (event := saved(request, form)):
        messages.success(request, _("Le rendez-vous est enregistré."))
        return redirect(event)
    return render(request, "events/event_edit.html", context | {"form": form})


def saved(request, form):
    """The stored event, or ``None`` with the refusal on the form."""
    before = starts_in_series(form.instance)
    try:
        event = store(form, by=request.user)
    except actions.Refused as refusal:
        form.add_error(refusal.field, refusal.message)
        return None
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
    said, *others = slots.warnings_of([event, *moved])
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
        return actions.save_dates(form.instance, by=by, hosts=hosts, scope=form.cleaned_data["scope"])
    return actions.save_event(form.instance, by=by, hosts=hosts)


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_publish(request, pk, slug):
    event = event_if(request, pk, permissions.can_publish)
    if request.method != "POST":
        is_series = permissions.can_edit_series(request.user, event)
        return render(request, "events/event_publish.html", {"event": event, "is_series": is_series})
    with refusals_told(request):
        actions.publish(event, by=request.user)
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
        dates = actions.cancel_dates(event, by=request.user, **form.cleaned_data)
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
        actions.hold_on_screen(event, join_url=form.cleaned_data["join_url"], by=request.user)
        messages.success(request, _("Le rendez-vous passe en visio. Les personnes concernées reçoivent un e-mail."))
    return redirect(event)
