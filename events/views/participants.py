"""The host's page: who comes and waits, and what is done by hand for somebody."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import permissions, sent_messages
from events.actions.participants import add_member, log_export, move_up, remove_member, write_to
from events.forms.participants import AddForm, NoteForm, ReasonForm
from events.participants import Participants
from events.views.shared import event_if
from guards.refusals import refusals_on
from members.decorators import charter_accepted
from ui import spreadsheets

SPARE_LINES = 5
"""Left empty on the sheet that is signed, for who comes without a registration."""


@require_safe
def event_participants(request, pk, slug):
    event = event_if(request, pk, permissions.can_see_registrations)
    template = "events/event_sheet.html" if request.GET.get("imprimer") == "1" else "events/event_participants.html"
    context = {
        "event": event,
        "participants": Participants(event, request.user),
        "log_entries": event.log_entries.select_related("member", "done_by"),
        "messages_sent": sent_messages.written_to_all(event),
        "spare_lines": range(SPARE_LINES),
        "can_help": permissions.can_help(request.user, event),
        "can_change_list": permissions.can_help(request.user, event) and not event.has_started(),
    }
    return render(request, template, context)


def back(event):
    return redirect("events:event_participants", event.pk, event.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def participant_add(request, pk, slug):
    event = event_if(request, pk, permissions.can_help)
    form = AddForm(request.POST or None, event=event, by=request.user)
    if form.is_valid():
        person = form.cleaned_data["person"]
        with refusals_on(form):
            add_member(event, person, by=request.user, **form.options())
            messages.success(
                request, _("%(name)s a une place, et reçoit un e-mail qui le dit.") % {"name": person.full_name}
            )
            return back(event)
    return render(request, "events/participant_add.html", {"event": event, "form": form})


def registration_of(event, number):
    """One registration of the event, closed ones included: the action says what is no longer possible."""
    return get_object_or_404(event.registrations.select_related("member"), pk=number)


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def participant_remove(request, pk, slug, number):
    event = event_if(request, pk, permissions.can_help)
    registration = registration_of(event, number)
    told = _("Elle est écrite à la personne, et reste sur la page de la liste.")
    form = ReasonForm(request.POST or None, event=event, label=_("Retirer cette personne"), help_text=told)
    if form.is_valid():
        with refusals_on(form, beside="reason"):
            remove_member(registration, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("L’inscription est retirée. La personne reçoit un e-mail avec la raison."))
            return back(event)
    context = {"event": event, "registration": registration, "form": form}
    return render(request, "events/participant_remove.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def participant_move_up(request, pk, slug, number):
    event = event_if(request, pk, permissions.can_help)
    registration = registration_of(event, number)
    told = _("Elle reste sur la page de la liste, que lisent les personnes qui animent et la core-team.")
    form = ReasonForm(request.POST or None, event=event, label=_("Passer en tête de la liste"), help_text=told)
    if form.is_valid():
        with refusals_on(form, beside="reason"):
            move_up(registration, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("Cette personne est en tête de la liste d’attente."))
            return back(event)
    context = {"event": event, "registration": registration, "form": form}
    return render(request, "events/participant_move_up.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def participants_write(request, pk, slug):
    event = event_if(request, pk, permissions.can_help)
    form = NoteForm(request.POST or None, event=event)
    if form.is_valid():
        with refusals_on(form, beside="text"):
            n = write_to(event, statuses=form.statuses(), text=form.cleaned_data["text"], by=request.user)
            sentence = ngettext("Le message part vers %(n)s personne.", "Le message part vers %(n)s personnes.", n)
            messages.success(request, sentence % {"n": n})
            return back(event)
    return render(request, "events/participants_write.html", {"event": event, "form": form})


@require_POST
@charter_accepted
def participants_csv(request, pk, slug):
    event = event_if(request, pk, permissions.can_see_registrations)
    content = spreadsheets.as_csv(Participants(event, request.user).table())
    log_export(event, by=request.user)
    return download(content, f"participants-{event.slug}.csv", spreadsheets.CSV_TYPE)


@require_POST
@charter_accepted
def participants_xlsx(request, pk, slug):
    event = event_if(request, pk, permissions.can_see_registrations)
    content = spreadsheets.as_xlsx(Participants(event, request.user).table(), _("Participations"))
    log_export(event, by=request.user)
    return download(content, f"participants-{event.slug}.xlsx", spreadsheets.XLSX_TYPE)


def download(content, name, content_type):
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
