"""Events and their hosts.

``taken_count`` and ``remote_taken_count`` belong to the database: places confirmed or offered,
guests included. The triggers on registrations keep them under the row lock of the event, checks
compare them with the seats, and whatever an application writes into them is ignored.
"""

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pghistory import InsertEvent, UpdateEvent, track

from events.models.attendance_mode import Pool, Seating
from events.models.constraints import CONSTRAINTS, MOST_ANSWER_HOURS, MOST_GUESTS, TRIGGERS
from events.models.host import Hosted
from events.models.queries import EventQuerySet
from events.models.series import Series
from guards.states import Transitions
from ui.slugs import slug_of

SLUG_LENGTH = 80
NEAR = timedelta(hours=24)
"""So close to the start, a freed place is given at once and a withdrawal is late."""
DECISION_DAYS = 5
"""So many days before, whoever runs an event without enough people decides what becomes of it."""
NEWCOMER = timedelta(days=180)
"""Who joined since is a newcomer, for reserved places."""
TRANSITIONS = Transitions(("draft", "published"), ("published", "cancelled"))


@track(
    InsertEvent(),
    UpdateEvent(),
    exclude=["taken_count", "remote_taken_count", "search_vector"],
    model_name="EventHistory",
)
class Event(Hosted, models.Model):
    class Kind(models.TextChoices):
        MEETING = "meeting", _("Rencontre")
        WORKSHOP = "workshop", _("Atelier")
        TALK = "talk", _("Intervention extérieure")
        WORKING_GROUP = "working_group", _("Groupe de travail")
        SOCIAL = "social", _("Convivialité")

    class Format(models.TextChoices):
        ONSITE = "onsite", _("Sur place")
        REMOTE = "remote", _("En visio")
        HYBRID = "hybrid", _("Sur place et en visio")

    class Reserved(models.TextChoices):
        SITE = "site", _("un site")
        NEWCOMERS = "newcomers", _("qui vient d’arriver")

    class State(models.TextChoices):
        DRAFT = "draft", _("brouillon")
        PUBLISHED = "published", _("publié")
        CANCELLED = "cancelled", _("annulé")

    TRANSITIONS = TRANSITIONS
    CSS_KINDS = {
        Kind.MEETING: "is-rencontre",
        Kind.WORKSHOP: "is-atelier",
        Kind.TALK: "is-temps-fort",
        Kind.WORKING_GROUP: "is-groupe",
        Kind.SOCIAL: "is-temps-fort",
    }

    kind = models.CharField(_("type"), max_length=13, choices=Kind, default=Kind.WORKSHOP)
    format = models.CharField(_("format"), max_length=6, choices=Format, default=Format.REMOTE)
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
        "members.WorkingGroup", models.PROTECT, null=True, blank=True, related_name="events",
        verbose_name=_("groupe de travail"),
    )  # fmt: skip
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    seats = models.PositiveIntegerField(_("nombre de places"), null=True, blank=True, validators=[MinValueValidator(1)])
    taken_count = models.PositiveIntegerField(_("places prises"), default=0, editable=False)
    remote_seats = models.PositiveIntegerField(
        _("nombre de places en visio"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    remote_taken_count = models.PositiveIntegerField(_("places prises en visio"), default=0, editable=False)
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
        ]
        triggers = [TRANSITIONS.trigger("event_state_machine"), *TRIGGERS]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:event_detail", args=[self.pk, self.slug])

    @staticmethod
    def slug_for(title):
        """The readable part of the address; never empty."""
        return slug_of(title, most=SLUG_LENGTH, missing="rendez-vous")

    @property
    def css_kind(self):
        return self.CSS_KINDS[self.kind]

    @property
    def is_exception(self):
        """Whether somebody has moved this date of a series to another day than its own."""
        return self.series_date is not None and timezone.localdate(self.starts_at) != self.series_date

    def has_started(self, now=None):
        return self.starts_at <= (now or timezone.now())

    def is_over(self, now=None):
        return self.ends_at <= (now or timezone.now())

    @property
    def version(self):
        """What changes with each edit (``guards.versions``), not with the places that are taken."""
        return self.changed_at.isoformat()

    @property
    def is_cancelled(self):
        return self.state == self.State.CANCELLED

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_remote(self):
        return self.format != self.Format.ONSITE

    @property
    def where(self):
        """« Lyon, salle Saône, et visio », as lists and messages say it."""
        spot = self.place or (self.site.name if self.site else "")
        if self.format == self.Format.REMOTE:
            return gettext("Visio")
        if self.format == self.Format.HYBRID and spot:
            return gettext("%(place)s, et visio") % {"place": spot}
        return spot or self.get_format_display()

    @property
    def is_hybrid(self):
        return self.format == self.Format.HYBRID

    def pool(self, seating=Seating.MAIN):
        """The places for one way to come."""
        if seating == Seating.REMOTE:
            return Pool(Seating.REMOTE, self.remote_seats, self.remote_taken_count)
        return Pool(Seating.MAIN, self.seats, self.taken_count)

    @property
    def pools(self):
        """One pool, or two when the event is hybrid."""
        return [self.pool(seating) for seating in (Seating if self.is_hybrid else [Seating.MAIN])]

    @property
    def free_seats(self):
        """How many main places are free; ``None`` without a limit."""
        return self.pool().free

    @property
    def has_free_seat(self):
        return self.pool().has_free

    @property
    def all_taken_count(self):
        """Places taken in the room and on the screen."""
        return self.taken_count + self.remote_taken_count

    def lacks_people(self, now=None):
        """Whether, a few days before, fewer places are taken than the event needs to take place."""
        now = now or timezone.now()
        days_left = (timezone.localdate(self.starts_at) - timezone.localdate(now)).days
        is_awaited = self.state == self.State.PUBLISHED and not self.has_started(now) and days_left <= DECISION_DAYS
        return is_awaited and self.minimum is not None and self.all_taken_count < self.minimum

    def is_near(self, now=None):
        """Whether a place given back now comes late for the others."""
        return self.starts_at - (now or timezone.now()) < NEAR

    def has_reserved_seats(self, now=None):
        return self.reserved_seats > 0 and (now or timezone.now()) < self.reserved_until

    def reserves_for(self, member):
        """Whether ``member`` is of those for whom places are kept."""
        if self.reserved_for == self.Reserved.SITE:
            return member.site_id == self.reserved_site_id
        arrival = timezone.localdate() - NEWCOMER
        return self.reserved_for == self.Reserved.NEWCOMERS and bool(member.joined_on) and member.joined_on > arrival

    def kept_seats(self, now=None, seated=None):
        """How many main places are still kept for those to whom they are reserved; ``seated`` if fetched already."""
        if not self.has_reserved_seats(now):
            return 0
        if seated is None:
            seated = self.registrations.seated().filter(seating=Seating.MAIN).select_related("member")
        return max(self.reserved_seats - sum(1 for row in seated if self.reserves_for(row.member)), 0)

    def other_seat_of(self, member):
        """The place that ``member`` has at another date, where each person has one; else ``None``."""
        if self.series_id is None or not self.series.one_seat:
            return None
        seats = self.registrations.model.objects.seated().filter(one_seat_of=self.series_id, member=member)
        return seats.exclude(event=self).select_related("event", "member").first()

    def asks_second_session(self, waiting, other_dates=(), now=None):
        """Whether so many wait for the main places that the event could take place twice, and it does not yet."""
        is_to_come = self.state == self.State.PUBLISHED and not self.has_started(now)
        is_alone = self.may_have_second_session and all(date.state != self.State.PUBLISHED for date in other_dates)
        return is_to_come and is_alone and self.seats is not None and 2 * waiting >= self.seats

    @property
    def may_have_second_session(self):
        """A session shares one seat a person with the first date: impossible where the dates of a series do not."""
        return self.series_id is None or self.series.one_seat

    def takes_registrations(self, now=None):
        """Whether the moment is right; a free place is another question."""
        now = now or timezone.now()
        opens, closes = self.registration_opens_at, self.registration_closes_at or self.starts_at
        return self.state == self.State.PUBLISHED and (opens is None or opens <= now) and now < closes

    def move_to(self, state):
        """Change the state, or raise ``IllegalTransition``; saving is the caller's."""
        self.TRANSITIONS.check(self.state, state)
        self.state = state
