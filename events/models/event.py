"""Events and their hosts.

``taken_count`` and ``online_taken_count`` belong to the database: places confirmed or offered,
guests included. The triggers on registrations keep them under the row lock of the event, checks
compare them with the seats, and whatever an application writes into them is ignored.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pghistory import InsertEvent, UpdateEvent, track

from clock import paris, workdays
from events.models.attendance_mode import AttendanceMode, Pool
from events.models.constraints import CONSTRAINTS, MOST_ANSWER_HOURS, MOST_GUESTS
from events.models.fetched import Fetched
from events.models.queries import EventQuerySet
from events.models.registration import Registration
from events.models.registration_period import takes_registrations
from events.models.series import Series
from events.models.state import TRANSITIONS, State
from events.models.triggers import EVENT_TRIGGERS
from members.models import Member
from members.models.functions import Fold
from ui.slugs import slug_of

SLUG_LENGTH = 80
NEAR = timedelta(hours=24)
"""So close to the start, a freed place is given at once and a withdrawal is late."""
SESSION_ANSWER_DAYS = 2
SESSION_ANSWER_HOURS = SESSION_ANSWER_DAYS * (workdays.CLOSES.hour - workdays.OPENS.hour)
"""Time to answer for those whom a second session is proposed to, where the first has no rule."""
DECISION_DAYS = 5
"""So many days before, whoever runs an event without enough people decides what becomes of it."""
NEWCOMER_MONTHS = 6
NEWCOMER = timedelta(days=30 * NEWCOMER_MONTHS)
"""Who joined since is a newcomer, for reserved places."""


@track(
    InsertEvent(),
    UpdateEvent(),
    exclude=["taken_count", "online_taken_count", "search_vector"],
    model_name="EventHistory",
)
class Event(Fetched, models.Model):
    class Kind(models.TextChoices):
        MEETING = "meeting", _("Rencontre")
        WORKSHOP = "workshop", _("Atelier")
        TALK = "talk", _("Intervention extérieure")
        WORKING_GROUP = "working_group", _("Groupe de travail")
        SOCIAL = "social", _("Convivialité")

    class Format(models.TextChoices):
        ONSITE = "onsite", _("Sur place")
        ONLINE = "online", _("En visio")
        HYBRID = "hybrid", _("Sur place et en visio")

    class Reserved(models.TextChoices):
        SITE = "site", _("un site")
        NEWCOMERS = "newcomers", _("qui vient d’arriver")

    State = State
    TRANSITIONS = TRANSITIONS
    CSS_KINDS = {
        Kind.MEETING: "is-rencontre",
        Kind.WORKSHOP: "is-atelier",
        Kind.TALK: "is-temps-fort",
        Kind.WORKING_GROUP: "is-groupe",
        Kind.SOCIAL: "is-temps-fort",
    }

    kind = models.CharField(_("type"), max_length=13, choices=Kind, default=Kind.WORKSHOP)
    format = models.CharField(_("format"), max_length=6, choices=Format, default=Format.ONLINE)
    state = models.CharField(_("état"), max_length=9, choices=State, default=State.DRAFT, editable=False)
    title = models.CharField(_("titre"), max_length=120)
    slug = models.SlugField(_("adresse"), max_length=SLUG_LENGTH, editable=False, db_index=False)
    promise = models.CharField(_("promesse"), max_length=240, blank=True)
    description = models.TextField(_("description"), max_length=20000, blank=True)
    place = models.CharField(_("lieu"), max_length=160, blank=True)
    join_url = models.URLField(_("lien de la visio"), max_length=500, blank=True)
    site = models.ForeignKey(
        "members.Site", models.SET_NULL, null=True, blank=True, related_name="events", verbose_name=_("site")
    )
    group = models.ForeignKey(
        "groups.WorkingGroup", models.PROTECT, null=True, blank=True, related_name="events",
        verbose_name=_("groupe de travail"),
    )  # fmt: skip
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    seats = models.PositiveIntegerField(_("nombre de places"), null=True, blank=True, validators=[MinValueValidator(1)])
    taken_count = models.PositiveIntegerField(_("places prises"), default=0, editable=False)
    online_seats = models.PositiveIntegerField(
        _("nombre de places en visio"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    online_taken_count = models.PositiveIntegerField(_("places prises en visio"), default=0, editable=False)
    minimum = models.PositiveIntegerField(_("nombre minimal d’inscriptions"), null=True, blank=True)
    guests_allowed = models.PositiveSmallIntegerField(
        _("accompagnants par personne"), default=0, validators=[MaxValueValidator(MOST_GUESTS)]
    )
    answer_hours = models.PositiveSmallIntegerField(
        _("heures ouvrées pour confirmer une place libérée"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ANSWER_HOURS)],
    )  # fmt: skip
    reserved_seats = models.PositiveIntegerField(_("places réservées"), default=0)
    reserved_for = models.CharField(_("réservées à"), max_length=9, choices=Reserved, blank=True)
    reserved_site = models.ForeignKey(
        "members.Site", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("réservées au site")
    )
    reserved_until = models.DateTimeField(_("réservées jusqu’au"), null=True, blank=True)
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, editable=False, related_name="events", verbose_name=_("série")
    )
    series_date = models.DateField(_("date prévue dans la série"), null=True, blank=True, editable=False)
    registration_opens_at = models.DateTimeField(_("ouverture des inscriptions"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("clôture des inscriptions"), null=True, blank=True)
    cancellation_reason = models.CharField(_("raison de l’annulation"), max_length=300, blank=True, editable=False)
    uid = models.UUIDField(_("identifiant de calendrier"), default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(_("révision de calendrier"), default=0, editable=False)
    changed_at = models.DateTimeField(_("modifié le"), default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("modifié par"),
    )  # fmt: skip
    search_vector = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="fr")
        + SearchVector("promise", weight="B", config="fr")
        + SearchVector("description", weight="C", config="fr"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = EventQuerySet.as_manager()
    pgh_event_model: ClassVar[type[models.Model]]
    """Its history, which ``track`` names."""

    class Meta:
        verbose_name = _("rendez-vous")
        verbose_name_plural = _("rendez-vous")
        ordering = ["starts_at", "pk"]
        permissions = [
            ("publish_event", "Can publish and cancel events"),
            ("view_registration_list", "Can see who is registered"),
        ]
        constraints = CONSTRAINTS
        indexes = [
            models.Index(fields=["starts_at", "id", "ends_at"], name="event_starts_at"),
            models.Index(fields=["ends_at"], name="event_ends_at"),
            GinIndex(fields=["search_vector"], name="event_search"),
            GinIndex(OpClass(Fold("title"), name="gin_trgm_ops"), name="event_title_nearly"),
        ]
        triggers = [TRANSITIONS.trigger("event_state_machine"), *EVENT_TRIGGERS]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:event_detail", args=[self.pk, self.slug])

    @staticmethod
    def slug_for(title: str) -> str:
        """The readable part of the address; never empty."""
        return slug_of(title, most=SLUG_LENGTH, missing="rendez-vous")

    @property
    def host_list(self) -> list[Member]:
        """The members who run the event, the first-named first (``with_hosts`` fetches them)."""
        return [host.member for host in self.hosts.all()]

    @cached_property
    def reply_address(self) -> str:
        """The address of who leads, where members may see it; ``with_reply_address`` fetches it."""
        return type(self).objects.with_reply_address().get(pk=self.pk).reply_address

    @property
    def css_kind(self) -> str:
        return self.CSS_KINDS[self.Kind(self.kind)]

    @property
    def is_exception(self) -> bool:
        """Whether somebody has moved this date of a series to another day than its own."""
        return self.series_date is not None and self.first_day != self.series_date

    @property
    def first_day(self) -> date:
        return paris.day_of(self.starts_at)

    @property
    def last_day(self) -> date:
        """What ends at midnight does not touch the next day."""
        return paris.day_of(self.ends_at - timedelta(microseconds=1))

    def has_started(self, now: datetime | None = None) -> bool:
        return self.starts_at <= (now or timezone.now())

    def is_to_come(self, now: datetime | None = None) -> bool:
        """Whether it is announced, not called off, and has not started."""
        return self.state == self.State.PUBLISHED and not self.has_started(now)

    def is_over(self, now: datetime | None = None) -> bool:
        return self.ends_at <= (now or timezone.now())

    @property
    def version(self) -> str:
        """What changes with each edit (``guards.versions``), not with the places that are taken."""
        return self.changed_at.isoformat()

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_online(self) -> bool:
        return self.format != self.Format.ONSITE

    @property
    def where(self) -> str:
        """« Lyon, salle Saône, et visio », as lists and messages say it."""
        spot = self.place or (self.site.name if self.site else "")
        if self.format == self.Format.ONLINE:
            return gettext("Visio")
        if self.format == self.Format.HYBRID and spot:
            return gettext("%(place)s, et visio") % {"place": spot}
        return spot or self.get_format_display()

    @property
    def is_hybrid(self) -> bool:
        return self.format == self.Format.HYBRID

    @property
    def attendance_modes(self) -> list[AttendanceMode]:
        """One way to come, or two when the event is hybrid."""
        return list(AttendanceMode) if self.is_hybrid else [AttendanceMode.MAIN]

    def pool(self, mode: str = AttendanceMode.MAIN, *, kept: int = 0) -> Pool:
        """The places for one way to come, ``kept`` of them for those to whom they are reserved."""
        if mode == AttendanceMode.ONLINE:
            return Pool(AttendanceMode.ONLINE, self.online_seats, self.online_taken_count)
        return Pool(AttendanceMode.MAIN, self.seats, self.taken_count, kept)

    def pool_at(self, now: datetime, mode: str = AttendanceMode.MAIN) -> Pool:
        """As ``pool``, with how many places are kept now: one statement while some are reserved."""
        return self.pool(mode, kept=self.kept_seats(now) if mode == AttendanceMode.MAIN else 0)

    @property
    def pools(self) -> list[Pool]:
        """One pool for each way to come."""
        return [self.pool(mode) for mode in self.attendance_modes]

    @property
    def all_taken_count(self) -> int:
        """Places taken in the room and on the screen."""
        return self.taken_count + self.online_taken_count

    def lacks_people(self, now: datetime | None = None) -> bool:
        """Whether, a few days before, fewer places are taken than the event needs to take place."""
        now = now or timezone.now()
        days_left = (timezone.localdate(self.starts_at) - timezone.localdate(now)).days
        is_decided = self.is_to_come(now) and days_left <= DECISION_DAYS
        return is_decided and self.minimum is not None and self.all_taken_count < self.minimum

    def is_near(self, now: datetime | None = None) -> bool:
        """Whether a place given back now comes late for the others."""
        return self.starts_at - (now or timezone.now()) < NEAR

    def answer_deadline(self, now: datetime) -> datetime | None:
        """Until when a place offered now waits for an answer, or ``None``: given at once, as always near the start."""
        if self.answer_hours is None:
            return None
        deadline = workdays.add_working_hours(now, self.answer_hours)
        return None if deadline > self.starts_at - NEAR else deadline

    def has_reserved_seats(self, now: datetime | None = None) -> bool:
        until = self.reserved_until
        return self.reserved_seats > 0 and until is not None and (now or timezone.now()) < until

    def reserves_for(self, member: Member) -> bool:
        """Whether ``member`` is of those for whom places are kept."""
        if self.reserved_for == self.Reserved.SITE:
            return member.site_id == self.reserved_site_id
        arrival = timezone.localdate() - NEWCOMER
        has_arrived = member.joined_on is not None and member.joined_on > arrival
        return self.reserved_for == self.Reserved.NEWCOMERS and has_arrived

    def kept_seats(self, now: datetime | None = None, seated: Iterable[Registration] | None = None) -> int:
        """How many main places are still kept for those to whom they are reserved; ``seated`` if fetched already."""
        if not self.has_reserved_seats(now):
            return 0
        if seated is None:
            seated = self.registrations.seated().filter(mode=AttendanceMode.MAIN).select_related("member")
        return max(self.reserved_seats - sum(self.reserves_for(registration.member) for registration in seated), 0)

    def kept_from(self, member: Member, seated: Iterable[Registration] | None = None) -> int:
        """As ``kept_seats``, none of those kept for ``member``, for whom nothing is asked of the database."""
        return 0 if self.reserves_for(member) else self.kept_seats(seated=seated)

    @property
    def shares_one_seat(self) -> bool:
        """Whether a person has one place on all dates of its series: taking another one gives this one back."""
        return self.series is not None and self.series.one_seat

    @property
    def is_taken_by_date(self) -> bool:
        """Whether people register at each date of its series, none taking the place of another."""
        return self.series_id is not None and not self.shares_one_seat

    def other_seat_of(self, member: Member) -> Registration | None:
        """The place that ``member`` has at another date, where each person has one; else ``None``."""
        if not self.shares_one_seat:
            return None
        seats = Registration.objects.seated().at_other_dates(self).filter(member=member)
        return seats.select_related("event", "member").first()

    def asks_second_session(
        self, waiting: int, other_dates: Sequence["Event"] = (), now: datetime | None = None
    ) -> bool:
        """Whether so many wait for the main places that the event could take place twice, and it does not yet."""
        is_alone = self.may_have_second_session and all(other.state != self.State.PUBLISHED for other in other_dates)
        return self.is_to_come(now) and is_alone and self.seats is not None and 2 * waiting >= self.seats

    @property
    def may_have_second_session(self) -> bool:
        """A session shares one seat a person with the first date: impossible where the dates of a series do not."""
        return not self.is_taken_by_date

    def takes_registrations(self, now: datetime | None = None) -> bool:
        """Whether the moment is right; a free place is another question."""
        return takes_registrations(self, now or timezone.now())

    def move_to(self, state: str) -> None:
        """Change the state, or raise ``IllegalTransition``; saving is the caller's."""
        self.TRANSITIONS.check(self.state, state)
        self.state = state
