"""The journal of acts, read across the history tables that the database keeps by itself."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from pghistory.models import Events


class Act(Events):
    """Who did what, when, from what to what: nothing is stored here."""

    user = pghistory.ProxyField(
        "pgh_context__user",
        models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, verbose_name=_("qui")),
    )

    class Meta:
        proxy = True
        verbose_name = _("acte")
        verbose_name_plural = _("journal des actes")
        default_permissions = []
