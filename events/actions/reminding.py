"""What is written because a date comes near: reminders to who comes, the list of the day to who hosts.

Each message names the start it speaks of, so that an event moved to another date is announced anew,
and a task that runs twice writes nothing more.
"""

from datetime import time, timedelta

from django.db import transaction
from django.utils import timezone

from events import emails
from events.models import Event, Host, Registration
from mailing import outbox, preferences, working_time
from mailing.topics import Choice

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SUMMARY_AT = time(17)
HORIZON = timedelta(days=6)
"""No week-end with its bank holidays is longer."""


def remind(*, now=None):
    """Queue the reminders and summaries due by now; returns how many messages were new or known."""
    now = now or timezone.now()
    coming = Event.objects.published().filter(starts_at__gt=now, starts_at__lt=now + HORIZON)
    events = list(coming.select_related("site").defer("description", "search_vector"))
    return send_reminders(events, now) + send_summaries(events, now)


@transaction.atomic
def send_reminders(events, now):
    """To each person whose place was sure when the reminder became due, and who wants one."""
    soon = {event.pk: event for event in events if day_before(event) <= now}
    rows = list(Registration.objects.confirmed().filter(event__in=soon).select_related("member"))
    wanted = preferences.reminders_for([row.member_id for row in rows])
    messages = []
    for row in rows:
        row.event = soon[row.event_id]
        kind = due_reminder(row, now)
        if kind in wanted[row.member_id] and row.member.is_active:
            messages.append(emails.reminder(row, kind))
    outbox.queue(messages)
    return len(messages)


def due_reminder(row, now):
    """« hour » or « day », the nearest that has come, or an empty text for a place taken since."""
    kind, due = (
        (Choice.HOUR, row.event.starts_at - HOUR)
        if row.event.starts_at - HOUR <= now
        else (Choice.DAY, day_before(row.event))
    )
    return kind if max(row.asked_at, row.promoted_at or row.asked_at) < due else ""


def day_before(event):
    """A day before the start, brought back to the last working day at the same hour."""
    local = timezone.localtime(event.starts_at - DAY)
    return working_time.at(working_time.last_working_day(local.date()), local.time())


@transaction.atomic
def send_summaries(events, now):
    """To each host, on the evening of the last working day before: who comes, who waits."""
    due = {event.pk: event for event in events if summary_due_at(event) <= now}
    lists = {pk: {"confirmed": [], "waiting": []} for pk in due}
    rows = Registration.objects.live().filter(event__in=due).select_related("member__department")
    for row in rows.order_by("member__sort_name"):
        lists[row.event_id]["confirmed" if row.is_confirmed else "waiting"].append(row)
    hosts = Host.objects.filter(event__in=due).select_related("member")
    messages = [
        emails.summary(due[host.event_id], host.member, **lists[host.event_id])
        for host in hosts
        if host.member.is_active
    ]
    outbox.queue(messages)
    return len(messages)


def summary_due_at(event):
    eve = timezone.localdate(event.starts_at) - DAY
    return working_time.at(working_time.last_working_day(eve), SUMMARY_AT)
