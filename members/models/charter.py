"""The charter: numbered versions, frozen once published, and who accepted which text."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from pghistory import InsertEvent, UpdateEvent, track

from members.models.functions import Digest

FROZEN = pgtrigger.Condition(
    "OLD.state <> 'draft' AND (OLD.number, OLD.title, OLD.body, OLD.summary, OLD.kind, OLD.reason, OLD.published_at)"
    " IS DISTINCT FROM (NEW.number, NEW.title, NEW.body, NEW.summary, NEW.kind, NEW.reason, NEW.published_at)"
    " OR OLD.state <> 'draft' AND NEW.state = 'draft' OR OLD.state = 'replaced' AND NEW.state <> 'replaced'"
)


class CharterVersionQuerySet(models.QuerySet["CharterVersion"]):
    def published(self) -> "CharterVersionQuerySet":
        """Those that are or have been in force: anyone may read them."""
        return self.exclude(state=CharterVersion.State.DRAFT)

    def in_force(self) -> "CharterVersion | None":
        """The version in force, or ``None`` before the first."""
        return self.filter(state=CharterVersion.State.PUBLISHED).first()


@track(InsertEvent(), UpdateEvent(), fields=["number", "state", "kind", "reason"], model_name="CharterVersionHistory")
class CharterVersion(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("brouillon")
        PUBLISHED = "published", _("en vigueur")
        REPLACED = "replaced", _("remplacée")

    class Kind(models.TextChoices):
        FORM = "form", _("Correction de forme")
        SUBSTANCE = "substance", _("Changement de fond")

    number = models.PositiveSmallIntegerField(_("numéro"), unique=True)
    title = models.CharField(_("titre"), max_length=120, default=_("Charte de la communauté"))
    body = models.TextField(_("texte"))
    summary = models.TextField(_("ce qui change, en trois lignes"), max_length=600, blank=True)
    kind = models.CharField(_("nature du changement"), max_length=9, choices=Kind, default=Kind.SUBSTANCE)
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    state = models.CharField(_("état"), max_length=9, choices=State, default=State.DRAFT, editable=False)
    published_at = models.DateTimeField(_("publiée le"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("publiée par"),
    )  # fmt: skip
    fingerprint = models.GeneratedField(
        expression=Digest("body"),
        output_field=models.CharField(max_length=64),
        db_persist=True,
        verbose_name=_("empreinte du texte"),
    )

    objects = CharterVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version de la charte")
        verbose_name_plural = _("versions de la charte")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state="published"),
                name="charter_one_in_force",
                violation_error_message=_("Une autre version est déjà en vigueur."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | (~Q(state="draft") & Q(published_at__isnull=False)),
                name="charter_published_is_dated",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="charter_text_is_frozen", operation=pgtrigger.Update, condition=FROZEN),
            pgtrigger.Protect(
                name="charter_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.state <> 'draft'"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("members:charter_version", args=[self.number])


class CharterAcceptance(models.Model):
    """A member accepted a text on a day: appended, never changed, never erased."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="acceptances", verbose_name=_("membre")
    )
    version = models.ForeignKey(
        CharterVersion, models.PROTECT, related_name="acceptances", verbose_name=_("version de la charte")
    )
    accepted_at = models.DateTimeField(_("acceptée le"))
    fingerprint = models.CharField(_("empreinte du texte"), max_length=64)

    class Meta:
        verbose_name = _("acceptation de la charte")
        verbose_name_plural = _("acceptations de la charte")
        ordering = ["-accepted_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["member", "version"], name="charter_accepted_once")]
        triggers = [
            pgtrigger.Protect(name="acceptance_is_appended", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.member}, v{self.version.number}"
