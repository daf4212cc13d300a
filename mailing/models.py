"""Deliveries, a trace of what left the house; what each member chose to receive; addresses that fail."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.constants import OnConflict
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mailing.topics import CHOICES, Choice, Habit, Topic

HARD_FAILURES_ALLOWED = 3
"""After so many messages refused for good in a row, an address gets nothing more."""
SUBJECTS = [(subject.value, subject.label) for subject in (*Topic, *Habit) if subject in CHOICES]
UNSENT = Q(state__in=("prepared", "held"))


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def prepared(self) -> Self:
        return self.filter(state=Delivery.State.PREPARED)

    def unsent(self) -> Self:
        """What has not left yet and still may: on its way, or waiting for Monday."""
        return self.filter(UNSENT)

    def held(self) -> Self:
        return self.filter(state=Delivery.State.HELD)

    def due(self, now: datetime) -> Self:
        return self.filter(leaves_at__lte=now)

    def told_about(self, about: str, causes: Iterable[str]) -> Any:
        """What left or is to leave, by cause and day, with how many ``people``; the latest first, one statement."""
        rows = self.filter(about=about, cause__in=causes, state__in=[Delivery.State.PREPARED, Delivery.State.SENT])
        days = rows.order_by().values("cause", day=TruncDate(Coalesce("sent_at", "leaves_at")))
        return days.annotate(people=Count("address", distinct=True)).order_by(F("day").desc(), "cause")

    def add(self, deliveries: Sequence["Delivery"]) -> list["Delivery"]:
        """Insert those whose key is free, each once, in one statement, and return them with their numbers.

        ``bulk_create`` leaves out the others too, but says of none whether it is in.
        """
        fields = [field for field in self.model._meta.concrete_fields if not field.primary_key]
        returned = [self.model._meta.pk, self.model._meta.get_field("key")]
        rows = self._insert(deliveries, fields, returned, on_conflict=OnConflict.IGNORE)  # type: ignore[attr-defined]
        first = {delivery.key: delivery for delivery in reversed(deliveries)}
        for number, key in rows:
            first[key].pk = number
        return [first[key] for _number, key in rows]

    def discard(self, reason: str) -> int:
        """Keep the trace that these will not leave, and nothing of what they said."""
        return self.update(state=Delivery.State.DISCARDED, last_error=reason, text="", html="", attachments=[])


class Delivery(models.Model):
    class State(models.TextChoices):
        PREPARED = "prepared", _("préparé")
        HELD = "held", _("en attente du résumé")
        SENT = "sent", _("envoyé")
        DIGESTED = "digested", _("dans un résumé")
        DISCARDED = "discarded", _("écarté")
        ABANDONED = "abandoned", _("abandonné")

    key = models.CharField(_("clé"), max_length=200, unique=True)
    cause = models.CharField(_("cause"), max_length=40)
    topic = models.CharField(_("sujet"), max_length=10, choices=Topic)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("membre")
    )
    address = models.EmailField(_("adresse e-mail"))
    reply_to = models.EmailField(_("adresse de réponse"), blank=True)
    subject = models.CharField(_("objet"), max_length=250)
    text = models.TextField(_("texte"))
    html = models.TextField(_("texte mis en forme"))
    attachments = models.JSONField(_("pièces jointes"), default=list, blank=True)
    link = models.CharField(_("page"), max_length=300, blank=True)
    about = models.CharField(_("ce dont il parle"), max_length=60, blank=True)
    depends_on = models.CharField(_("ce dont il dépend"), max_length=60, blank=True)
    follows = models.TextField(_("messages qu’il continue"), blank=True)
    state = models.CharField(_("état"), max_length=9, choices=State, default=State.PREPARED)
    is_pressing = models.BooleanField(_("part aussi aux heures calmes"), default=False)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    last_error = models.CharField(_("dernière erreur"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("préparé le"), auto_now_add=True)
    leaves_at = models.DateTimeField(_("part le"), default=timezone.now)
    expires_at = models.DateTimeField(_("utile jusqu’au"), null=True, blank=True)
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        permissions = [("resend_delivery", "Can send an abandoned message again")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="delivery_sent_is_dated",
            )
        ]
        indexes = [
            models.Index(fields=["state", "created_at"], name="delivery_state_created"),
            models.Index(fields=["about", "cause"], condition=~Q(about=""), name="delivery_about"),
            models.Index(fields=["depends_on"], condition=UNSENT, name="delivery_depends_on"),
            models.Index(fields=["leaves_at"], condition=UNSENT, name="delivery_leaves_at"),
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()}, {self.address}"

    @property
    def can_be_sent_again(self) -> bool:
        """Whether it was given up and what it said is still known."""
        return self.state == self.State.ABANDONED and bool(self.text)

    def is_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now


def allowed_choices() -> Q:
    """The condition that a choice is one of those offered for its subject."""
    return reduce(or_, (Q(subject=subject, choice__in=list(choices)) for subject, choices in CHOICES.items()))


class Preference(models.Model):
    """One choice of one member; without a row, the default of ``mailing.topics`` holds."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preferences", verbose_name=_("membre")
    )
    subject = models.CharField(
        _("sujet"),
        max_length=11,
        choices=SUBJECTS,
    )
    choice = models.CharField(_("choix"), max_length=12, choices=Choice)

    class Meta:
        verbose_name = _("choix de messages")
        verbose_name_plural = _("choix de messages")
        constraints = [
            models.UniqueConstraint(fields=["member", "subject"], name="preference_once"),
            models.CheckConstraint(
                condition=allowed_choices(),
                name="preference_is_offered",
                violation_error_message=_("Ce choix n’est pas possible pour ce sujet."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} : {self.get_choice_display()}"


class FailingAddress(models.Model):
    """An address that refuses for good; a message that arrives, or the core-team, ends the row."""

    address = models.EmailField(_("adresse e-mail"), unique=True)
    failures = models.PositiveSmallIntegerField(_("refus de suite"), default=0)
    last_delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, related_name="+", verbose_name=_("message"))
    last_error = models.CharField(_("dernière erreur"), max_length=300, blank=True)
    blocked_at = models.DateTimeField(_("bloquée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("adresse en échec")
        verbose_name_plural = _("adresses en échec")
        ordering = ["-blocked_at", "address"]

    def __str__(self) -> str:
        return self.address

    def count(self, delivery: Delivery, error: str, *, now: datetime) -> None:
        """One more message refused for good; the same message tried again is no other failure."""
        self.failures += delivery.pk != self.last_delivery_id
        self.last_delivery, self.last_error = delivery, error
        if self.failures >= HARD_FAILURES_ALLOWED and self.blocked_at is None:
            self.blocked_at = now


class Silence(models.Model):
    """While a row stands here nothing leaves: this is a copy, and the portal that it copies may be alive."""

    since = models.DateTimeField(_("depuis"), auto_now_add=True)

    class Meta:
        verbose_name = _("silence")
        verbose_name_plural = _("silences")

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d %H:%M}"
