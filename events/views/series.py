"""An event that comes again: its rhythm, its dates, a copy, a second session."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events import permissions
from events.actions.copies import copy_event, open_second_session
from events.actions.series import publish_dates, repeat
from events.forms.series import CopyForm, DatesForm, SeriesForm, SessionForm
from events.views.shared import event_if
from events.warnings import proposals
from guards.refusals import refusals_on, refusals_told
from members.decorators import charter_accepted


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def series_plan(request, pk, slug):
    event = event_if(request, pk, permissions.can_edit)
    form = SeriesForm(request.GET if "rhythm" in request.GET else None, event=event)
    if not form.is_valid():
        return render(request, "events/series_plan.html", {"event": event, "form": form})
    posted = request.POST if request.method == "POST" else None
    dates = DatesForm(posted, proposals=proposals(event, form.cleaned_data["days"]))
    if not dates.is_valid():
        return render(request, "events/series_dates.html", {"event": event, "form": dates})
    with refusals_told(request):
        drafts = repeat(event, dates.cleaned_data["days"], series=form.instance, by=request.user)
        messages.success(request, drafts_sentence(len(drafts)))
    return redirect(event)


def drafts_sentence(count):
    sentence = ngettext(
        "%(n)s brouillon est préparé. Publiez la série quand elle est prête.",
        "%(n)s brouillons sont préparés. Publiez la série quand elle est prête.",
        count,
    )
    return sentence % {"n": count}


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def series_publish(request, pk, slug):
    event = event_if(request, pk, permissions.can_edit_series)
    drafts = event.series.events.upcoming().filter(state=event.State.DRAFT)
    if request.method != "POST":
        return render(request, "events/series_publish.html", {"event": event, "drafts": drafts})
    count = len(publish_dates(event, by=request.user))
    sentence = ngettext("%(n)s date est publiée.", "%(n)s dates sont publiées.", count)
    messages.success(request, sentence % {"n": count} if count else _("Toutes les dates étaient déjà publiées."))
    return redirect(event)


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_copy(request, pk, slug):
    event = event_if(request, pk, permissions.can_copy)
    form = CopyForm(request.POST or None, event=event)
    if not form.is_valid():
        return render(request, "events/event_copy.html", {"event": event, "form": form})
    copy = copy_event(event, form.cleaned_data["day"], by=request.user, with_hosts=form.cleaned_data["with_hosts"])
    messages.success(request, _("La copie est un brouillon : relisez-la, puis publiez-la."))
    return redirect(copy)


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def second_session(request, pk, slug):
    event = event_if(request, pk, permissions.can_edit)
    if event.is_draft:
        raise Http404
    form = SessionForm(request.POST or None, event=event)
    if form.is_valid():
        with refusals_on(form, beside="in_order"):
            session = opened(event, form, by=request.user)
            messages.success(
                request, _("La deuxième séance est publiée. Les personnes en attente reçoivent un e-mail.")
            )
            return redirect(session)
    waiting = event.registrations.waiting().count()
    return render(request, "events/second_session.html", {"event": event, "form": form, "waiting": waiting})


def opened(event, form, *, by):
    """The second session, as it was typed."""
    typed = form.cleaned_data
    return open_second_session(
        event, starts_at=typed["starts_at"], ends_at=typed["ends_at"], invites_in_order=typed["in_order"], by=by
    )
