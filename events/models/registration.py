"""Registrations: a place in an event, an offer of one, or a rank in its line.

Each is a fact: leaving closes it, coming back opens another one at the end of the line.
"""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pghistory import InsertEvent, UpdateEvent, track

from events.models.attendance_mode import AttendanceMode
from events.models.constraints import MOST_GUESTS
from events.models.triggers import REGISTRATION_TRIGGERS
from members.models import Member

if TYPE_CHECKING:
    from events.models.event import Event
    from members.visibility import ProfileView

LIVE = ("confirmed", "offered", "waiting")
SEATED = ("confirmed", "offered")
"""An offer counts as a place: it is kept for whom it was made to."""


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def live(self) -> Self:
        return self.filter(status__in=LIVE)

    def live_of(self, member: Member) -> "Registration | None":
        """What ``member`` has among them, if anything."""
        return self.live().filter(member=member).select_related("member").first()

    def seated(self) -> Self:
        """Those that take a place, offered ones included."""
        return self.filter(status__in=SEATED)

    def confirmed(self) -> Self:
        return self.filter(status=Registration.Status.CONFIRMED)

    def offered(self) -> Self:
        return self.filter(status=Registration.Status.OFFERED)

    def waiting(self) -> Self:
        return self.filter(status=Registration.Status.WAITING)

    def coming(self, now: datetime | None = None) -> Self:
        """Those in events that have not started."""
        return self.filter(event__starts_at__gt=now or timezone.now())

    def open_offers(self, now: datetime) -> Self:
        """Offers that may still be taken, as ``Registration.has_open_offer``."""
        return self.offered().filter(offer_expires_at__gt=now)

    def lapsed(self, now: datetime) -> Self:
        """Offers whose time to answer has passed."""
        return self.offered().filter(offer_expires_at__lte=now)

    def at_other_dates(self, event: "Event") -> Self:
        """Those at the other dates of a series on which a person has one place."""
        return self.filter(one_seat_of=event.series_id).exclude(event=event)

    def line(self, mode: str) -> Self:
        """Who waits for this way to come, in the order in which places are given."""
        return self.waiting().filter(mode=mode).in_line()

    def in_line(self) -> Self:
        """In the order in which places are given."""
        return self.order_by("queued_at", "pk")

    def with_rank(self) -> Self:
        """Annotates ``rank``: how many wait for the same places, this one included; 0 for who has one."""
        ahead = Q(queued_at__lt=OuterRef("queued_at")) | Q(queued_at=OuterRef("queued_at"), pk__lte=OuterRef("pk"))
        same = {"event": OuterRef("event"), "mode": OuterRef("mode"), "status": OuterRef("status")}
        line = Registration.objects.waiting().filter(ahead, **same)
        count = line.order_by().values("event").annotate(total=Count("pk")).values("total")
        return self.annotate(rank=Coalesce(Subquery(count), 0))

    def rank_of(self, registration: "Registration") -> int:
        """How many wait for the same places, this one included; 0 for who has one."""
        return self.with_rank().only("pk").get(pk=registration.pk).rank


