"""Questions at registration: the host asks, who registers answers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events import permissions
from events.actions.questions import answer, ask
from events.forms.questions import AnswersForm, QuestionsForm
from events.views.shared import event_if, live_registration, visible_event
from guards.refusals import refusals_told
from guards.versions import written
from members.decorators import charter_accepted


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_questions(request, pk, slug):
    event = event_if(request, pk, permissions.can_edit)
    form, asked = written(
        lambda: QuestionsForm(request.POST or None, event=event),
        lambda form: ask(event, form.cleaned_data["questions"], version=form.version),
    )
    if asked:
        messages.success(request, _("Les questions sont enregistrées : elles suivent chaque inscription."))
        return redirect(event)
    return render(request, "events/event_questions.html", {"event": event, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def event_answers(request, pk, slug):
    event = visible_event(request, pk)
    registration = live_registration(request.user, event)
    if registration is None or not event.questions.exists():
        raise Http404
    form = AnswersForm(request.POST or None, event=event, registration=registration)
    if not form.is_valid():
        return render(request, "events/event_answers.html", {"event": event, "form": form})
    with refusals_told(request):
        answer(event, request.user, form.answers())
        messages.success(request, _("Vos réponses sont enregistrées. Vous pouvez les corriger jusqu’au début."))
    return redirect(event)
