"""Questions at registration and their answers (lock order: see the package)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from events.actions.locks import lock, refuse_cancelled
from events.models import Answer, Event, Question, Registration
from events.models.question import questions_version
from guards.refusals import Refused
from guards.versions import check_version
from members.models import Member


@transaction.atomic
def ask(event: Event, questions: Iterable[tuple[str, bool]], *, version: str | None = None) -> Event:
    """The questions of ``event`` are these, typed over ``version``: (text, is_delicate) in their order, five at most.

    One whose words stay keeps its answers, whatever its place; one that goes takes its answers with it.
    """
    event = lock(event)
    refuse_cancelled(event)
    asked = list(event.questions.all())
    check_version(event, version, stored=questions_version(asked))
    known = {question.text: question for question in asked}
    for position, (text, is_delicate) in enumerate(questions, 1):
        question = known.pop(text, None) or Question(event=event, text=text)
        question.position, question.is_delicate = position, is_delicate
        question.save()
    event.questions.filter(pk__in=[question.pk for question in known.values()]).delete()
    return event


@transaction.atomic
def answer(event: Event, member: Member, answers: dict[int, str]) -> None:
    """Keep the answers of ``member``, by number of question, until the start; an empty one is taken back."""
    event = lock(event)
    registration = event.registrations.live_of(member)
    if registration is None:
        raise Refused(_("Inscrivez-vous d’abord : les réponses vont avec l’inscription."))
    if event.has_started():
        raise Refused(_("Ce rendez-vous a commencé : les réponses ne changent plus."))
    for question in event.questions.all():
        text = answers.get(question.pk, "")
        if text:
            Answer.objects.update_or_create(registration=registration, question=question, defaults={"text": text})
        else:
            registration.answers.filter(question=question).delete()


def carry_answers(former: Registration, registration: Registration) -> None:
    """Who goes to another date answers there what was asked at the first one in the same words."""
    answers = list(former.answers.select_related("question"))
    questions = {question.text: question for question in registration.event.questions.all()} if answers else {}
    carried = [
        Answer(registration=registration, question=questions[answer.question.text], text=answer.text)
        for answer in answers
        if answer.question.text in questions
    ]
    Answer.objects.bulk_create(carried, ignore_conflicts=True)


@transaction.atomic
def erase_answers() -> int:
    """Erase the answers that have served; returns how many."""
    return Answer.objects.outlived().delete()[0]
