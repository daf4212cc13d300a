"""What is to prepare before an event, for those who run it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events import permissions
from events.actions.checklist import set_checklist, tick
from events.forms.checklist import ChecklistForm, TickForm
from events.views.shared import event_if
from members.decorators import charter_accepted


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_checklist(request, pk, slug):
    event = event_if(request, pk, permissions.can_edit)
    form = TickForm(request.POST, event=event)
    if request.method != "POST":
        items = event.checklist.select_related("event", "done_by")
        return render(request, "events/event_checklist.html", {"event": event, "items": items})
    if form.is_valid():
        tick(event, [item.pk for item in form.cleaned_data["done"]], by=request.user)
        messages.success(request, _("Les préparatifs sont à jour."))
    return redirect("events:event_checklist", event.pk, event.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def checklist_edit(request, pk, slug):
    event = event_if(request, pk, permissions.can_edit)
    form = ChecklistForm(request.POST or None, event=event)
    if not form.is_valid():
        return render(request, "events/checklist_edit.html", {"event": event, "form": form})
    set_checklist(event, form.cleaned_data["lines"])
    messages.success(request, _("La liste est enregistrée : cochez chaque chose faite."))
    return redirect("events:event_checklist", event.pk, event.slug)
