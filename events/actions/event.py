"""Preparing, changing, publishing and cancelling an event (lock order: see the package)."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events import emails
from events.actions import format_change, limits
from events.actions.endings import Ending, close, tell_no_more
from events.actions.hosts import TeamChange, name_hosts, tell_team
from events.actions.locks import lock, refuse_cancelled
from events.actions.waiting_list import fill_free_seats, serve_other_dates
from events.causes import NEWS, Cause
from events.models import AttendanceMode, Event, Registration
from events.models.revisions import NO_REVISION, Revision, revisions_in
from events.models.state import State
from guards.refusals import Refused
from guards.versions import check_version
from mailing import outbox
from mailing.messages import reference
from mailing.models import Delivery
from members.models import Member

type Person = tuple[Member, Registration | None, Revision]
"""Who is written to, with the own registration if any, and the revision of the own calendar."""

TITLE = ("title",)
WHEN = ("starts_at", "ends_at")
WHERE = ("format", "place", "site_id")
LINK = ("join_url",)
SHOWN = (*TITLE, *WHEN, *WHERE, *LINK)
"""What calendars show."""
COUNTS = ["taken_count", "online_taken_count"]
WRITTEN = [
    "kind", "group", "format", "title", "slug", "promise", "description", "place", "join_url", "site", "starts_at",
    "ends_at", "seats", "online_seats", "minimum", "guests_allowed", "answer_hours", "reserved_seats", "reserved_for",
    "reserved_site", "reserved_until", "registration_opens_at", "registration_closes_at", "sequence", "changed_at",
    "changed_by",
]  # fmt: skip


@transaction.atomic
def save_event(event: Event, *, by: Member, hosts: list[Member] | None = None, version: str | None = None) -> Event:
    """Store what was typed over ``version`` into ``event``, with ``hosts`` in their order (``None`` leaves them).

    More seats move the line up. Who holds a place or a rank is told when title, time, place or link of a
    published event change; who is on screen stays there when a room opens or closes beside.
    """
    before = lock(event) if event.pk else None
    if before is not None:
        check_version(before, version)
    refuse_past(before, event)
    event.slug = Event.slug_for(event.title)
    event.changed_at, event.changed_by = timezone.now(), by
    if before is None:
        event.save()
        name_hosts(event, hosts or [], by=by)
        return event
    refuse_cancelled(before)
    team = TeamChange() if hosts is None else name_hosts(event, hosts, by=by)
    before.refresh_from_db(fields=COUNTS)
    event.state = before.state
    event.taken_count, event.online_taken_count = format_change.taken_after(before, event)
    refuse_change(event)
    event.online_seats = event.online_seats if event.is_hybrid else None
    event.sequence = before.sequence + (differs(before, event, *SHOWN) or bool(team.people))
    format_change.store(before, event, WRITTEN)
    event.registrations.offered().filter(offer_expires_at__gt=event.starts_at).update(offer_expires_at=event.starts_at)
    fill_free_seats(event, by=by)
    serve_other_dates(event, [host.pk for host in hosts or []], by=by)
    tell_of_changes(before, event, team)
    tell_team(event, team)
    return event


def refuse_past(before: Event | None, event: Event) -> None:
    """A moment that has passed is not chosen any more; what took place keeps its own."""
    is_chosen = before is None or before.starts_at != event.starts_at
    if is_chosen and event.has_started():
        raise Refused(_("Choisissez un moment à venir."), field="day")


def refuse_change(event: Event) -> None:
    """What cannot be changed: seats below those taken, a way to come that people have chosen."""
    for pool in (event.pool(mode) for mode in AttendanceMode):
        excess = 0 if pool.seats is None else pool.taken - pool.seats
        if excess > 0:
            raise Refused(
                _("Gardez au moins %(taken)s places : elles sont déjà prises, soit %(excess)s de plus que demandé.")
                % {"taken": pool.taken, "excess": excess},
                field="online_seats" if pool.mode == AttendanceMode.ONLINE else "seats",
            )
    if not event.is_online and event.registrations.live().filter(mode=AttendanceMode.ONLINE).exists():
        raise Refused(
            _("Des personnes suivent ce rendez-vous en visio : gardez les deux façons de venir."),
            field="format",
        )


@transaction.atomic
def hold_on_screen(event: Event, *, join_url: str, by: Member) -> Event:
    """The room falls through: everybody comes on screen, behind ``join_url``, with all the places there were.

    Asked again, it may give another address.
    """
    event = lock(event)
    refuse_cancelled(event)
    if event.has_started():
        raise Refused(_("Ce rendez-vous a déjà commencé."))
    if event.format != Event.Format.ONLINE:
        limits = [pool.seats for pool in event.pools if pool.seats is not None]
        event.seats, event.online_seats = sum(limits) if len(limits) == len(event.pools) else None, None
        event.format, event.place, event.site = Event.Format.ONLINE, "", None
    event.join_url = join_url
    return save_event(event, by=by)


def differs(before: Event, event: Event, *names: str) -> bool:
    return any(getattr(before, name) != getattr(event, name) for name in names)


def concerned(event: Event, *, but: Collection[Member] = ()) -> list[Person]:
    """Who is told of what happens to an event: each person once, ``but`` those who are told otherwise.

    Its author too, host or registered, whose calendar follows as that of the others does.

    With each comes the registration, if any, and its revision.
    """
    registrations = event.registrations.live().select_related("member", "event")
    people: dict[Member, Registration | None] = {host.member: None for host in event.hosts.select_related("member")}
    people |= {registration.member: registration for registration in registrations}
    revisions = revisions_in(event)
    return [
        (member, registration, revisions.get(member.pk, NO_REVISION))
        for member, registration in people.items()
        if member.is_active and member not in but
    ]


def tell_of_changes(before: Event, event: Event, team: TeamChange) -> None:
    """Write to all concerned when title, time, place or link of what was announced changed.

    Announcements and reminders that have not left yet say what is true now, or nothing.
    """
    goes_on_screen = event.format == Event.Format.ONLINE != before.format
    what = {"title": differs(before, event, *TITLE), "when": differs(before, event, *WHEN)}
    what |= {"where": before.where != event.where, "link": goes_on_screen or differs(before, event, *LINK)}
    if event.state != Event.State.PUBLISHED or event.is_over():
        return
    if team.has_other_lead or differs(before, event, *TITLE, *WHEN, *WHERE):
        announce_anew(event)
    if what["when"]:
        outbox.withdraw([Cause.REMINDER], about=reference(event))
    if any(what.values()) or team.people:
        limits.refuse_more_changes(event)
    if any(what.values()):
        outbox.queue([emails.changed(event, before, *person, what) for person in concerned(event, but=team.people)])


def announce_anew(event: Event) -> None:
    """Announcements that still wait, most often for Monday, speak of the event as it is."""
    waiting = Delivery.objects.unsent().filter(cause=Cause.ANNOUNCED, about=reference(event)).values("member")
    outbox.rewrite(emails.announced(event, member) for member in Member.objects.filter(pk__in=waiting))


@transaction.atomic
def publish(event: Event, *, by: Member) -> Event:
    """Announce a draft to all members but the author, and tell its hosts; published already, it stays as it is."""
    event = lock(event)
    if event.state == Event.State.PUBLISHED:
        return event
    if event.has_started():
        raise Refused(_("La date est déjà passée : choisissez-en une autre avant de publier."))
    move(event, Event.State.PUBLISHED, by=by)
    team = TeamChange(named=list(event.hosts.select_related("member")))
    readers = Member.objects.active().exclude(pk__in=[by.pk, *(host.member_id for host in team.named)])
    outbox.queue([emails.announced(event, member) for member in readers])
    tell_team(event, team)
    return event


@transaction.atomic
def cancel_event(event: Event, *, reason: str, by: Member) -> Event:
    """Call the event off and write to everyone concerned, the waiting included; only once.

    What people had there keeps nobody from a place at another date: open offers end with it, and the
    places no longer count as the one seat of a series.
    """
    event = lock(event)
    if event.is_cancelled:
        return event
    if event.is_over():
        raise Refused(_("Ce rendez-vous est terminé : il ne peut plus être annulé."))
    event.cancellation_reason = reason
    move(event, Event.State.CANCELLED, by=by)
    outbox.withdraw(NEWS, about=reference(event))
    tell_no_more(event.registrations.live())
    outbox.queue([emails.cancelled(event, *person) for person in concerned(event)])
    seated = list(event.registrations.seated().values_list("member", flat=True))
    close(event.registrations.offered(), by=by, ended_as=Ending.EXPIRED)
    event.registrations.live().update(one_seat_of=None)
    serve_other_dates(event, seated, by=by)
    return event


def move(event: Event, state: State, *, by: Member) -> Event:
    """Change the state of a locked event, or refuse."""
    if not Event.TRANSITIONS.allow(event.state, state):
        raise Refused(_("Ce rendez-vous ne peut pas passer à cet état."))
    event.move_to(state)
    event.sequence += 1
    event.changed_at, event.changed_by = timezone.now(), by
    event.save(update_fields=["state", "cancellation_reason", "sequence", "changed_at", "changed_by"])
    return event
