"""A new address that a member asked for and that waits to be confirmed from the old one and from the new one."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.member import LowerEmailField


class Side(models.TextChoices):
    """From which of the two addresses a link was sent."""

    OLD = "old", _("l’adresse actuelle")
    NEW = "new", _("la nouvelle adresse")


class AddressChange(models.Model):
    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="address_change", verbose_name=_("membre")
    )
    email = LowerEmailField(_("nouvelle adresse"))
    asked_at = models.DateTimeField(_("demandée le"), default=timezone.now)
    from_old_at = models.DateTimeField(_("confirmée depuis l’adresse actuelle le"), null=True, blank=True)
    from_new_at = models.DateTimeField(_("confirmée depuis la nouvelle adresse le"), null=True, blank=True)

    class Meta:
        verbose_name = _("changement d’adresse")
        verbose_name_plural = _("changements d’adresse")

    def __str__(self) -> str:
        return self.email

    @property
    def is_confirmed(self) -> bool:
        return self.from_old_at is not None and self.from_new_at is not None

    def confirm(self, side: str) -> None:
        """Keep that the link sent to that address was used; a second time changes nothing."""
        name = f"from_{side}_at"
        setattr(self, name, getattr(self, name) or timezone.now())
