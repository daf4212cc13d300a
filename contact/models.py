"""Threads and their letters: who wrote to which box, what was answered, what is kept and for how long."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clock import workdays
from members.models import Appointment, Member, Role
from members.models.member import LowerEmailField
from members.models.queries import MemberQuerySet

KEPT = settings.RETENTION["contact.threads"]
"""How long a thread stays after its last letter."""
MONTHS_KEPT = KEPT // timedelta(days=30)
ANSWER_DAYS = 3
"""Working days within which the boxes promise an answer."""
LONGEST_SUBJECT, LONGEST_TEXT = 80, 5000


class Box(models.TextChoices):
    """Whom one writes to; each box is read by who holds the role of the same name."""

    CORE_TEAM = Role.CORE_TEAM.value, _("la core-team")
    EDITORIAL = Role.EDITORIAL.value, _("le comité éditorial")

    @property
    def address(self) -> str:
        """The mailbox that takes answers by mail."""
        return settings.CONTACTS[self.value]

    @property
    def permission(self) -> str:
        return f"contact.answer_{self.value}"

    def readers(self) -> MemberQuerySet:
        """Who reads this box today."""
        return Member.objects.active().holding(Role(self.value))


def count_readers() -> dict[str, int]:
    """How many people read each box today."""
    terms = Appointment.objects.today().filter(role__in=Box.values, member__state=Member.State.ACTIVE)
    found = dict(terms.order_by().values_list("role").annotate(Count("member", distinct=True)))
    return {box.value: found.get(box.value, 0) for box in Box}


def boxes_of(member: Member) -> list[Box]:
    """The boxes that ``member`` may read and answer."""
    return [box for box in Box if member.has_perm(box.permission)]


class State(models.TextChoices):
    OPEN = "open", _("attend une réponse")
    ANSWERED = "answered", _("répondu")
    CLOSED = "closed", _("classé")


class ThreadQuerySet(models.QuerySet["Thread"]):
    def written_by(self, member: Member) -> Self:
        """The own threads of a member, the latest first."""
        return self.filter(member=member).order_by("-changed_at", "-pk")

    def readable_by(self, member: Member) -> Self:
        """Those of the boxes that ``member`` reads."""
        return self.filter(box__in=boxes_of(member))

    def waiting_for(self, reader: int) -> Self:
        """Without an answer, written by somebody else, and handled by nobody or by the ``reader`` of that number."""
        of_others = Q(member=None) | ~Q(member=reader)
        return self.filter(of_others, Q(handler=None) | Q(handler=reader), state=State.OPEN)

    def handled_by_others(self, reader: int) -> Self:
        """Without an answer, but somebody else than that ``reader`` looks after them."""
        return self.filter(state=State.OPEN, handler__isnull=False).exclude(handler=reader)

    def outlived(self, now: datetime | None = None) -> Self:
        """Those whose last letter is too old to be kept."""
        return self.filter(changed_at__lt=(now or timezone.now()) - KEPT)


class Thread(models.Model):
    State = State

    box = models.CharField(_("boîte"), max_length=9, choices=Box)
    subject = models.CharField(_("objet"), max_length=LONGEST_SUBJECT)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="threads",
        verbose_name=_("membre"),
    )
    name = models.CharField(_("nom"), max_length=120, blank=True)
    address = LowerEmailField(_("adresse e-mail"), blank=True)
    language = models.CharField(_("langue"), max_length=2, choices=settings.LANGUAGES, default="fr")
    origin = models.CharField(_("provenance"), max_length=64, blank=True)
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.OPEN)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("en charge")
    )
    created_at = models.DateTimeField(_("reçu le"), default=timezone.now)
    changed_at = models.DateTimeField(_("dernier message le"), default=timezone.now)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("échange")
        verbose_name_plural = _("échanges")
        ordering = ["changed_at", "pk"]
        default_permissions = ()
        permissions = [
            ("answer_core_team", "Can read and answer what is written to the core-team"),
            ("answer_editorial", "Can read and answer what is written to the editorial committee"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, address="") | (Q(member__isnull=True) & ~Q(address="")),
                name="thread_member_or_address",
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False) | Q(box="core_team"), name="thread_of_strangers_to_core_team"
            ),
        ]
        indexes = [models.Index(fields=["box", "state", "changed_at"], name="thread_box_state")]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """The page of who wrote."""
        return reverse("contact:thread_detail", args=[self.pk])

    def get_box_url(self) -> str:
        """The page of those who answer."""
        return reverse("contact:box_thread", args=[self.pk])

    @property
    def is_late(self) -> bool:
        """Whether the answer is due: so many working days have passed since the last letter."""
        due = workdays.add_working_hours(self.changed_at, ANSWER_DAYS * workdays.HOURS)
        return self.state == State.OPEN and due < timezone.now()

    @property
    def writer(self) -> str:
        """Who wrote, as far as it is known."""
        return self.member.full_name if self.member else self.name or gettext("Une personne non connectée")

    @property
    def reply_address(self) -> str:
        """Where the answers go; known to those who answer alone."""
        return self.member.email if self.member else self.address


class LetterQuerySet(models.QuerySet["Letter"]):
    def exchanged(self) -> Self:
        """What who wrote may read: no internal note."""
        return self.exclude(kind=Letter.Kind.NOTE)

    def with_authors(self) -> Self:
        return self.select_related("author", "thread__member")


class Letter(models.Model):
    class Kind(models.TextChoices):
        RECEIVED = "received", _("reçu")
        ANSWER = "answer", _("réponse")
        NOTE = "note", _("note interne")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="letters", verbose_name=_("échange"))
    kind = models.CharField(_("sorte"), max_length=8, choices=Kind)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="letters", verbose_name=_("de")
    )
    text = models.TextField(_("texte"), max_length=LONGEST_TEXT)
    written_at = models.DateTimeField(_("écrit le"), default=timezone.now)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("lettre")
        verbose_name_plural = _("lettres")
        ordering = ["written_at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["author", "kind", "written_at"], name="letter_author_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.thread}"

    @property
    def is_received(self) -> bool:
        return self.kind == self.Kind.RECEIVED

    @property
    def is_note(self) -> bool:
        return self.kind == self.Kind.NOTE

    @property
    def signature(self) -> str:
        """Who wrote: the whole name, or what a visitor gave."""
        return self.author.full_name if self.author else self.thread.writer
