"""Where members work, and for which part of the company."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Site(models.Model):
    """A place where members work."""

    name = models.CharField(_("nom"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A part of the company: « Direction juridique »."""

    name = models.CharField(_("nom"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("direction")
        verbose_name_plural = _("directions")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
