"""What the clock alone decides is done by the worker that ``serve`` starts, without anybody asking."""

import pytest
from procrastinate.contrib.django import app

from events.actions.registration import leave, register
from tests.clock import HOUR
from tests.factories import make_event, make_member, make_registration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_the_worker_knows_the_clocks_tasks_and_settles_every_minute():
    crons = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}

    assert crons["events.settle"] == "* * * * *"
    assert app.tasks["events.settle"].queueing_lock == "events.settle"


def test_the_minutely_task_passes_a_lapsed_offer_on(clock):
    event = make_event(seats=1, answer_hours=4)
    holder = make_registration(event).member
    for _ in range(2):
        member = make_member()
        register(event, member, by=member)
    leave(event, holder, by=holder)
    clock.shift(4 * HOUR)

    app.tasks["events.settle"](timestamp=0)

    assert list(event.registrations.order_by("pk").values_list("status", flat=True)[1:]) == ["cancelled", "offered"]