@track(InsertEvent(), UpdateEvent(), model_name="RegistrationHistory")
class Registration(models.Model):
    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmée")
        OFFERED = "offered", _("proposée")
        WAITING = "waiting", _("en attente")
        CANCELLED = "cancelled", _("close")

    class Ending(models.TextChoices):
        LEFT = "left", _("désistement")
        LATE = "late", _("désistement tardif")
        DECLINED = "declined", _("tour cédé")
        EXPIRED = "expired", _("proposition expirée")
        MOVED = "moved", _("autre date choisie")
        REMOVED = "removed", _("retrait par l’animation")
        HOSTING = "hosting", _("passage à l’animation")
        DEPARTED = "departed", _("absence ou départ de la communauté")

    class Attendance(models.TextChoices):
        PRESENT = "present", _("présence")
        ABSENT = "absent", _("absence")
        EXCUSED = "excused", _("absence excusée")

    event = models.ForeignKey(
        "events.Event", models.CASCADE, related_name="registrations", verbose_name=_("rendez-vous")
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="registrations", verbose_name=_("membre")
    )
    status = models.CharField(_("état"), max_length=9, choices=Status)
    mode = models.CharField(_("façon de venir"), max_length=6, choices=AttendanceMode, default=AttendanceMode.MAIN)
    guests = models.PositiveSmallIntegerField(_("accompagnants"), default=0)
    asked_at = models.DateTimeField(_("demandée le"), default=timezone.now)
    queued_at = models.DateTimeField(_("rang pris le"), default=timezone.now)
    promoted_at = models.DateTimeField(_("sortie de la liste d’attente le"), null=True, blank=True)
    offer_expires_at = models.DateTimeField(_("à confirmer avant le"), null=True, blank=True)
    moving_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place gardée à une autre date"),
    )
    one_seat_of = models.ForeignKey(
        "events.Series", models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("série à une place par personne"),
    )  # fmt: skip
    ended_as = models.CharField(_("fin"), max_length=8, choices=Ending, blank=True)
    left_at = models.DateTimeField(_("close le"), null=True, blank=True)
    attendance = models.CharField(_("présence"), max_length=7, choices=Attendance, blank=True)
    changed_at = models.DateTimeField(_("modifiée le"), default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("modifiée par"),
    )  # fmt: skip

    objects = RegistrationQuerySet.as_manager()
    rank: int
    """Its place in the line, where ``with_rank`` counted it."""
    person: "ProfileView"
    """The member as far as who reads may see, where a page says so."""
    pgh_event_model: ClassVar[type[models.Model]]
    """Its history, which ``track`` names."""

    class Meta:
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")
        ordering = ["queued_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "member"],
                condition=Q(status__in=LIVE),
                name="registration_one_live",
                violation_error_message=_("Cette personne a déjà une inscription."),
            ),
            models.UniqueConstraint(
                fields=["one_seat_of", "member"],
                condition=Q(status__in=SEATED),
                name="registration_one_seat_of_series",
                violation_error_message=_("Cette personne a déjà une place à une autre date."),
            ),
            models.CheckConstraint(
                condition=Q(status="cancelled", left_at__isnull=False)
                | (~Q(status="cancelled") & Q(left_at__isnull=True)),
                name="registration_left_is_dated",
            ),
            models.CheckConstraint(
                condition=(Q(status="cancelled") & ~Q(ended_as="")) | (~Q(status="cancelled") & Q(ended_as="")),
                name="registration_end_has_a_name",
            ),
            models.CheckConstraint(
                condition=~Q(status="offered") | Q(offer_expires_at__isnull=False),
                name="registration_offer_expires",
            ),
            models.CheckConstraint(
                condition=Q(guests=0) | Q(guests__lte=MOST_GUESTS, status__in=("confirmed", "cancelled")),
                name="registration_guests_have_places",
            ),
        ]
        indexes = [
            models.Index(
                fields=["event", "mode", "queued_at", "id"], condition=Q(status="waiting"), name="registration_line"
            ),
            models.Index(fields=["offer_expires_at"], condition=Q(status="offered"), name="registration_offers"),
            models.Index(fields=["member", "status"], name="registration_member_status"),
        ]
        triggers = REGISTRATION_TRIGGERS

    def __str__(self) -> str:
        return f"{self.member}, {self.event} : {self.get_status_display()}"

    @property
    def is_confirmed(self) -> bool:
        return self.status == self.Status.CONFIRMED

    @property
    def is_offered(self) -> bool:
        return self.status == self.Status.OFFERED

    def has_open_offer(self, now: datetime) -> bool:
        """Whether a place is offered that may still be taken."""
        return self.is_offered and self.offer_expires_at is not None and now < self.offer_expires_at

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING

    @property
    def is_seated(self) -> bool:
        return self.status in SEATED

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    @property
    def is_online(self) -> bool:
        return self.mode == AttendanceMode.ONLINE

    @property
    def is_on_screen(self) -> bool:
        """Whether the member follows the event by video call, were it the only way."""
        return self.is_online or self.event.format == self.event.Format.ONLINE
