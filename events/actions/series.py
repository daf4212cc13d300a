"""The dates of a series: added, changed, published and called off together (lock order: see the package).

Every date is changed by the same action as alone, under its own lock and with its own messages; the
transaction is one, so that a refusal at one date leaves all of them as they were.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clock.words import day_long
from events import recurrence
from events.actions.copies import active_hosts, join, store
from events.actions.event import cancel_event, publish, save_event
from events.actions.locks import lock, lock_all, refuse_cancelled
from events.models import Event, Host, Scope, Series
from events.models.series import MOST_DATES
from guards.refusals import Refused
from guards.versions import check_version
from members.models import Member


@transaction.atomic
def repeat(event: Event, days: Iterable[date], *, series: Series, by: Member) -> list[Event]:
    """Prepare drafts like ``event`` on ``days``, in its series or else in the new ``series``; returns them.

    A day that the series has already gives no second draft, so that the same request sent twice changes nothing.
    """
    event = lock(event)
    refuse_cancelled(event)
    series = join(event, series)
    known = series.days()
    new = sorted(set(days) - known)
    if len(known) + len(new) > MOST_DATES:
        raise Refused(_("Une série compte %(most)s dates au plus : gardez-en moins.") % {"most": MOST_DATES})
    copies = [recurrence.copy_of(event, day) for day in new]
    for copy, day in zip(copies, new, strict=True):
        copy.series, copy.series_date = series, day
    store(copies, event, hosts=active_hosts(event), by=by)
    return copies


@transaction.atomic
def save_dates(
    event: Event,
    *,
    by: Member,
    scope: str = Scope.THIS,
    hosts: list[Member] | None = None,
    version: str | None = None,
) -> Event:
    """Store what was typed over ``version`` into ``event``, and carry what changed to the dates that ``scope`` names.

    What is past, called off or was changed there by hand stays (``recurrence.carry``); so do the hosts of a date
    that has others than the edited one had. Registrations are kept, each date tells its own people, once.
    """
    if scope == Scope.THIS:
        return save_event(event, by=by, hosts=hosts, version=version)
    events = {other.pk: other for other in lock_all(Event.objects.of_series(event))}
    before, run_by = events[event.pk], hosts_of(events)
    check_version(before, version)
    moved = recurrence.shift(before, event)
    for other in reached(before, events.values(), scope):
        is_same_team = hosts is not None and hosts != run_by[event.pk] and run_by[other.pk] == run_by[event.pk]
        if recurrence.carry(before, event, other) or is_same_team:
            naming_the_date(save_event, other, by=by, hosts=hosts if is_same_team else None)
            other.save(update_fields=["series_date"])
    event = save_event(event, by=by, hosts=hosts)
    if moved and before.series_date is not None:
        event.series_date = before.series_date + moved
        event.save(update_fields=["series_date"])
    return event


def reached(event: Event, events: Iterable[Event], scope: str) -> list[Event]:
    """Those of ``events`` that ``scope`` names beside ``event``: to come and not called off, after it or all."""
    now = timezone.now()
    after = event.starts_at if scope == Scope.FOLLOWING else now
    return [
        other
        for other in events
        if other.pk != event.pk and not other.is_cancelled and other.starts_at > max(after, now)
    ]


def hosts_of(events: Iterable[int]) -> dict[int, list[Member]]:
    """The members who run each of ``events``, in their order, by number of event."""
    found: dict[int, list[Member]] = {number: [] for number in events}
    for host in Host.objects.filter(event__in=events).select_related("member"):
        found[host.event_id].append(host.member)
    return found


def naming_the_date(act: Callable[..., Event], event: Event, **options: object) -> Event:
    """Do ``act``; a refusal says at which date."""
    day = day_long(recurrence.day_of(event))
    try:
        return act(event, **options)
    except Refused as refusal:
        refusal.message = _("Rien n’a changé, à cause du %(day)s : %(reason)s") % {
            "day": day, "reason": refusal.message,
        }  # fmt: skip
        raise


@transaction.atomic
def cancel_dates(event: Event, *, reason: str, by: Member, scope: str = Scope.THIS) -> list[Event]:
    """Call off ``event`` and the published dates that ``scope`` names; returns those called off.

    Drafts were announced to nobody and stay drafts.
    """
    events = [event]
    if scope != Scope.THIS:
        events = lock_all(Event.objects.of_series(event))
        others = reached(event, events, scope)
        events = [other for other in events if other.pk == event.pk or (other in others and not other.is_draft)]
    return [cancel_event(other, reason=reason, by=by) for other in events]


@transaction.atomic
def publish_dates(event: Event, *, by: Member) -> list[Event]:
    """Announce all drafts to come of the series in one act; returns them."""
    drafts = lock_all(Event.objects.of_series(event))
    return [publish(draft, by=by) for draft in drafts if draft.is_draft and not draft.has_started()]
