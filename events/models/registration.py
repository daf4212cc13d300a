"""Registrations: a place in an event, or a rank in its line.

A row is a fact: leaving closes it, coming back opens another one at the end of the line.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pghistory import InsertEvent, UpdateEvent, track

LIVE = ("confirmed", "waiting")

REFUSE_UNPUBLISHED = """
    IF EXISTS (
        SELECT 1 FROM new_values n JOIN events_event e ON e.id = n.event_id
        WHERE n.status IN ({statuses}) AND e.state <> 'published' {also}
    ) THEN
        RAISE EXCEPTION 'registration_event_is_published: only published events take registrations'
            USING ERRCODE = 'check_violation';
    END IF;
"""

COUNT = """
    UPDATE events_event e SET confirmed_count = e.confirmed_count + changes.total
    FROM ({changes}) AS changes
    WHERE e.id = changes.event_id AND changes.total <> 0;
    RETURN NULL;
"""

ADDED = "SELECT event_id, 1 AS n FROM new_values WHERE status = 'confirmed'"
REMOVED = "SELECT event_id, -1 AS n FROM old_values WHERE status = 'confirmed'"


def summed(*parts):
    return f"SELECT event_id, SUM(n) AS total FROM ({' UNION ALL '.join(parts)}) AS parts GROUP BY event_id"


class RegistrationQuerySet(models.QuerySet):
    def live(self):
        return self.filter(status__in=LIVE)

    def confirmed(self):
        return self.filter(status=Registration.Status.CONFIRMED)

    def waiting(self):
        return self.filter(status=Registration.Status.WAITING)

    def in_line(self):
        """In the order in which places are given."""
        return self.order_by("queued_at", "pk")

    def with_rank(self):
        """Annotates ``rank``: how many wait up to and including this one; 0 for the confirmed."""
        ahead = Q(queued_at__lt=OuterRef("queued_at")) | Q(queued_at=OuterRef("queued_at"), pk__lte=OuterRef("pk"))
        line = Registration.objects.waiting().filter(ahead, event=OuterRef("event"), status=OuterRef("status"))
        count = line.order_by().values("event").annotate(total=Count("pk")).values("total")
        return self.annotate(rank=Coalesce(Subquery(count), 0))


@track(InsertEvent(), UpdateEvent(), model_name="RegistrationHistory")
class Registration(models.Model):
    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmée")
        WAITING = "waiting", _("en attente")
        CANCELLED = "cancelled", _("désistée")

    class Attendance(models.TextChoices):
        PRESENT = "present", _("présence")
        ABSENT = "absent", _("absence")
        EXCUSED = "excused", _("absence excusée")

    event = models.ForeignKey(
        "events.Event", models.CASCADE, related_name="registrations", verbose_name=_("rendez-vous")
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="registrations", verbose_name=_("membre")
    )
    status = models.CharField(_("état"), max_length=9, choices=Status)
    queued_at = models.DateTimeField(_("demandée le"), default=timezone.now)
    promoted_at = models.DateTimeField(_("sortie de la liste d’attente le"), null=True, blank=True)
    left_at = models.DateTimeField(_("désistée le"), null=True, blank=True)
    attendance = models.CharField(_("présence"), max_length=7, choices=Attendance, blank=True)
    changed_at = models.DateTimeField(_("modifiée le"), default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("modifiée par"),
    )  # fmt: skip

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")
        ordering = ["queued_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "member"],
                condition=Q(status__in=LIVE),
                name="registration_one_live",
                violation_error_message=_("Cette personne a déjà une inscription."),
            ),
            models.CheckConstraint(
                condition=Q(status="cancelled", left_at__isnull=False)
                | (~Q(status="cancelled") & Q(left_at__isnull=True)),
                name="registration_left_is_dated",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "queued_at", "id"], condition=Q(status="waiting"), name="registration_line"),
            models.Index(fields=["member", "status"], name="registration_member_status"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="registration_counted_on_insert",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="new_values"),
                func=REFUSE_UNPUBLISHED.format(statuses="'confirmed', 'waiting'", also="")
                + COUNT.format(changes=summed(ADDED)),
            ),
            pgtrigger.Trigger(
                name="registration_counted_on_update",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                referencing=pgtrigger.Referencing(old="old_values", new="new_values"),
                func=REFUSE_UNPUBLISHED.format(
                    statuses="'confirmed'",
                    also="AND NOT EXISTS (SELECT 1 FROM old_values o WHERE o.id = n.id AND o.status = 'confirmed')",
                )
                + COUNT.format(changes=summed(ADDED, REMOVED)),
            ),
            pgtrigger.Trigger(
                name="registration_counted_on_delete",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                referencing=pgtrigger.Referencing(old="old_values"),
                func=COUNT.format(changes=summed(REMOVED)),
            ),
        ]

    def __str__(self):
        return f"{self.member}, {self.event} : {self.get_status_display()}"

    @property
    def is_confirmed(self):
        return self.status == self.Status.CONFIRMED

    @property
    def is_waiting(self):
        return self.status == self.Status.WAITING

    @property
    def is_live(self):
        return self.status in LIVE
