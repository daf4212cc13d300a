"""What is written because a date comes near: reminders to who comes, the list of the day to who hosts.

Each message names the start it speaks of, so that an event moved to another date is announced anew,
and a task that runs twice writes nothing more.
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from clock import paris, workdays
from events import emails
from events.models import Event, Host, Registration
from events.models.registration import LIVE
from mailing import outbox, preferences
from mailing.topics import Choice

WEEK, DAY, HOUR = timedelta(days=7), timedelta(days=1), timedelta(hours=1)
WEEK_LASTS = timedelta(days=4)
"""Nearer to the start than that, nobody is told any more of what is a week away: the eve will tell."""
SUMMARY_AT = time(17)
HORIZON = WEEK + timedelta(days=5)
"""A week, brought back over a week-end: none is longer, bank holidays included."""


def remind(*, now: datetime | None = None) -> int:
    """Queue the reminders and summaries due by now; returns how many messages were new or known."""
    now = now or timezone.now()
    coming = Event.objects.published().coming(now).filter(starts_at__lt=now + HORIZON)
    events = list(coming.with_reply_address().select_related("site").defer("description", "search_vector"))
    return send_reminders(events, now) + send_summaries(events, now)


@transaction.atomic
def send_reminders(events: list[Event], now: datetime) -> int:
    """To each person whose place was sure when the reminder became due, and who wants one."""
    soon = {event.pk: (event, *moment) for event in events if (moment := due_moment(event, now))}
    registrations = list(Registration.objects.confirmed().filter(event__in=soon).select_related("member"))
    wanted = preferences.reminders_for([registration.member_id for registration in registrations])
    messages = []
    for registration in registrations:
        registration.event, kind, due = soon[registration.event_id]
        is_due = max(registration.asked_at, registration.promoted_at or registration.asked_at) < due
        if is_due and kind in wanted[registration.member_id] and registration.member.is_active:
            messages.append(emails.reminder(registration, kind))
    outbox.queue(messages)
    return len(messages)


def due_moment(event: Event, now: datetime) -> tuple[Choice, datetime] | None:
    """The nearest moment to remind of ``event`` that has come, as its kind and instant; ``None`` if there is none."""
    moments = [
        (Choice.HOUR, event.starts_at - HOUR),
        (Choice.DAY, days_before(event, DAY)),
        (Choice.WEEK, days_before(event, WEEK)),
    ]
    moment = next((moment for moment in moments if moment[1] <= now), None)
    is_late = moment is not None and moment[0] == Choice.WEEK and event.starts_at - now < WEEK_LASTS
    return None if is_late else moment


def days_before(event: Event, ahead: timedelta) -> datetime:
    """So long before the start, brought back to the last working day at the same hour."""
    local = timezone.localtime(event.starts_at - ahead)
    return paris.at(workdays.last_working_day(local.date()), local.time())


@transaction.atomic
def send_summaries(events: list[Event], now: datetime) -> int:
    """To each host, on the evening of the last working day before: who comes, who waits."""
    due = {event.pk: event for event in events if summary_due_at(event) <= now}
    lists: dict[int, dict[str, list[Registration]]] = {pk: {status: [] for status in LIVE} for pk in due}
    registrations = Registration.objects.live().filter(event__in=due).select_related("member__department")
    for registration in registrations.order_by("member__sort_name"):
        lists[registration.event_id][registration.status].append(registration)
    hosts = Host.objects.filter(event__in=due).select_related("member")
    messages = [
        emails.summary(due[host.event_id], host.member, **lists[host.event_id])
        for host in hosts
        if host.member.is_active
    ]
    outbox.queue(messages)
    return len(messages)


def summary_due_at(event: Event) -> datetime:
    eve = timezone.localdate(event.starts_at) - DAY
    return paris.at(workdays.last_working_day(eve), SUMMARY_AT)
