"""What a host or the core-team did by hand for somebody: written once, never changed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ParticipantLog(models.Model):
    class Kind(models.TextChoices):
        ADDED = "added", _("inscription par l’animation")
        REMOVED = "removed", _("retrait")
        MOVED_UP = "moved_up", _("passage en tête")
        WROTE = "wrote", _("message")
        EXPORTED = "exported", _("export de la liste")

    event = models.ForeignKey("events.Event", models.PROTECT, related_name="log_entries", verbose_name=_("rendez-vous"))
    kind = models.CharField(_("geste"), max_length=8, choices=Kind)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("membre")
    )
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("fait par"))
    done_at = models.DateTimeField(_("fait le"), default=timezone.now)

    class Meta:
        verbose_name = _("geste de l’animation")
        verbose_name_plural = _("gestes de l’animation")
        ordering = ["-done_at", "-pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.event}"
