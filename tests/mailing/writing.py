"""Messages of the tests, and instants of Paris."""

import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from mailing import outbox
from mailing.messages import Message
from mailing.topics import Topic


def paris(*moment):
    return datetime.datetime(*moment, tzinfo=ZoneInfo("Europe/Paris"))


def message(once_for="cause-1", **fields):
    return Message(cause="mailing.test", once_for=once_for, **({"topic": Topic.ACCOUNT} | fields))


def queue(*messages):
    with transaction.atomic():
        outbox.queue(messages)


def jobs_of(delivery):
    """The tasks that send ``delivery``; those of former tests may still be in the table."""
    return ProcrastinateJob.objects.filter(task_name=outbox.DELIVER, args={"delivery_id": delivery.pk})
