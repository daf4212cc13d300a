"""A member's private calendar addresses, one for each selection: a secret is shown once, its SHA-256 is kept."""

import hashlib
import secrets
from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Appointment
from statements import Statement

SECRET_BYTES = 24


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def for_secret(self, secret: str) -> "CalendarFeed | None":
        """The feed behind ``secret`` while its member is active, else ``None``."""
        for feed in BEHIND(digest(secret), timezone.localdate()):
            feed.member.role_names = feed.role_names
            return feed
        return None

    def behind(self, token_hash: str) -> Self:
        """The feed with that secret, while its member is active."""
        return self.select_related("member", "group").filter(token_hash=token_hash, member__is_active=True)

    def with_roles(self, day: date) -> Self:
        """The roles that the member of each holds on ``day``, in the same query."""
        held = Appointment.objects.on(day).filter(member=OuterRef("member"))
        return self.annotate(role_names=ArraySubquery(held.values("role").distinct()))


class CalendarFeed(models.Model):
    class Scope(models.TextChoices):
        """What a feed holds: mine, everything, or one kind of event by the name of the kind.

        That of the working groups may be kept to one ``group``.
        """

        MINE = "mine", _("Mes inscriptions")
        ALL = "all", _("Tout l’agenda")
        MEETING = "meeting", _("Rencontres")
        WORKSHOP = "workshop", _("Ateliers")
        TALK = "talk", _("Interventions extérieures")
        WORKING_GROUP = "working_group", _("Groupes de travail")
        SOCIAL = "social", _("Convivialité")

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds", verbose_name=_("membre")
    )
    scope = models.CharField(_("contenu"), max_length=13, choices=Scope, default=Scope.MINE)
    group = models.ForeignKey(
        "groups.WorkingGroup", models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("groupe de travail"),
    )  # fmt: skip
    token_hash = models.CharField(_("empreinte du secret"), max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("créé le"), default=timezone.now, editable=False)

    objects = CalendarFeedQuerySet.as_manager()
    role_names: list[str]
    """The roles of its member, where ``with_roles`` has fetched them."""

    class Meta:
        verbose_name = _("abonnement de calendrier")
        verbose_name_plural = _("abonnements de calendrier")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "scope", "group"], nulls_distinct=False, name="calendar_feed_one_of_each"
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=True) | Q(scope="working_group"), name="calendar_feed_group_is_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} : {self.name}"

    @property
    def name(self) -> str:
        """What its owner chose to follow, in words."""
        return self.group.name if self.group else self.get_scope_display()

    @staticmethod
    def new_secret() -> str:
        """192 random bits, fit for an address."""
        return secrets.token_urlsafe(SECRET_BYTES)


BEHIND = Statement(lambda token_hash, today: CalendarFeed.objects.behind(token_hash).with_roles(today))
