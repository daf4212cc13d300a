"""Who runs an event; the first-named leads."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Host(models.Model):
    event = models.ForeignKey("events.Event", models.CASCADE, related_name="hosts", verbose_name=_("rendez-vous"))
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

    def __str__(self) -> str:
        return f"{self.member}, {self.event}"
