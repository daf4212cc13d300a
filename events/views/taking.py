"""Answers about a place: take the one offered, come another way, another day, with somebody."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events import actions
from events.forms import GuestsForm
from events.models import Event
from events.panel import clash_text, panel_for
from events.views.finding import live_registration, standing, visible_event
from events.views.refusing import refusals_told
from members.decorators import charter_accepted


def question(request, event, title):
    """The page behind a link of an e-mail: the panel, with its buttons."""
    where = standing(request.user, event)
    context = {"event": event, "title": title, "panel": panel_for(event, where)}
    return render(request, "events/event_question.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_place(request, pk, slug):
    event, member = visible_event(request, pk), request.user
    if request.method != "POST":
        return question(request, event, _("Une place à confirmer"))
    with refusals_told(request):
        actions.take_offer(event, member, by=member)
        messages.success(request, _("C’est noté : la place est à vous. La confirmation part dans votre boîte."))
        warn_of_clash(request, event)
    return redirect(event)


def warn_of_clash(request, event):
    """The place may have been taken from a list or a mail, where nothing else was in sight."""
    if clash := clash_text(Event.objects.clashing_with(event, request.user).first()):
        messages.warning(request, clash)


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_seating(request, pk, slug):
    event, member = visible_event(request, pk), request.user
    if request.method != "POST":
        return question(request, event, _("Votre façon de venir"))
    with refusals_told(request):
        seating = request.POST.get("seating", "")
        registration = actions.change_seating(event, member, seating=seating, by=member)
        messages.success(request, seating_sentence(registration))
    return redirect(event)


def seating_sentence(registration):
    if registration.is_waiting:
        return _("Vous êtes sur la liste d’attente.")
    return (
        _("C’est noté : vous participez en visio.")
        if registration.is_remote
        else _("C’est noté : vous venez sur place.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_date(request, pk, slug):
    event, member = visible_event(request, pk), request.user
    if request.method != "POST":
        return question(request, event, _("Changer de date"))
    with refusals_told(request):
        messages.success(request, date_sentence(actions.change_date(event, member, by=member)))
        warn_of_clash(request, event)
    return redirect(event)


def date_sentence(registration):
    if registration.is_confirmed:
        return _("C’est noté : vous participez à cette date, l’autre place est rendue.")
    return _("Vous attendez une place à cette date ; la vôtre vous reste jusque-là.")


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_guests(request, pk, slug):
    event, member = visible_event(request, pk), request.user
    registration = live_registration(member, event)
    if request.method != "POST" and not (registration and registration.is_confirmed):
        return question(request, event, _("Venir avec quelqu’un"))
    form = GuestsForm(request.POST or None, event=event, guests=registration.guests if registration else 0)
    if not form.is_valid():
        return render(request, "events/event_guests.html", {"event": event, "form": form})
    with refusals_told(request):
        actions.bring_guests(event, member, guests=form.cleaned_data["guests"], by=member)
        messages.success(request, guests_sentence(form.cleaned_data["guests"]))
    return redirect(event)


def guests_sentence(guests):
    if not guests:
        return _("C’est noté : vous venez sans accompagnant.")
    sentence = ngettext(
        "C’est noté : vous venez avec %(n)s personne.", "C’est noté : vous venez avec %(n)s personnes.", guests
    )
    return sentence % {"n": guests}
