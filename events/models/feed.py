"""A member's private calendar address: the secret is shown once, its SHA-256 is kept."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SECRET_BYTES = 24


def digest(secret):
    return hashlib.sha256(secret.encode()).hexdigest()


class CalendarFeedQuerySet(models.QuerySet):
    def for_secret(self, secret):
        """The feed behind ``secret`` while its member is active, else ``None``."""
        feeds = self.select_related("member").filter(token_hash=digest(secret))
        return next((feed for feed in feeds if feed.member.is_active), None)


class CalendarFeed(models.Model):
    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed", verbose_name=_("membre")
    )
    token_hash = models.CharField(_("empreinte du secret"), max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("créé le"), default=timezone.now, editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("abonnement de calendrier")
        verbose_name_plural = _("abonnements de calendrier")

    def __str__(self):
        return str(self.member)

    @staticmethod
    def new_secret():
        """192 random bits, fit for an address."""
        return secrets.token_urlsafe(SECRET_BYTES)
