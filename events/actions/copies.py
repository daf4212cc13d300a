"""Copies of an event: another date of it, a new event like it, a second session (lock order: see the package)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events import emails, recurrence
from events.actions.event import move
from events.actions.locks import lock, refuse_cancelled
from events.actions.waiting_list import Status, next_in_line
from events.models import ChecklistItem, Event, Host, Question, Registration, Series
from events.models.event import SESSION_ANSWER_HOURS
from events.models.registration import RegistrationQuerySet
from guards.refusals import Refused
from mailing import outbox
from members.models import Member


@transaction.atomic
def copy_event(event: Event, day: date, *, by: Member, with_hosts: bool) -> Event:
    """A draft like ``event`` on another day, with its questions and its checklist undone, outside any series.

    Without the hosts, whoever copies an event without running all of them hosts the copy, so as to find it again.
    """
    hosts = active_hosts(event) if with_hosts else [] if by.has_perm("events.change_event") else [by]
    copy = recurrence.copy_of(event, day)
    store([copy], event, hosts=hosts, by=by)
    return copy


def active_hosts(event: Event) -> list[Member]:
    return [host.member for host in event.hosts.select_related("member") if host.member.is_active]


def store(copies: list[Event], event: Event, *, hosts: list[Member], by: Member) -> None:
    """Keep drafts like ``event`` with ``hosts``, its questions and its checklist: five statements, or a few less."""
    for copy in copies:
        copy.changed_by = by
    Event.objects.bulk_create(copies)
    Host.objects.bulk_create(
        Host(event=copy, member=member, position=position, is_lead=position == 0)
        for copy in copies
        for position, member in enumerate(hosts)
    )
    repeat_parts(event.questions.all(), copies, Question, "position", "text", "is_delicate")
    repeat_parts(event.checklist.all(), copies, ChecklistItem, "label", "days_before")


def repeat_parts[Part: Model](parts: QuerySet[Part], copies: list[Event], model: type[Part], *names: str) -> None:
    originals = list(parts)
    model._default_manager.bulk_create(
        model(event=copy, **{name: getattr(part, name) for name in names}) for copy in copies for part in originals
    )


def join(event: Event, series: Series) -> Series:
    """The locked ``event`` becomes the first date of ``series``, unless it belongs to one already."""
    if event.series is not None:
        return event.series
    series.save()
    event.series, event.series_date = series, recurrence.day_of(event)
    event.save(update_fields=["series", "series_date"])
    if series.one_seat:
        event.registrations.live().update(changed_at=timezone.now())  # the database then writes one_seat_of
    return series


@transaction.atomic
def open_second_session(
    event: Event, *, starts_at: datetime, ends_at: datetime, by: Member, invites_in_order: bool
) -> Event:
    """Publish the same event at another time for those who wait; with ``invites_in_order`` they are served first.

    Both dates share one seat a person, so that nobody takes two. Those who wait keep their rank at the first date
    until they have a place at the second, and every one of them gets one message. Invited in order, the first
    ones are offered a place there, with time to answer (two working days where the event has no rule), and the
    others stand in its line in the same order; else they are told of the date and register as everybody. Nobody is
    given a place without asking: at a date too near to leave time to answer, the order is refused. Places reserved
    at the first date are not at the second, which is for those who could not come. Asked twice, it opens one.
    """
    event = lock(event)
    refuse_second_session(event)
    known = event.series and event.series.events.published().filter(starts_at=starts_at).exclude(pk=event.pk).first()
    if known:
        return known
    line = list(event.registrations.waiting().filter(member__is_active=True).in_line().select_related("member"))
    second = second_of(event, starts_at=starts_at, ends_at=ends_at)
    deadline = time_to_answer(second) if invites_in_order else None
    second.series = join(event, Series(rhythm=Series.Rhythm.CHOSEN, one_seat=True))
    store([second], event, hosts=active_hosts(event), by=by)
    move(second, Event.State.PUBLISHED, by=by)
    invited = invite(second, line, deadline, by=by) if deadline else []
    there = {registration.member_id: registration for registration in invited}
    outbox.queue([emails.second_session(second, waiting.member, there.get(waiting.member_id)) for waiting in line])
    return second


def refuse_second_session(event: Event) -> None:
    refuse_cancelled(event)
    if not event.is_to_come():
        raise Refused(_("Une deuxième séance s’ouvre à côté d’un rendez-vous publié et à venir."))
    if not event.may_have_second_session:
        raise Refused(_("Ce rendez-vous a déjà d’autres dates : ajoutez-en une avec « Répéter »."))


def second_of(event: Event, *, starts_at: datetime, ends_at: datetime) -> Event:
    """The second session, not stored: open at once, its places for everybody."""
    second = recurrence.copy_of(event, timezone.localdate(starts_at))
    second.starts_at, second.ends_at, second.series_date = starts_at, ends_at, timezone.localdate(starts_at)
    second.registration_opens_at = second.registration_closes_at = None
    second.reserved_seats, second.reserved_for, second.reserved_until = 0, "", None
    second.reserved_site = None
    return second


def time_to_answer(second: Event) -> datetime:
    """Give the second session its time to answer, and return until when a place offered there now waits."""
    second.answer_hours = second.answer_hours or SESSION_ANSWER_HOURS
    deadline = second.answer_deadline(timezone.now())
    if deadline is None:
        raise Refused(
            _("Cette date est trop proche pour proposer les places une à une : décochez la case, ou retardez-la.")
        )
    return deadline


def invite(second: Event, line: list[Registration], deadline: datetime, *, by: Member) -> RegistrationQuerySet:
    """The people of ``line`` stand in the line of the second session, the first ones with an offer; returns that.

    Who has a place at a third date is only told: changing dates is theirs to ask.
    """
    seats = Registration.objects.seated().filter(event__series=second.series)
    seated = set(seats.values_list("member", flat=True))
    Registration.objects.bulk_create(
        Registration(
            event=second, member=waiting.member, mode=waiting.mode, status=Status.WAITING,
            queued_at=waiting.queued_at, changed_by=by,
        )
        for waiting in line
        if waiting.member_id not in seated
    )  # fmt: skip
    now = timezone.now()
    first = [registration.pk for pool in second.pools for registration in next_in_line(second, pool, now)]
    Registration.objects.filter(pk__in=first).update(
        status=Status.OFFERED, offer_expires_at=deadline, changed_at=now, changed_by=by
    )
    return second.registrations.live().with_rank()
