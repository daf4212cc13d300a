"""Deliveries: one row a message and an address, kept as a trace of what left the house."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DeliveryQuerySet(models.QuerySet):
    def prepared(self):
        return self.filter(state=Delivery.State.PREPARED)


class Delivery(models.Model):
    class State(models.TextChoices):
        PREPARED = "prepared", _("préparé")
        SENT = "sent", _("envoyé")
        ABANDONED = "abandoned", _("abandonné")

    key = models.CharField(_("cause"), max_length=200, unique=True)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("membre")
    )
    address = models.EmailField(_("adresse e-mail"))
    subject = models.CharField(_("objet"), max_length=250)
    text = models.TextField(_("texte"))
    html = models.TextField(_("texte mis en forme"))
    attachments = models.JSONField(_("pièces jointes"), default=list, blank=True)
    state = models.CharField(_("état"), max_length=9, choices=State, default=State.PREPARED)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    last_error = models.CharField(_("dernière erreur"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("préparé le"), auto_now_add=True)
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="delivery_sent_is_dated",
            )
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="delivery_state_created")]

    def __str__(self):
        return self.key
