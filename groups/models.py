"""Working groups: people who meet for a while about one problem; their dates are events of the agenda."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WorkingGroupQuerySet(models.QuerySet["WorkingGroup"]):
    def open(self, on: date | None = None) -> "WorkingGroupQuerySet":
        """Those at work on that day, today if none is given."""
        day = on or timezone.localdate()
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=day), opened_on__lte=day)

    def begun(self, on: date) -> "WorkingGroupQuerySet":
        """Those that have opened by that day, at work or closed."""
        return self.filter(opened_on__lte=on)

    def to_come(self, on: date | None = None) -> "WorkingGroupQuerySet":
        """Those that open after that day, the soonest first."""
        return self.filter(opened_on__gt=on or timezone.localdate()).order_by("opened_on", "name")

    def closed(self, on: date | None = None) -> "WorkingGroupQuerySet":
        """Those whose work is done, the latest first."""
        return self.filter(closed_on__lt=on or timezone.localdate()).order_by("-closed_on", "name")


class WorkingGroup(models.Model):
    name = models.CharField(_("nom"), max_length=80)
    slug = models.SlugField(
        _("adresse"), max_length=80, unique=True, error_messages={"unique": _("Un groupe a déjà cette adresse.")}
    )
    purpose = models.CharField(_("objet"), max_length=300, help_text=_("Une phrase : le problème à résoudre."))
    opened_on = models.DateField(_("ouvert le"), default=timezone.localdate)
    closed_on = models.DateField(_("clos le"), null=True, blank=True, help_text=_("Dernier jour de travail."))

    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("pilotage"),
        help_text=_("La personne à qui parler du groupe ; son nom est sur la page du groupe."),
    )  # fmt: skip
    changed_at = models.DateTimeField(_("modifié le"), auto_now=True)

    objects = WorkingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("groupe de travail")
        verbose_name_plural = _("groupes de travail")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), name="working_group_name", violation_error_message=_("Ce groupe existe déjà.")
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="working_group_closes_after_opening",
                violation_error_message=_("Un groupe ne peut pas être clos avant d’avoir ouvert."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("groups:group_detail", args=[self.slug])

    def is_to_come(self, on: date | None = None) -> bool:
        return self.opened_on > (on or timezone.localdate())

    def is_closed(self, on: date | None = None) -> bool:
        return self.closed_on is not None and self.closed_on < (on or timezone.localdate())
