"""What is to prepare before an event, for those who run it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events import permissions
from events.actions.checklist import set_checklist, tick
from events.forms.checklist import ChecklistForm, TickForm
from events.views.shared import event_if
from guards.versions import written
from members.decorators import charter_accepted


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_checklist(request, pk, slug):
    event = event_if(request, pk, permissions.can_edit)
    posted = request.POST if request.method == "POST" else None
    form, ticked = written(
        lambda: TickForm(posted, event=event),
        lambda form: tick(
            event, [item.pk for item in form.cleaned_data["done"]], by=request.user, version=form.version
        ),
    )
    if ticked:
        messages.success(request, _("Les préparatifs sont à jour."))
        return redirect("events:event_checklist", event.pk, event.slug)
    return render(request, "events/event_checklist.html", {"event": event, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def checklist_edit(request, pk, slug):
    event = event_if(request, pk, permissions.can_edit)
    form, listed = written(
        lambda: ChecklistForm(request.POST or None, event=event),
        lambda form: set_checklist(event, form.cleaned_data["lines"], version=form.version),
    )
    if listed:
        messages.success(request, _("La liste est enregistrée : cochez chaque chose faite."))
        return redirect("events:event_checklist", event.pk, event.slug)
    return render(request, "events/checklist_edit.html", {"event": event, "form": form})
