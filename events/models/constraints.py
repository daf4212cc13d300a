"""What the database itself refuses of an event."""

from django.db import models
from django.db.models import F, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from clock.words import in_words_later
from events.models.state import State

MOST_GUESTS = 2
MOST_ANSWER_HOURS = 48

CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        condition=Q(ends_at__gt=F("starts_at")),
        name="event_ends_after_start",
        violation_error_message=_("La fin précède le début."),
    ),
    models.CheckConstraint(
        condition=Q(group__isnull=True) | Q(kind="working_group"),
        name="event_group_meets",
        violation_error_message=_("Seule une séance de groupe de travail appartient à un groupe."),
    ),
    models.CheckConstraint(
        condition=~Q(state=State.CANCELLED) | ~Q(cancellation_reason=""),
        name="event_cancelled_has_reason",
        violation_error_message=_("Une annulation demande une raison."),
    ),
    models.CheckConstraint(
        condition=Q(seats__isnull=True) | Q(seats__gte=1),
        name="event_seats_positive",
        violation_error_message=_("Prévoyez au moins une place."),
    ),
    models.CheckConstraint(
        condition=Q(seats__isnull=True) | Q(taken_count__lte=F("seats")),
        name="event_seats_not_exceeded",
        violation_error_message=_("Plus de personnes sont inscrites qu’il n’y a de places."),
    ),
    models.CheckConstraint(
        condition=Q(online_seats__isnull=True) | Q(online_seats__gte=1),
        name="event_remote_seats_positive",
        violation_error_message=_("Prévoyez au moins une place en visio."),
    ),
    models.CheckConstraint(
        condition=Q(online_seats__isnull=True) | Q(online_taken_count__lte=F("online_seats")),
        name="event_remote_seats_not_exceeded",
        violation_error_message=_("Plus de personnes sont inscrites en visio qu’il n’y a de places."),
    ),
    models.CheckConstraint(condition=Q(guests_allowed__lte=MOST_GUESTS), name="event_guests_in_range"),
    models.CheckConstraint(
        condition=Q(answer_hours__isnull=True) | Q(answer_hours__range=(1, MOST_ANSWER_HOURS)),
        name="event_answer_hours_in_range",
        violation_error_message=format_lazy(
            _("Laissez entre une et {most} heures ouvrées pour répondre."), most=in_words_later(MOST_ANSWER_HOURS)
        ),
    ),
    models.CheckConstraint(
        condition=Q(reserved_seats=0, reserved_for="", reserved_until__isnull=True)
        | (Q(reserved_seats__gte=1, reserved_until__isnull=False) & ~Q(reserved_for="")),
        name="event_reserved_seats_are_whole",
        violation_error_message=_("Des places réservées le sont à quelqu’un, jusqu’à une date."),
    ),
    models.CheckConstraint(
        condition=~Q(reserved_for="site") | Q(reserved_site__isnull=False),
        name="event_reserved_site_is_named",
        violation_error_message=_("Choisissez le site auquel des places sont réservées."),
    ),
    models.CheckConstraint(
        condition=Q(registration_opens_at__isnull=True)
        | Q(registration_closes_at__isnull=True)
        | Q(registration_opens_at__lt=F("registration_closes_at")),
        name="event_registration_window_order",
        violation_error_message=_("Les inscriptions closent avant d’ouvrir."),
    ),
    models.CheckConstraint(
        condition=(Q(registration_opens_at__isnull=True) | Q(registration_opens_at__lt=F("starts_at")))
        & (Q(registration_closes_at__isnull=True) | Q(registration_closes_at__lte=F("starts_at"))),
        name="event_registration_before_start",
        violation_error_message=_("Les inscriptions ouvrent et closent avant le début."),
    ),
]
