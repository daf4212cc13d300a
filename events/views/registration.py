"""Answers about a place: take the one offered, come another way, another day, with somebody."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from clock.words import ordinal
from events.actions.date_change import change_date
from events.actions.offers import take_offer
from events.actions.registration import bring_guests, change_mode, leave, register
from events.forms.registration import GuestsForm
from events.models import AttendanceMode, Event, Registration
from events.panel.parts import clash_text
from events.panel.states import panel_for
from events.views.shared import event_of_an_act, live_registration, standing, visible_event
from guards.refusals import refusals_told
from members.decorators import charter_accepted


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_register(request, pk, slug):
    if request.method != "POST":
        return confirmation(request, visible_event(request, pk), "events/event_register.html")
    event = event_of_an_act(request, pk)
    with refusals_told(request):
        mode = request.POST.get("mode", AttendanceMode.MAIN)
        registration = register(event, request.user, by=request.user, mode=mode)
        messages.success(request, arrival_sentence(registration))
        if event.has_questions:
            return redirect("events:event_answers", event.pk, event.slug)
        return to_panel(event)
    return redirect(event)


def to_panel(event):
    """After what was done the reader lands on the panel, which says it."""
    return redirect(f"{event.get_absolute_url()}#inscription")


def arrival_sentence(registration):
    if registration.is_confirmed:
        return _("C’est noté : vous participez. La confirmation part dans votre boîte.")
    if registration.rank == 1:
        return _("Vous êtes en tête de la liste d’attente.")
    return _("Vous êtes %(rank)s sur la liste d’attente.") % {"rank": ordinal(registration.rank)}


def confirmation(request, event, template):
    """The page behind a link of an e-mail: the same question, with the button already there."""
    where = standing(request.user, event)
    return render(request, template, {"event": event, "standing": where, "panel": panel_for(event, where)})


@require_http_methods(["GET", "HEAD", "POST"])
def event_leave(request, pk, slug):
    if request.method != "POST":
        return confirmation(request, visible_event(request, pk), "events/event_leave.html")
    event = event_of_an_act(request, pk)
    with refusals_told(request):
        registration = leave(event, request.user, by=request.user, seen=request.POST.get("status", ""))
        messages.success(request, leaving_sentence(registration))
        return to_panel(event)
    return redirect(event)


def leaving_sentence(registration):
    if registration is None:
        return _("Vous n’aviez pas d’inscription à ce rendez-vous.")
    if registration.is_waiting:
        return _("Vous n’êtes plus sur la liste d’attente.")
    if registration.is_offered:
        return _("C’est noté : vous cédez votre tour. Merci d’avoir répondu.")
    if registration.ended_as == Registration.Ending.LATE:
        return _("Votre place est rendue et la personne qui anime est prévenue. Merci de l’avoir dit.")
    return _("Votre place est rendue. Merci d’avoir prévenu.")


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
        take_offer(event, member, by=member)
        messages.success(request, _("C’est noté : la place est à vous. La confirmation part dans votre boîte."))
        warn_of_clash(request, event)
        return to_panel(event)
    return redirect(event)


def warn_of_clash(request, event):
    """The place may have been taken from a list or a mail, where nothing else was in sight."""
    if clash := clash_text(Event.objects.clashing_with(event, request.user).first()):
        messages.warning(request, clash)


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_mode(request, pk, slug):
    event, member = visible_event(request, pk), request.user
    if request.method != "POST":
        return question(request, event, _("Votre façon de venir"))
    with refusals_told(request):
        mode = request.POST.get("mode", "")
        registration = change_mode(event, member, mode=mode, by=member)
        messages.success(request, mode_sentence(registration))
        return to_panel(event)
    return redirect(event)


def mode_sentence(registration):
    if registration.is_waiting:
        return _("Vous êtes sur la liste d’attente.")
    return (
        _("C’est noté : vous participez en visio.")
        if registration.is_online
        else _("C’est noté : vous venez sur place.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_date(request, pk, slug):
    event, member = visible_event(request, pk), request.user
    if request.method != "POST":
        return question(request, event, _("Changer de date"))
    with refusals_told(request):
        messages.success(request, date_sentence(change_date(event, member, by=member)))
        warn_of_clash(request, event)
        return to_panel(event)
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
        bring_guests(event, member, guests=form.cleaned_data["guests"], by=member)
        messages.success(request, guests_sentence(form.cleaned_data["guests"]))
        return to_panel(event)
    return redirect(event)


def guests_sentence(guests):
    if not guests:
        return _("C’est noté : vous venez sans accompagnant.")
    sentence = ngettext(
        "C’est noté : vous venez avec %(n)s personne.", "C’est noté : vous venez avec %(n)s personnes.", guests
    )
    return sentence % {"n": guests}
