"""What was corrected in a published issue, as its readers are told: a day and a sentence, appended, never changed."""

import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clock import paris
from journal.models.article import Article
from journal.models.issue import Issue

LENGTH = 300


class Correction(models.Model):
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="corrections", verbose_name=_("numéro"))
    article = models.ForeignKey(
        Article,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("article"),
        help_text=_("Sans article : la couverture ou l’éditorial."),
    )
    text = models.CharField(_("ce qui est corrigé"), max_length=LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("par"))
    at = models.DateTimeField(_("le"), default=timezone.now)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("at", "pk")
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update),)

    def __str__(self) -> str:
        return self.text

    @property
    def day(self) -> datetime.date:
        """The day of Paris, the same for every reader."""
        return paris.day_of(self.at)
