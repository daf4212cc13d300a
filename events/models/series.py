"""A series: the dates of one event that comes again, or the same workshop on several dates.

Each date is an event of its own, with its registrations; ``Event.series_date`` is the day that the
rhythm gave it, so that a date moved by hand stays known as an exception.
"""

from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.state import State

MOST_DATES = 60


class Scope(models.TextChoices):
    """How far a change reaches in a series."""

    THIS = "this", _("Cette date")
    FOLLOWING = "following", _("Celle-ci et les suivantes")
    ALL = "all", _("Toutes les dates à venir")


class SeriesQuerySet(models.QuerySet["Series"]):
    def sharing_one_seat(self) -> Self:
        """Those on whose dates, taken together, a person has one place."""
        return self.filter(one_seat=True)


class Series(models.Model):
    class Rhythm(models.TextChoices):
        CHOSEN = "chosen", _("dates choisies")
        WEEKLY = "weekly", _("toutes les semaines, ou toutes les n semaines")
        MONTHLY_DAY = "monthly_day", _("tous les mois, à la même date")
        MONTHLY_WEEKDAY = "monthly_weekday", _("tous les mois, le même jour de la semaine")

    rhythm = models.CharField(_("rythme"), max_length=15, choices=Rhythm, default=Rhythm.CHOSEN)
    interval = models.PositiveSmallIntegerField(
        _("intervalle"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    until_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    count = models.PositiveSmallIntegerField(
        _("nombre de dates"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_DATES)]
    )
    one_seat = models.BooleanField(_("une place par personne sur l’ensemble des dates"), default=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("série")
        verbose_name_plural = _("séries")
        constraints = [
            models.CheckConstraint(condition=Q(interval__range=(1, 12)), name="series_interval_in_range"),
            models.CheckConstraint(
                condition=Q(count__isnull=True) | Q(count__range=(1, MOST_DATES)), name="series_count_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rhythm_display()} ({self.pk})"

    def days(self) -> set[date | None]:
        """The days that the rhythm gave to its dates, the cancelled ones aside."""
        return set(self.events.exclude(state=State.CANCELLED).values_list("series_date", flat=True))
