"""Events and their hosts.

``confirmed_count`` belongs to the database: the triggers on registrations keep it under the
row lock of the event, a check compares it with ``seats``, and whatever an application writes into
it is ignored.
"""

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pghistory import InsertEvent, UpdateEvent, track

SLUG_LENGTH = 80


class IllegalTransition(ValueError):
    """A change of state that an event does not know."""


class EventQuerySet(models.QuerySet):
    def published(self):
        """Those that take place."""
        return self.filter(state=Event.State.PUBLISHED)

    def upcoming(self, now=None):
        """Those not over yet, the next one first."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now=None):
        """Those that are over, the latest first."""
        return self.filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")

    def hosted_by(self, member):
        return self.filter(Exists(Host.objects.filter(event=OuterRef("pk"), member=member)))

    def visible_to(self, member):
        """All but drafts for active members; drafts for their hosts and for who may change any event."""
        if not (member.is_authenticated and member.is_active):
            return self.none()
        if member.has_perm("events.change_event"):
            return self
        hosts = Host.objects.filter(event=OuterRef("pk"), member=member)
        return self.filter(~Q(state=Event.State.DRAFT) | Exists(hosts))

    def without_host(self):
        """Those to come that nobody runs yet."""
        return self.upcoming().exclude(state=Event.State.CANCELLED).filter(hosts=None)

    def clashing_with(self, event, member):
        """Other events at the same time in which ``member`` has a place."""
        places = event.registrations.model.objects.confirmed().filter(event=OuterRef("pk"), member=member)
        others = self.published().exclude(pk=event.pk)
        return others.filter(Exists(places), starts_at__lt=event.ends_at, ends_at__gt=event.starts_at)

    def with_free_seats(self):
        """Those in which a place is free right now."""
        return self.filter(free_seat_q())

    def with_hosts(self):
        """Fetches the hosts in one query; ``event.host_list`` reads them."""
        hosts = Host.objects.select_related("member")
        return self.prefetch_related(models.Prefetch("hosts", hosts))


def free_seat_q():
    """The condition of a free place, for filters and counts."""
    return Q(state="published") & (Q(seats__isnull=True) | Q(confirmed_count__lt=F("seats")))


@track(
    InsertEvent(),
    UpdateEvent(),
    exclude=["confirmed_count", "search_vector"],
    model_name="EventHistory",
)
class Event(models.Model):
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

    class State(models.TextChoices):
        DRAFT = "draft", _("brouillon")
        PUBLISHED = "published", _("publié")
        CANCELLED = "cancelled", _("annulé")

    TRANSITIONS = frozenset({(State.DRAFT, State.PUBLISHED), (State.PUBLISHED, State.CANCELLED)})
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
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    seats = models.PositiveIntegerField(_("nombre de places"), null=True, blank=True, validators=[MinValueValidator(1)])
    confirmed_count = models.PositiveIntegerField(_("inscriptions confirmées"), default=0, editable=False)
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
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="event_ends_after_start",
                violation_error_message=_("La fin précède le début."),
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancellation_reason=""),
                name="event_cancelled_has_reason",
                violation_error_message=_("Une annulation demande une raison."),
            ),
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(seats__gte=1),
                name="event_seats_positive",
                violation_error_message=_("Prévoyez au moins une place."),
            ),
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(confirmed_count__lte=F("seats")),
                name="event_seats_not_exceeded",
                violation_error_message=_("Plus de personnes sont inscrites qu’il n’y a de places."),
            ),
            models.CheckConstraint(
                condition=Q(registration_opens_at__isnull=True)
                | Q(registration_closes_at__isnull=True)
                | Q(registration_opens_at__lt=F("registration_closes_at")),
                name="event_registration_window_order",
                violation_error_message=_("Les inscriptions closent avant d’ouvrir."),
            ),
            models.CheckConstraint(
                condition=(Q(registration_opens_at__isnull=True) | Q(registration_opens_at__lt=F("starts_at")))
                & (Q(registration_closes_at__isnull=True) | Q(registration_closes_at__lte=F("starts_at"))),
                name="event_registration_before_start",
                violation_error_message=_("Les inscriptions ouvrent et closent avant le début."),
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="event_starts_at"),
            models.Index(fields=["ends_at"], name="event_ends_at"),
            GinIndex(fields=["search_vector"], name="event_search"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="event_state_machine",
                field="state",
                transitions=[("draft", "published"), ("published", "cancelled")],
            ),
            pgtrigger.Trigger(
                name="event_count_starts_at_zero",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="NEW.confirmed_count = 0; RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="event_count_is_the_databases",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "pg_trigger_depth() < 1 AND NEW.confirmed_count IS DISTINCT FROM OLD.confirmed_count"
                ),
                func="NEW.confirmed_count = OLD.confirmed_count; RETURN NEW;",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:event_detail", args=[self.pk, self.slug])

    @staticmethod
    def slug_for(title):
        """The readable part of the address; never empty."""
        return slugify(title)[:SLUG_LENGTH].strip("-") or "rendez-vous"

    @property
    def css_kind(self):
        return self.CSS_KINDS[self.kind]

    @property
    def host_list(self):
        """The members who run the event, the first-named first (``with_hosts`` fetches them)."""
        return [host.member for host in self.hosts.all()]

    def has_started(self, now=None):
        return self.starts_at <= (now or timezone.now())

    def is_over(self, now=None):
        return self.ends_at <= (now or timezone.now())

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
    def free_seats(self):
        """How many places are free; ``None`` without a limit."""
        return None if self.seats is None else max(self.seats - self.confirmed_count, 0)

    @property
    def has_free_seat(self):
        return self.seats is None or self.confirmed_count < self.seats

    def takes_registrations(self, now=None):
        """Whether the moment is right; a free place is another question."""
        now = now or timezone.now()
        opens, closes = self.registration_opens_at, self.registration_closes_at or self.starts_at
        return self.state == self.State.PUBLISHED and (opens is None or opens <= now) and now < closes

    def move_to(self, state):
        """Change the state, or raise ``IllegalTransition``; saving is the caller's."""
        if (self.state, state) not in self.TRANSITIONS:
            raise IllegalTransition(f"{self.state} -> {state}")
        self.state = state


class Host(models.Model):
    event = models.ForeignKey(Event, models.CASCADE, related_name="hosts", verbose_name=_("rendez-vous"))
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="hostings", verbose_name=_("membre")
    )
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    is_lead = models.BooleanField(_("animation principale"), default=False)

    class Meta:
        verbose_name = _("animation")
        verbose_name_plural = _("animations")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "member"],
                name="host_once",
                violation_error_message=_("Cette personne anime déjà ce rendez-vous."),
            )
        ]

    def __str__(self):
        return f"{self.member}, {self.event}"
