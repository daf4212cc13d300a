"""Messages are written in the action's transaction and leave after its commit.

``queue`` writes the deliveries and defers their sending in the transaction of the
caller: both are kept or both are gone. The worker then sends each delivery under a
lock on its row, so that two workers never send it twice. ``leaves_at`` always tells
when a delivery is next due: after the quiet hours, or after the pause a failure asks for.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from itertools import groupby
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException

from clock import workdays
from clock.paris import PARIS
from clock.words import in_words_later
from mailing.envelopes import as_email, described, is_refused_for_good
from mailing.messages import Message
from mailing.models import HARD_FAILURES_ALLOWED, Delivery, FailingAddress, Silence
from mailing.preferences import Choices, choices_for, choices_of
from mailing.rendering import render
from mailing.topics import Topic

DELIVER = "mailing.deliver"
"""Name of the task that sends one delivery (``mailing/tasks.py``)."""
MAX_ATTEMPTS = 8
PAUSE = 5
"""Seconds; each failure makes the next pause five times as long, 27 hours in all."""
OVERDUE = timedelta(minutes=2)
WHILE_SILENT = timedelta(minutes=5)
"""How often a copy that writes to nobody asks whether it may."""
LOST_AT_ONCE = 500
PATIENCE = "SET LOCAL idle_in_transaction_session_timeout = '2min'"
"""A mail server that answers slowly must not make PostgreSQL forget that the message has left."""

REFUSED_BY_CHOICE = _("Le membre a choisi de ne pas recevoir ce sujet.")
TOO_LATE = _("Le message n’était plus utile quand il aurait pu partir.")
NO_LONGER_TRUE = _("Ce que le message annonçait n’est plus vrai.")
ADDRESS_BLOCKED = format_lazy(
    _("Plus rien ne part à cette adresse : elle a refusé {most} messages de suite."),
    most=in_words_later(HARD_FAILURES_ALLOWED),
)
REWRITTEN = ["subject", "text", "html", "link", "reply_to", "expires_at"]
State = Delivery.State


class NotSent(Exception):
    """The message could not be written, or the mail server did not take it."""

    def __init__(self, reason: Exception) -> None:
        super().__init__(str(reason))
        self.reason = reason


def queue(messages: Iterable[Message]) -> None:
    """Prepare ``messages``; one whose key is known already is left out. Call it inside a transaction.

    The statements are as many for hundreds of messages as for a few, but for one more a time zone.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("queue() belongs inside the transaction of an action.")
    messages, now = list(messages), timezone.now()
    new = messages if len(messages) == 1 else unknown(messages)
    if not new:
        return
    choices = choices_for({message.to_member.pk for message in new if message.to_member})
    choices[None] = Choices()
    deliveries = [prepare(message, choices[getattr(message.to_member, "pk", None)], now=now) for message in new]
    defer(Delivery.objects.add(deliveries))


def unknown(messages: list[Message]) -> list[Message]:
    """Those that are not in the table yet: of one alone, writing it and being told costs less than asking."""
    known = set(Delivery.objects.filter(key__in=[message.key for message in messages]).values_list("key", flat=True))
    return [message for message in messages if message.key not in known]


def prepare(message: Message, choices: Choices, *, now: datetime) -> Delivery:
    """The delivery of ``message``, not saved, with what the reader's choices make of it.

    What is refused is kept as a trace without its text: told to nobody, and not told later either
    when the reader changes her or his mind.
    """
    delivery = render(message, with_invitations=choices.wants_invitations)
    delivery.is_pressing = message.topic == Topic.ACCOUNT or message.is_urgent or message.is_answer
    if choices.is_refused(message.topic):
        delivery.state, delivery.last_error = State.DISCARDED, in_house_language(REFUSED_BY_CHOICE)
        delivery.text, delivery.html, delivery.attachments = "", "", []
    elif choices.is_weekly(message.topic) and message.to_member:
        delivery.state, delivery.leaves_at = State.HELD, workdays.next_monday(now, zone_of(delivery))
    else:
        delivery.leaves_at = departure(delivery, choices, now)
    return delivery


def departure(delivery: Delivery, choices: Choices, moment: datetime) -> datetime:
    """When ``delivery`` may leave: at that moment, or after the reader's quiet hours."""
    if delivery.is_pressing or not choices.keeps_quiet_hours:
        return moment
    return workdays.next_working_instant(moment, zone_of(delivery))


def zone_of(delivery: Delivery) -> tzinfo:
    return ZoneInfo(delivery.member.time_zone) if delivery.member else PARIS


def defer(deliveries: Iterable[Delivery]) -> None:
    """Defer the sending of the prepared ones among ``deliveries``, each to its time."""
    now = timezone.now()
    rows = sorted((row.leaves_at, row.pk) for row in deliveries if row.state == State.PREPARED)
    for leaves_at, group in groupby(rows, key=itemgetter(0)):
        task = app.configure_task(DELIVER, schedule_at=leaves_at if leaves_at > now else None)
        arguments: list[dict[str, Any]] = [{"delivery_id": pk} for _leaves_at, pk in group]
        with errors_of_the_database():
            task.batch_defer(*arguments)


@contextmanager
def errors_of_the_database() -> Iterator[None]:
    """Raise what the database said as Django does: the queue hides it, and pages know it as a moment of patience."""
    try:
        yield
    except ConnectorException as error:
        with connection.wrap_database_errors:
            raise error.__cause__ or error from None


def withdraw(causes: Iterable[str], **which: Any) -> set[str]:
    """What has not left yet of these causes, about such a row or depending on it, is no longer true: it will not leave.

    What is with the mail server at this instant is not waited for. Returns what those withdrawn depended on.
    """
    rows = Delivery.objects.unsent().filter(cause__in=causes, **which).select_for_update(skip_locked=True)
    found = dict(rows.values_list("pk", "depends_on"))
    Delivery.objects.filter(pk__in=found).discard(in_house_language(NO_LONGER_TRUE))
    return set(found.values())


