"""What a host asks of who registers, and the answers: five questions at most, answers that do not stay."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from clock.words import in_words_later
from guards.versions import version_of

MOST_QUESTIONS = 5
KEPT, DELICATE_KEPT = settings.RETENTION["events.answers"], settings.RETENTION["events.delicate_answers"]
"""How long after the event an answer stays."""


class Question(models.Model):
    event = models.ForeignKey("events.Event", models.CASCADE, related_name="questions", verbose_name=_("rendez-vous"))
    position = models.PositiveSmallIntegerField(_("ordre"))
    text = models.CharField(_("question"), max_length=160)
    is_delicate = models.BooleanField(
        format_lazy(_("réponse délicate : effacée au bout de {days} jours"), days=in_words_later(DELICATE_KEPT.days)),
        default=False,
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "position"], name="question_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(position__range=(1, MOST_QUESTIONS)), name="question_position_in_range"),
        ]

    def __str__(self) -> str:
        return self.text


class AnswerQuerySet(models.QuerySet["Answer"]):
    def outlived(self, now: datetime | None = None) -> Self:
        """Those that have served: some time after the event, sooner for the delicate."""
        now = now or timezone.now()
        delicate = Q(question__is_delicate=True, registration__event__ends_at__lte=now - DELICATE_KEPT)
        return self.filter(delicate | Q(registration__event__ends_at__lte=now - KEPT))


class Answer(models.Model):
    registration = models.ForeignKey(
        "events.Registration", models.CASCADE, related_name="answers", verbose_name=_("inscription")
    )
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers", verbose_name=_("question"))
    text = models.CharField(_("réponse"), max_length=500)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("réponse")
        verbose_name_plural = _("réponses")
        ordering = ["question__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["registration", "question"], name="answer_once")]

    def __str__(self) -> str:
        return self.text


def questions_version(questions: Iterable[Question]) -> str:
    """What changes when the host asks something else (``guards.versions``)."""
    return version_of(*((question.text, question.is_delicate) for question in questions))
