"""All dates to come of a series in one act: taken, given back; each page says first what becomes of each date."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.actions.series_registration import leave_series, register_for_series
from events.models import AttendanceMode, Question
from events.views.series_dates import dates_to_come, prospects, series_date
from guards.refusals import refusals_told
from members.decorators import charter_accepted


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def series_register(request, pk, slug):
    event, member = series_date(request, pk), request.user
    if request.method != "POST":
        return render(request, "events/series_register.html", choice(event, prospects(member, event)))
    with refusals_told(request):
        mode = request.POST.get("mode", AttendanceMode.MAIN)
        outcomes = register_for_series(event, member, by=member, mode=mode)
        new = [outcome.registration for outcome in outcomes if outcome.is_new]
        messages.success(request, outcomes_sentence(new))
        if Question.objects.filter(event__in=[registration.event_id for registration in new]).exists():
            messages.info(request, _("Des questions vous sont posées : répondez-y depuis la page de chaque date."))
        return redirect("events:my_registrations")
    return redirect(event)


def choice(event, dates):
    """What the page asks: to take the dates that are open, and how to come where one of them lets choose."""
    takable = [date for date in dates if date.ways]
    is_hybrid = any(date.event.is_hybrid for date in takable)
    return {"event": event, "dates": dates, "takable": len(takable), "is_hybrid": is_hybrid}


def outcomes_sentence(new):
    """« Inscription confirmée à 6 dates, liste d’attente pour 1. »"""
    confirmed = sum(row.is_confirmed for row in new)
    waiting = len(new) - confirmed
    if not new:
        return _("Rien n’a changé : vous avez déjà une inscription à chaque date ouverte.")
    if not confirmed:
        return ngettext("Liste d’attente pour %(n)s date.", "Liste d’attente pour %(n)s dates.", waiting) % {
            "n": waiting
        }
    said = ngettext("Inscription confirmée à %(n)s date", "Inscription confirmée à %(n)s dates", confirmed)
    also = _(", liste d’attente pour %(n)s.") if waiting else "."
    return said % {"n": confirmed} + also % {"n": waiting}


@require_http_methods(["GET", "HEAD", "POST"])
def series_leave(request, pk, slug):
    event, member = series_date(request, pk), request.user
    if request.method != "POST":
        mine = [date for date in dates_to_come(member, event) if date.mine]
        is_near = any(date.is_near() and date.mine.is_confirmed for date in mine)
        return render(request, "events/series_leave.html", {"event": event, "dates": mine, "is_near": is_near})
    with refusals_told(request):
        closed = leave_series(event, member, by=member)
        messages.success(request, leaving_sentence(len(closed)))
    return redirect(event)


def leaving_sentence(count):
    if not count:
        return _("Vous n’aviez pas d’inscription aux dates à venir.")
    sentence = ngettext("Désinscription de %(n)s date à venir.", "Désinscription de %(n)s dates à venir.", count)
    return f"{sentence % {'n': count}} {_('Merci d’avoir prévenu.')}"
