"""The private calendar addresses: their list, a new one, the end of one, and what is read there."""

from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events import actions, subscriptions
from events.models import CalendarFeed
from events.views.event import CALENDAR_TYPE

Scope = CalendarFeed.Scope


@require_safe
def my_calendar(request):
    feeds = {feed.scope: feed for feed in CalendarFeed.objects.filter(member=request.user)}
    return render(request, "events/my_calendar.html", {"feeds": [(scope, feeds.get(scope)) for scope in Scope]})


@require_POST
@never_cache
def calendar_renew(request):
    """Show the new address once: it is in this answer and nowhere else."""
    scope = asked_scope(request)
    secret = actions.renew_feed(request.user, scope=scope)
    address = settings.SITE_URL + reverse("events:calendar_feed", args=[secret])
    return render(request, "events/calendar_renew.html", {"address": address, "scope": scope})


@require_POST
def calendar_revoke(request):
    actions.revoke_feed(request.user, scope=asked_scope(request))
    messages.success(request, _("Le lien d’abonnement ne répond plus."))
    return redirect("events:my_calendar")


def asked_scope(request):
    """The scope that the form names, « mine » when it names none."""
    value = request.POST.get("scope", Scope.MINE)
    if value not in Scope.values:
        raise Http404
    return Scope(value)


@login_not_required
@require_safe
def calendar_feed(request, secret):
    """What the owner of the secret chose to follow, as an agenda application reads it."""
    feed = CalendarFeed.objects.for_secret(secret)
    if feed is None:
        raise Http404
    document = subscriptions.document(feed)
    etag, changed_at = quote_etag(sha256(document.body).hexdigest()), int(document.changed_at.timestamp())
    response = HttpResponse(document.body, content_type=CALENDAR_TYPE)
    response = get_conditional_response(request, etag=etag, last_modified=changed_at, response=response)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed_at)
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
