"""What is kept is kept for as long as the one table says, and no app has a duration of its own."""

import ast
from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app

from capassistant.retention import RETENTION
from contact.actions import erase_outlived
from contact.models import Letter, Thread
from events.actions.questions import erase_answers
from events.models import Answer, Question
from mailing.actions import forget_abandoned
from mailing.messages import reference
from mailing.models import Delivery
from members.actions.address import forget_addresses
from members.actions.request import erase_refused, expire_invitations, expire_requests
from members.models import AddressChange, Member
from tests.factories import make_delivery, make_event, make_member, make_registration, make_thread
from tests.rules.source import dotted, modules, tree

A_DAY = timedelta(days=1)
ERASED_BY = {
    "contact.tidy": {"contact.threads"},
    "events.erase_answers": {"events.answers", "events.delicate_answers"},
    "mailing.forget_tasks": {"mailing.tasks"},
    "mailing.tidy": {"mailing.undelivered_text"},
    "members.close_requests": {
        "members.unanswered_request",
        "members.unanswered_invitation",
        "members.refused_request",
        "members.address_change",
    },
    "operations.forget_sessions": set(),  # Each carries its own end, some hours away.
}
ERASES_NOTHING = {"events.remind", "events.settle", "mailing.recover"}
NEVER_ERASED = {"events.cancelled_in_feeds", "events.past_in_feeds", "mailing.links"}
"""How long something is shown or accepted; nothing is kept for it."""


def reads(path):
    """The names that a module reads in ``settings.RETENTION``."""
    return [
        node.slice.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "settings.RETENTION"
    ]


def durations(path):
    """Every timedelta of days or weeks that a module writes down."""
    return [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "timedelta"
        and {argument.arg for argument in node.keywords} & {"days", "weeks"}
    ]


def test_every_duration_of_the_table_is_read_once_by_the_app_it_names():
    read = [(name, dotted(path).split(".")[0]) for path in modules() for name in reads(path)]

    assert sorted(read) == sorted((name, name.split(".")[0]) for name in RETENTION)


def test_every_task_that_runs_by_itself_says_what_it_erases():
    tasks = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}

    assert set(ERASED_BY) | ERASES_NOTHING == tasks
    assert sorted([*NEVER_ERASED, *(name for names in ERASED_BY.values() for name in names)]) == sorted(RETENTION)


def test_what_erases_counts_no_days_of_its_own():
    names = {
        "contact.actions",
        "events.actions.questions",
        "mailing.actions",
        "mailing.tasks",
        "members.actions.request",
    }

    assert {dotted(path): durations(path) for path in modules() if dotted(path) in names} == dict.fromkeys(names, [])


def answer(age, *, is_delicate=False):
    ended_at = timezone.now() - age
    event = make_event(starts_at=ended_at - timedelta(hours=2), ends_at=ended_at)
    question = Question.objects.create(event=event, position=1, text="Allergies ?", is_delicate=is_delicate)
    row = Answer.objects.create(registration=make_registration(event), question=question, text="Aucune")
    erase_answers()
    return Answer.objects.filter(pk=row.pk).exists()


def delicate_answer(age):
    return answer(age, is_delicate=True)


def thread(age):
    row = make_thread(make_member(), changed_at=timezone.now() - age)
    mail = make_delivery(about=reference(row))
    letters, mails = Letter.objects.filter(thread=row.pk), Delivery.objects.filter(pk=mail.pk)
    erase_outlived()
    kept = {Thread.objects.filter(pk=row.pk).exists(), letters.exists(), mails.exists()}
    assert len(kept) == 1, "the letters and the traces of the mails stay and go with their thread"
    return kept.pop()


def undelivered_text(age):
    row = Delivery.objects.filter(pk=make_delivery(state="abandoned").pk)
    row.update(created_at=timezone.now() - age)
    forget_abandoned(timezone.now())
    return row.exclude(text="").exists()


def unanswered_request(age):
    row = make_member(last_name="Demande", state="awaiting", joined_on=None, requested_at=timezone.now() - age)
    expire_requests()
    return Member.objects.filter(pk=row.pk, last_name="Demande").exists()


def refused_request(age):
    row = make_member(last_name="Demande", state="former", joined_on=None, left_on=timezone.localdate() - age)
    erase_refused()
    return Member.objects.filter(pk=row.pk, last_name="Demande").exists()


def unanswered_invitation(age):
    row = make_member(last_name="Invitée", state="invited", joined_on=None, requested_at=timezone.now() - age)
    expire_invitations()
    return Member.objects.filter(pk=row.pk, last_name="Invitée").exists()


def address_change(age):
    row = AddressChange.objects.create(member=make_member(), email="n@example.org", asked_at=timezone.now() - age)
    forget_addresses()
    return AddressChange.objects.filter(pk=row.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "is_kept"),
    [
        ("contact.threads", thread),
        ("events.answers", answer),
        ("events.delicate_answers", delicate_answer),
        ("mailing.undelivered_text", undelivered_text),
        ("members.unanswered_request", unanswered_request),
        ("members.refused_request", refused_request),
        ("members.unanswered_invitation", unanswered_invitation),
        ("members.address_change", address_change),
    ],
)
def test_each_thing_is_kept_until_its_day_and_not_after(name, is_kept):
    assert is_kept(RETENTION[name] - A_DAY) is True
    assert is_kept(RETENTION[name] + A_DAY) is False
