"""One event: its page, taking and leaving a place, the invitation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events import actions, calendar_links, ics, permissions
from events.models import Event, Registration, Seating
from events.models.revisions import revision_of
from events.panel import panel_for
from events.views.finding import is_taken_by_date, live_registration, other_dates, standing, visible_event
from events.views.refusing import refusals_told
from members.decorators import charter_accepted
from members.visibility import ProfileView

CALENDAR_TYPE = "text/calendar; charset=utf-8"


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
        "coming": where.coming,
        "contact": contact(event, member),
        "other_dates": dates,
        "asks_second_session": event.asks_second_session(where.waiting, dates),
        "calendar_links": calendar_links.links(event),
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
        "can_lose_room": event.format != Event.Format.REMOTE and permissions.can_hold_on_screen(member, event),
        "can_see_registrations": permissions.can_see_registrations(member, event),
        "can_leave_series": is_taken_by_date(event) and bool(mine) and len(mine) + bool(where.registration) > 1,
        "can_publish_series": any(date.is_draft for date in other_dates) and permissions.can_edit_series(member, event),
    }


def contact(event, viewer):
    """The first host and the address that ``viewer`` may write to, else ``None``."""
    for host in event.host_list:
        address = ProfileView(host, viewer).email
        if host != viewer and address:
            return {"name": host.first_name, "address": address}
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@charter_accepted
def event_register(request, pk, slug):
    event = visible_event(request, pk)
    if request.method != "POST":
        return confirmation(request, event, "events/event_register.html")
    with refusals_told(request):
        seating = request.POST.get("seating", Seating.MAIN)
        registration = actions.register(event, request.user, by=request.user, seating=seating)
        messages.success(request, arrival_sentence(registration))
        if event.questions.exists():
            return redirect("events:event_answers", event.pk, event.slug)
    return redirect(event)


def arrival_sentence(registration):
    if registration.is_confirmed:
        return _("C’est noté : vous participez. La confirmation part dans votre boîte.")
    rank = Registration.objects.with_rank().values_list("rank", flat=True).get(pk=registration.pk)
    if rank == 1:
        return _("Vous êtes en tête de la liste d’attente.")
    return _("Vous êtes %(rank)sᵉ sur la liste d’attente.") % {"rank": rank}


def confirmation(request, event, template):
    """The page behind a link of an e-mail: the same question, with the button already there."""
    where = standing(request.user, event)
    return render(request, template, {"event": event, "standing": where, "panel": panel_for(event, where)})


@require_http_methods(["GET", "HEAD", "POST"])
def event_leave(request, pk, slug):
    event = visible_event(request, pk)
    if request.method != "POST":
        return confirmation(request, event, "events/event_leave.html")
    with refusals_told(request):
        registration = actions.leave(event, request.user, by=request.user, seen=request.POST.get("status", ""))
        messages.success(request, leaving_sentence(registration))
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


@require_safe
def event_invitation(request, pk, slug):
    event = visible_event(request, pk)
    registration = live_registration(request.user, event)
    entry = ics.Entry.of(request.user, event, registration, revision_of(request.user, event))
    body = ics.calendar([entry], language=request.user.language)
    response = HttpResponse(body, content_type=CALENDAR_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response