def forget(abouts: Iterable[str]) -> None:
    """Keep no trace of the messages about rows that are erased; what has not left yet does not leave."""
    Delivery.objects.filter(about__in=abouts).delete()


def rewrite(messages: Iterable[Message]) -> None:
    """What has not left yet says now what the message of its key says; what has left is left alone."""
    fresh = {message.key: message for message in messages}
    rows = list(Delivery.objects.unsent().filter(key__in=fresh).select_for_update(skip_locked=True))
    for row in rows:
        written = render(fresh[row.key])
        for name in REWRITTEN:
            setattr(row, name, getattr(written, name))
    Delivery.objects.bulk_update(rows, REWRITTEN)


def attempt(delivery_id: int, *, now: datetime | None = None) -> datetime | None:
    """Send a delivery whose time has come; returns when to come back, or ``None`` when it is settled."""
    now = now or timezone.now()
    delivery = Delivery.objects.prepared().select_related("member").filter(pk=delivery_id).first()
    if delivery is None:
        return None
    due = max(delivery.leaves_at, now)
    opening = due if delivery.is_pressing else departure(delivery, choices_of(delivery.member_id), due)
    if opening > now:
        Delivery.objects.prepared().filter(pk=delivery_id).update(leaves_at=opening)
        return opening
    if Silence.objects.exists():
        return now + WHILE_SILENT
    try:
        deliver(delivery_id)
    except NotSent as error:
        return record_failure(delivery_id, error=error.reason, now=now)
    return None


@transaction.atomic
def deliver(delivery_id: int) -> None:
    """Send one delivery; nothing happens when it has left already or is leaving.

    What was said is not kept: codes and personal links would otherwise stay in backups.

    What an account asks for is tried on a blocked address too: its arrival proves that the address lives.

    Raises ``NotSent``, so that it is tried again later.
    """
    delivery = Delivery.objects.select_for_update(skip_locked=True).prepared().filter(pk=delivery_id).first()
    if delivery is None:
        return
    failing = FailingAddress.objects.filter(address=delivery.address.lower()).first()
    if delivery.is_expired(timezone.now()):
        Delivery.objects.filter(pk=delivery_id).discard(in_house_language(TOO_LATE))
    elif failing and failing.blocked_at and delivery.topic != Topic.ACCOUNT:
        abandon(delivery, in_house_language(ADDRESS_BLOCKED))
    else:
        send(delivery)
        if failing:
            failing.delete()


def send(delivery: Delivery) -> None:
    with connection.cursor() as cursor:
        cursor.execute(PATIENCE)
    try:
        as_email(delivery).send()
    except Exception as error:  # Whatever it is, it counts: an attempt that nobody counts is made again for ever.
        raise NotSent(error) from error
    delivery.state, delivery.sent_at = State.SENT, timezone.now()
    delivery.attempts += 1
    delivery.last_error = delivery.text = delivery.html = ""
    delivery.attachments = []
    delivery.save(update_fields=["state", "sent_at", "attempts", "last_error", "text", "html", "attachments"])


def abandon(delivery: Delivery, reason: str) -> None:
    """Give up; what was said is kept, so that the core-team may send it again."""
    delivery.state, delivery.last_error = State.ABANDONED, reason
    delivery.save(update_fields=["state", "last_error", "attempts"])


@transaction.atomic
def record_failure(delivery_id: int, *, error: Exception, now: datetime) -> datetime | None:
    """Keep the trace of a refusal; returns when to try again, or ``None`` when the message is given up."""
    delivery = Delivery.objects.select_for_update(of=("self",)).select_related("member").get(pk=delivery_id)
    delivery.attempts += 1
    if is_hard := is_refused_for_good(error):
        count_refusal(delivery, described(error), now=now)
    if is_hard or delivery.attempts >= MAX_ATTEMPTS:
        abandon(delivery, described(error))
        return None
    later = now + timedelta(seconds=PAUSE**delivery.attempts)
    delivery.leaves_at = departure(delivery, choices_of(delivery.member_id), later)
    delivery.last_error = described(error)
    delivery.save(update_fields=["attempts", "last_error", "leaves_at"])
    return delivery.leaves_at


def count_refusal(delivery: Delivery, said: str, *, now: datetime) -> None:
    """One more message that this address refused for good; after the third one it gets nothing more."""
    rows = FailingAddress.objects.select_for_update()
    failing, _created = rows.get_or_create(address=delivery.address.lower())
    failing.count(delivery, said, now=now)
    failing.save()


@transaction.atomic
def defer_lost(now: datetime) -> int:
    """Defer anew what is overdue and has no task that waits: a worker or the database was killed meanwhile."""
    overdue = Delivery.objects.prepared().due(now - OVERDUE).order_by("leaves_at")
    lost = set(overdue.select_for_update(skip_locked=True).values_list("pk", flat=True)[:LOST_AT_ONCE])
    waiting = ProcrastinateJob.objects.filter(task_name=DELIVER, status="todo", args__delivery_id__in=lost)
    lost -= set(waiting.values_list("args__delivery_id", flat=True)) if lost else set()
    rows = Delivery.objects.filter(pk__in=lost)
    rows.update(leaves_at=now)
    defer(rows.only("state", "leaves_at"))
    return len(lost)


def in_house_language(sentence: str | Promise) -> str:
    """The sentence as the core-team reads it, whatever the language of who acts."""
    with override(settings.LANGUAGE_CODE):
        return str(sentence)
