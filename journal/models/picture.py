"""The pictures of an article, with the words that describe them."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from journal.models.article import Article
from members.models import Member


def picture_path(_picture: models.Model, _name: str) -> str:
    """A random name: what the person called the file never reaches the disk."""
    return f"journal/{uuid.uuid4().hex}.webp"


class PictureQuerySet(models.QuerySet["Picture"]):
    def visible_to(self, member: Member) -> "PictureQuerySet":
        return self.filter(article__in=Article.objects.visible_to(member).values("pk"))

    def workable_by(self, member: Member) -> "PictureQuerySet":
        return self.filter(article__in=Article.objects.workable_by(member).values("pk"))

    def without_alternative(self) -> "PictureQuerySet":
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

    def __str__(self) -> str:
        return self.alt or self.caption or str(_("image"))

    def get_absolute_url(self) -> str:
        return reverse("journal:picture_file", args=[self.pk])

    @property
    def has_alternative(self) -> bool:
        return self.decorative or bool(self.alt)
