"""Who runs an event; the first-named leads."""

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class Hosted:
    """What an event knows of those who run it."""

    @property
    def host_list(self):
        """The members who run the event, the first-named first (``with_hosts`` fetches them)."""
        return [host.member for host in self.hosts.all()]

    @cached_property
    def reply_address(self):
        """The address of who leads, where members may see it; ``with_reply_address`` fetches it."""
        return type(self).objects.with_reply_address().get(pk=self.pk).reply_address


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

    def __str__(self):
        return f"{self.member}, {self.event}"
