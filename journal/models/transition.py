"""The passages of an article from state to state: who, when, with which words; appended, never changed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.models.article import Article


class Transition(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="transitions", verbose_name=_("article"))
    from_state = models.CharField(_("de"), max_length=20, choices=Article.State)
    to_state = models.CharField(_("à"), max_length=20, choices=Article.State)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="article_steps", verbose_name=_("par")
    )
    comment = models.TextField(_("commentaire"), max_length=2000, blank=True)
    at = models.DateTimeField(_("le"), default=timezone.now)

    class Meta:
        verbose_name = _("étape")
        verbose_name_plural = _("étapes")
        ordering = ("at", "pk")
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update),)

    def __str__(self) -> str:
        return f"{self.article}: {self.get_from_state_display()} → {self.get_to_state_display()}"
