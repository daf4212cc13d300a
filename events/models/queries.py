"""How events are found: the vocabulary of lists, pages, counts and feeds."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber, TruncDate
from django.utils import timezone

from events.models.attendance_mode import free_seat_q
from events.models.host import Host
from events.models.registration import Registration
from events.models.registration_period import takes_registrations_q
from events.models.state import State
from members.models import Member, Visibility
from statements import one_of

if TYPE_CHECKING:
    from events.models.event import Event


class EventQuerySet(models.QuerySet["Event"]):
    def published(self) -> Self:
        """Those that take place."""
        return self.filter(state=State.PUBLISHED)

    def upcoming(self, now: datetime | None = None) -> Self:
        """Those not over yet, the next one first."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now: datetime | None = None) -> Self:
        """Those that are over, the latest first."""
        return self.filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")

    def coming(self, now: datetime | None = None) -> Self:
        """Those that have not started."""
        return self.filter(starts_at__gt=now or timezone.now())

    def taking_registrations(self, now: datetime | None = None) -> Self:
        """Those in which one may register now, as ``Event.takes_registrations``; a free place is another question."""
        return self.filter(takes_registrations_q(now or timezone.now()))

    def of_series(self, event: "Event") -> Self:
        """All dates of the series of ``event``; none where it has no other date."""
        return self.filter(series=event.series_id) if event.series_id else self.none()

    def hosted_by(self, member: Member | int) -> Self:
        return self.filter(is_hosted_by(member))

    def visible_to(self, member: Member | AnonymousUser) -> Self:
        """All but drafts for active members; drafts for their hosts and for who may change any event."""
        if not (member.is_authenticated and member.is_active):
            return self.none()
        if member.has_perm("events.change_event"):
            return self
        return self.filter(~Q(state=State.DRAFT) | is_hosted_by(member))

    def to_be_run(self, now: datetime | None = None) -> Self:
        """Those to come that need somebody, announced or not."""
        return self.upcoming(now).exclude(state=State.CANCELLED)

    def without_host(self, now: datetime | None = None) -> Self:
        """Those to come that nobody runs, or nobody who is still there."""
        there = Host.objects.filter(event=OuterRef("pk"), member__is_active=True)
        return self.to_be_run(now).filter(~Exists(there))

    def clashing_with(self, event: "Event", member: Member) -> Self:
        """Other events at the same time that engage ``member``, but those given up for this one."""
        others = self.published().engaging(member).exclude(pk=event.pk)
        if event.shares_one_seat:
            others = others.exclude(series=event.series_id)
        return others.filter(starts_at__lt=event.ends_at, ends_at__gt=event.starts_at).order_by("starts_at", "pk")

    def first_of_each_day(self, number: int, *, mine: tuple[int, ...], confirmed: tuple[int, ...]) -> Self:
        """Of those that begin and end on the same days of Paris, at most ``number``: ``mine`` first, then in order.

        Each has its ``rank`` among them, how many are ``alike`` and of how many the place is ``confirmed``.
        """
        days = [TruncDate("starts_at"), TruncDate(F("ends_at") - timedelta(microseconds=1))]
        is_mine = Case(When(one_of("pk", mine), then=Value(0)), default=Value(1))
        ranked = self.annotate(
            rank=Window(RowNumber(), partition_by=days, order_by=[is_mine, "starts_at", "pk"]),
            alike=Window(Count("pk"), partition_by=days),
            confirmed=Window(Count("pk", filter=Q(one_of("pk", confirmed))), partition_by=days),
        )
        return ranked.filter(rank__lte=number).order_by("starts_at", "pk")

    def engaging(self, member: Member) -> Self:
        """Those in which ``member`` has a place or the offer of one, and those that ``member`` hosts: ``is_hosted``."""
        has_seat = Exists(Registration.objects.seated().filter(event=OuterRef("pk"), member=member))
        return self.telling_hosted(member).filter(Q(is_hosted=True) | has_seat)

    def telling_hosted(self, member: Member) -> Self:
        """Each with ``is_hosted``: whether ``member`` runs it."""
        return self.annotate(is_hosted=is_hosted_by(member))

    def with_free_seats(self) -> Self:
        """Those in which a place is free right now."""
        return self.filter(free_seat_q())

    def with_hosts(self) -> Self:
        """Fetches the hosts in one query; ``event.host_list`` reads them."""
        hosts = Host.objects.select_related("member")
        return self.prefetch_related(models.Prefetch("hosts", hosts))

    def with_reply_address(self) -> Self:
        """Fetches in the same statement whom messages are answered to: who leads, among those who are still there."""
        lead = Host.objects.filter(event=OuterRef("pk"), member__is_active=True).order_by("position", "pk")
        shown = Case(When(member__email_visibility=Visibility.MEMBERS, then="member__email"), default=Value(""))
        return self.annotate(reply_address=Coalesce(lead.values(shown=shown)[:1], Value("")))


def is_hosted_by(member: Member | int) -> Exists:
    """The condition of an event that ``member`` runs."""
    return Exists(Host.objects.filter(event=OuterRef("pk"), member=member))
