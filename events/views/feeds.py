"""The private calendar addresses: their list, a new one, the end of one, and what is read there."""

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.actions.feeds import renew_feed, revoke_feed
from events.calendars.feeds import CANCELLED, PAST, document
from events.models import CalendarFeed
from events.views.event import CALENDAR_TYPE
from groups.models import WorkingGroup

Scope = CalendarFeed.Scope
MONTH = timedelta(days=30)


@require_safe
def my_calendar(request):
    feeds = {(feed.scope, feed.group_id): feed for feed in CalendarFeed.objects.filter(member=request.user)}
    followed = Q(pk__in=[group for _scope, group in feeds if group])
    groups = WorkingGroup.objects.filter(followed | Q(pk__in=WorkingGroup.objects.open()))
    context = {
        "feeds": [(scope, feeds.get((scope, None))) for scope in Scope],
        "groups": [(group, feeds.get((Scope.WORKING_GROUP, group.pk))) for group in groups],
        "past": PAST // MONTH,
        "cancelled": CANCELLED // MONTH,
    }
    return render(request, "events/my_calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def calendar_renew(request):
    """Show a new address once: it is in this answer and nowhere else. One in service is replaced if asked twice."""
    selection = asked_selection(request)
    feed = feed_of(request.user, selection)
    if feed is None and request.method != "POST":
        return redirect("events:my_calendar")
    if feed is not None and "replace" not in request.POST:
        return render(request, "events/calendar_replace.html", selection | {"feed": feed})
    secret = renew_feed(request.user, **selection)
    address = settings.SITE_URL + reverse("events:calendar_feed", args=[secret])
    return render(request, "events/calendar_renew.html", {"address": address} | selection)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def calendar_revoke(request):
    selection = asked_selection(request)
    feed = feed_of(request.user, selection)
    if feed is not None and request.method != "POST":
        return render(request, "events/calendar_revoke.html", selection | {"feed": feed})
    if feed is not None:
        revoke_feed(request.user, **selection)
        messages.success(request, _("Le lien d’abonnement ne répond plus."))
    return redirect("events:my_calendar")


def feed_of(member, selection):
    return CalendarFeed.objects.filter(member=member, **selection).first()


def asked_selection(request):
    """The scope and the group that the form or the address names: « mine » and no group when it names none."""
    asked = request.POST if request.method == "POST" else request.GET
    value, slug = asked.get("scope", Scope.MINE), asked.get("group", "")
    group = WorkingGroup.objects.in_bulk(field_name="slug").get(slug) if slug else None
    if value not in Scope.values or (slug and (group is None or value != Scope.WORKING_GROUP)):
        raise Http404
    return {"scope": Scope(value), "group": group}


@login_not_required
@require_safe
def calendar_feed(request, secret):
    """What the owner of the secret chose to follow, as an agenda application reads it."""
    feed = CalendarFeed.objects.for_secret(secret)
    if feed is None:
        raise Http404
    file = document(feed)
    etag, changed_at = quote_etag(sha256(file.body).hexdigest()), int(file.changed_at.timestamp())
    response = HttpResponse(file.body, content_type=CALENDAR_TYPE)
    response = get_conditional_response(request, etag=etag, last_modified=changed_at, response=response)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed_at)
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
