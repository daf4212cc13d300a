"""The worker makes good what a crash left behind, and forgets the traces of what is done."""

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from mailing import outbox
from mailing.models import Delivery
from tests.mailing.servers import mail_server, run_worker
from tests.mailing.writing import jobs_of, message, queue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("template", "office_hours")]


def test_the_worker_looks_every_minute_for_what_a_crash_left_behind():
    crons = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}

    assert crons["mailing.recover"] == "* * * * *"


def test_what_a_killed_worker_held_leaves_once_three_minutes_later(settings):
    queue(message(to_address="elodie@example.org"))
    delivery = Delivery.objects.get()
    execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", jobs_of(delivery).get().pk)
    execute("UPDATE mailing_delivery SET leaves_at = leaves_at - interval '3 minutes' WHERE id = %s", delivery.pk)

    with mail_server(settings) as mailbox:
        for _ in range(2):
            app.tasks["mailing.recover"].defer(timestamp=0)
            run_worker()

    assert len(mailbox.received) == 1


def test_tasks_done_more_than_a_week_ago_leave_no_trace():
    old, recent = (app.tasks[outbox.DELIVER].defer(delivery_id=0) for _ in range(2))
    run_worker()
    execute("UPDATE procrastinate_events SET at = at - interval '8 days' WHERE job_id = %s", old)

    app.tasks["mailing.forget_tasks"].defer(timestamp=0)
    run_worker()

    assert set(ProcrastinateJob.objects.filter(pk__in=[old, recent]).values_list("pk", flat=True)) == {recent}


def execute(statement, number):
    with connection.cursor() as cursor:
        cursor.execute(statement, [number])
