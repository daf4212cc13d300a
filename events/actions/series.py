"""The dates of a series: added, changed, published and called off together (lock order: see the package).

Every date is changed by the same action as alone, under its own lock and with its own messages; the
transaction is one, so that a refusal at one date leaves all of them as they were.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events import recurrence
from events.actions.copies import active_hosts, join, store
from events.actions.event import cancel_event, publish, save_event
from events.actions.locks import lock, lock_all, refuse_cancelled
from events.models import Event, Host, Scope
from events.models.series import MOST_DATES
from guards.refusals import Refused
from guards.versions import check_version
from ui.templatetags.ui import day_long


@transaction.atomic
def repeat(event, days, *, series, by):
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
def save_dates(event, *, by, scope=Scope.THIS, hosts=None, version=None):
    """Store what was typed over ``version`` into ``event``, and carry what changed to the dates that ``scope`` names.

    What is past, called off or was changed there by hand stays (``recurrence.carry``); so do the hosts of a date
    that has others than the edited one had. Registrations are kept, each date tells its own people, once.
    """
    if scope == Scope.THIS:
        return save_event(event, by=by, hosts=hosts, version=version)
    dates = {date.pk: date for date in lock_all(Event.objects.filter(series=event.series_id))}
    before, run_by = dates[event.pk], hosts_of(dates)
    check_version(before, version)
    moved = recurrence.shift(before, event)
    for date in sorted(reached(before, dates.values(), scope), key=lambda date: date.pk):
        is_same_team = hosts is not None and hosts != run_by[event.pk] and run_by[date.pk] == run_by[event.pk]
        if recurrence.carry(before, event, date) or is_same_team:
            naming_the_date(save_event, date, by=by, hosts=hosts if is_same_team else None)
            date.save(update_fields=["series_date"])
    event = save_event(event, by=by, hosts=hosts)
    if moved:
        event.series_date = before.series_date + moved
        event.save(update_fields=["series_date"])
    return event


def reached(event, dates, scope):
    """The other dates that ``scope`` names: to come and not called off, after ``event`` or all."""
    now = timezone.now()
    after = event.starts_at if scope == Scope.FOLLOWING else now
    return [
        date for date in dates if date.pk != event.pk and not date.is_cancelled and date.starts_at > max(after, now)
    ]


def hosts_of(dates):
    """The members who run each of ``dates``, in their order, by number of event."""
    found = {number: [] for number in dates}
    for host in Host.objects.filter(event__in=dates).select_related("member"):
        found[host.event_id].append(host.member)
    return found


def naming_the_date(act, date, **options):
    """Do ``act``; a refusal says at which date."""
    day = day_long(recurrence.day_of(date))
    try:
        return act(date, **options)
    except Refused as refusal:
        refusal.message = _("Rien n’a changé, à cause du %(day)s : %(reason)s") % {
            "day": day, "reason": refusal.message,
        }  # fmt: skip
        raise


@transaction.atomic
def cancel_dates(event, *, reason, by, scope=Scope.THIS):
    """Call off ``event`` and the published dates that ``scope`` names; returns those called off.

    Drafts were announced to nobody and stay drafts.
    """
    dates = [event]
    if scope != Scope.THIS:
        dates = lock_all(Event.objects.filter(series=event.series_id))
        others = reached(event, dates, scope)
        dates = [date for date in dates if date.pk == event.pk or (date in others and not date.is_draft)]
    return [cancel_event(date, reason=reason, by=by) for date in dates]


@transaction.atomic
def publish_dates(event, *, by):
    """Announce all drafts to come of the series in one act; returns them."""
    drafts = lock_all(Event.objects.filter(series=event.series_id))
    return [publish(draft, by=by) for draft in drafts if draft.is_draft and not draft.has_started()]
