"""What hangs on an article: the steps it went through (append-only) and its pictures."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.models.article import Article


class ArticleStep(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="steps", verbose_name=_("article"))
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

    def __str__(self):
        return f"{self.article}: {self.get_from_state_display()} → {self.get_to_state_display()}"


def picture_path(_picture, _name):
    """A random name: what the person called the file never reaches the disk."""
    return f"journal/{uuid.uuid4().hex}.webp"


class PictureQuerySet(models.QuerySet):
    def visible_to(self, member):
        return self.filter(article__in=Article.objects.visible_to(member).values("pk"))

    def workable_by(self, member):
        return self.filter(article__in=Article.objects.workable_by(member).values("pk"))

    def without_alternative(self):
        return self.filter(decorative=False, alt="")


class Picture(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="pictures", verbose_name=_("article"))
    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    file = models.FileField(_("fichier"), upload_to=picture_path, max_length=255)
    alt = models.CharField(_("texte de remplacement"), max_length=250, blank=True)
    decorative = models.BooleanField(_("image décorative"), default=False)
    caption = models.CharField(_("légende"), max_length=250, blank=True)
    credit = models.CharField(_("crédit"), max_length=120, blank=True)
    width = models.PositiveIntegerField(_("largeur"))
    height = models.PositiveIntegerField(_("hauteur"))

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(decorative=False) | models.Q(alt=""),
                name="journal_picture_decorative_or_described",
                violation_error_message=_("Une image décorative n’a pas de texte de remplacement."),
            ),
        )

    def __str__(self):
        return self.alt or self.caption or str(_("image"))

    def get_absolute_url(self):
        return reverse("journal:picture_file", args=[self.pk])

    @property
    def has_alternative(self):
        return self.decorative or bool(self.alt)
