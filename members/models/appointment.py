"""Appointments: a member holds a role from a day to a day.

Rights follow from the appointments in force today and are stored nowhere else,
so an ended term stops by itself.
"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pghistory import DeleteEvent, InsertEvent, UpdateEvent, track

SOON = timedelta(days=90)
"""How long before its last day a term is said to end soon."""


class Role(models.TextChoices):
    CORE_TEAM = "core_team", _("Core-team")
    EDITORIAL = "editorial", _("Comité éditorial")
    SPONSOR = "sponsor", _("Parrainage")


MONTHS = 12
"""How long a term lasts unless those who give it say otherwise."""


def last_day(starts_on: date) -> date:
    """The last day of a term of the usual length."""
    return starts_on + relativedelta(months=MONTHS, days=-1)


class DateRange(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def on(self, day: date) -> "AppointmentQuerySet":
        """Those in force on ``day``; the last day counts, an open end never ends."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def today(self) -> "AppointmentQuerySet":
        return self.on(timezone.localdate())

    def ending_soon(self) -> "AppointmentQuerySet":
        """Those in force today whose last day comes within ``SOON``."""
        return self.today().filter(ends_on__lt=timezone.localdate() + SOON)


@track(InsertEvent(), UpdateEvent(), DeleteEvent(), model_name="AppointmentHistory")
class Appointment(models.Model):
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments", verbose_name=_("membre")
    )
    role = models.CharField(_("rôle"), max_length=12, choices=Role)
    title = models.CharField(
        _("fonction dans l’équipe"), max_length=80, blank=True, help_text=_("Par exemple : relectrice, trésorier.")
    )
    starts_on = models.DateField(_("à partir du"), default=timezone.localdate)
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True, help_text=_("Dernier jour du mandat, inclus."))
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("nommé par"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("enregistré le"), auto_now_add=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandat")
        verbose_name_plural = _("mandats")
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_start",
                violation_error_message=_("Le dernier jour du mandat précède le premier."),
            ),
            ExclusionConstraint(
                name="appointment_no_overlap",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Cette personne tient déjà ce rôle sur une partie de ces dates."),
            ),
        ]
        indexes = [models.Index(fields=["role", "starts_on"], name="appointment_role_start")]

    def __str__(self) -> str:
        return f"{self.member} : {self.get_role_display()}"

    def clean(self) -> None:
        """Said before the constraints are tried: the database has no range that ends before it starts."""
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("Le dernier jour du mandat précède le premier.")})

    @property
    def is_current(self) -> bool:
        return self.starts_on <= timezone.localdate() and not self.is_over

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()
