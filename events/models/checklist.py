"""What a host prepares before the day, each thing so many days ahead (« J-21 réserver la salle »)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guards.versions import version_of

MOST_ITEMS = 20
LONGEST_AHEAD = 365
LONGEST_LABEL = 160


class ChecklistItem(models.Model):
    event = models.ForeignKey("events.Event", models.CASCADE, related_name="checklist", verbose_name=_("rendez-vous"))
    label = models.CharField(_("à préparer"), max_length=LONGEST_LABEL)
    days_before = models.PositiveSmallIntegerField(_("jours avant"), validators=[MaxValueValidator(LONGEST_AHEAD)])
    done_at = models.DateTimeField(_("fait le"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fait par")
    )

    class Meta:
        verbose_name = _("préparatif")
        verbose_name_plural = _("préparatifs")
        ordering = ["-days_before", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "days_before", "label"], name="checklist_item_once"),
            models.CheckConstraint(condition=Q(days_before__lte=LONGEST_AHEAD), name="checklist_item_days_in_range"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="checklist_item_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"J-{self.days_before} {self.label}"

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def due_on(self) -> date:
        return timezone.localdate(self.event.starts_at) - timedelta(days=self.days_before)

    def is_late(self, today: date | None = None) -> bool:
        return not self.is_done and self.due_on < (today or timezone.localdate())


def lines_version(items: Iterable[ChecklistItem]) -> str:
    """What changes when other things are to be prepared (``guards.versions``)."""
    return version_of(*map(str, items))


def ticks_version(items: Iterable[ChecklistItem]) -> str:
    """What changes when another thing is done, or is to be prepared."""
    return version_of(*((item.pk, item.is_done) for item in items))
