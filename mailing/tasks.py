"""The background tasks: each delivery at its time, the digests of Monday, what was lost or has served."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from procrastinate import BaseRetryStrategy, RetryDecision, builtin_tasks
from procrastinate.contrib.django import app

from mailing import actions, outbox


class NotYet(Exception):
    """The delivery is settled later, at an instant that its row knows."""

    def __init__(self, at: datetime) -> None:
        super().__init__(f"Due at {at:%Y-%m-%d %H:%M:%S %Z}")
        self.at = at


class AtItsTime(BaseRetryStrategy):
    def get_retry_decision(self, *, exception: BaseException, job: Any) -> RetryDecision | None:
        return RetryDecision(retry_at=exception.at) if isinstance(exception, NotYet) else None


@app.task(name=outbox.DELIVER, retry=AtItsTime())
def deliver(delivery_id: int) -> None:
    """Send the delivery; what the mail server refuses, or what must wait, comes back at its time."""
    if at := outbox.attempt(delivery_id):
        raise NotYet(at)


@app.periodic(cron="* * * * *")
@app.task(name="mailing.recover", queueing_lock="mailing.recover")
def recover(timestamp: int) -> None:
    """Every minute: defer again what a crash left behind."""
    outbox.defer_lost(timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="mailing.tidy", queueing_lock="mailing.tidy")
def tidy(timestamp: int) -> None:
    """Write the digests that are due, forget what nobody will send."""
    while actions.write_digests(timezone.now()):
        pass
    actions.forget_abandoned(timezone.now())


@app.periodic(cron="20 3 * * *")
@app.task(name="mailing.forget_tasks", queueing_lock="mailing.forget_tasks", pass_context=True)
async def forget_tasks(context: Any, timestamp: int) -> None:
    """Every night: the traces of tasks done long enough ago, those that failed included."""
    hours = settings.RETENTION["mailing.tasks"] // timedelta(hours=1)
    await builtin_tasks.remove_old_jobs(context, max_hours=hours, remove_failed=True)
