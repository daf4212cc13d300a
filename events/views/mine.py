"""What is mine: registrations, and the private calendar address."""

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events import actions, ics, permissions
from events.forms import PageForm
from events.models import CalendarFeed, Event
from events.views.finding import registrations_by_event, with_mine

PER_PAGE = 20
FEED_PAST = timedelta(days=62)
FEED_CANCELLED = timedelta(days=30)
FEED_SIZE = 1000


@require_safe
def my_registrations(request):
    """What is coming, what I run, what I went to."""
    mine = registrations_by_event(request.user)
    events = Event.objects.visible_to(request.user).select_related("site").with_hosts()
    registered = events.filter(pk__in=list(mine))
    past = Paginator(registered.past(), PER_PAGE).get_page(PageForm(request.GET).number())
    context = {
        "coming": with_mine(registered.upcoming(), mine),
        "hosted": with_mine(events.hosted_by(request.user).upcoming(), mine),
        "past": with_mine(past.object_list, mine),
        "page_obj": past,
    }
    return render(request, "events/my_registrations.html", context)


@require_safe
def my_calendar(request):
    feed = CalendarFeed.objects.filter(member=request.user).first()
    return render(request, "events/my_calendar.html", {"feed": feed})


@require_POST
@never_cache
def calendar_renew(request):
    """Show the new address once: it is in this answer and nowhere else."""
    secret = actions.renew_feed(request.user)
    address = settings.SITE_URL + reverse("events:calendar_feed", args=[secret])
    return render(request, "events/calendar_renew.html", {"address": address})


@require_POST
def calendar_revoke(request):
    actions.revoke_feed(request.user)
    messages.success(request, _("Le lien d’abonnement ne répond plus."))
    return redirect("events:my_calendar")


@login_not_required
@require_safe
def calendar_feed(request, secret):
    """The registrations of the owner of the secret, as an agenda application reads them."""
    feed = CalendarFeed.objects.for_secret(secret)
    if feed is None:
        raise Http404
    body = ics.calendar(feed_entries(feed.member), language=feed.member.language, name=_("C@p’Assistant·e·s"))
    etag = quote_etag(sha256(body).hexdigest())
    response = get_conditional_response(
        request, etag=etag, response=HttpResponse(body, content_type="text/calendar; charset=utf-8")
    )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def feed_entries(member):
    """My events from two months ago on; what is cancelled stays for thirty days, to be struck out."""
    now = timezone.now()
    mine = registrations_by_event(member)
    events = Event.objects.visible_to(member).select_related("site").with_hosts()
    concerned = events.filter(pk__in=list(mine)) | events.hosted_by(member)
    recent = concerned.filter(ends_at__gt=now - FEED_PAST).exclude(
        state=Event.State.CANCELLED, changed_at__lte=now - FEED_CANCELLED
    )
    for event in recent.order_by("starts_at", "pk")[:FEED_SIZE]:
        registration = mine.get(event.pk)
        yield event, registration, permissions.can_open_link(member, event, registration)
