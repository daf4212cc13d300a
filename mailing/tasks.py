"""The background task that sends one delivery, again and again with growing pauses."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mailing import outbox

MAX_ATTEMPTS = 8
PAUSE = 5


@app.task(
    name=outbox.DELIVER,
    pass_context=True,
    retry=RetryStrategy(max_attempts=MAX_ATTEMPTS, exponential_wait=PAUSE, retry_exceptions=[OSError]),
)
def deliver(context, delivery_id):
    """Send the delivery; a mail server that refuses or is away is recorded, and tried again."""
    try:
        outbox.deliver(delivery_id)
    except OSError as error:
        outbox.record_failure(delivery_id, error=error, is_last=context.job.attempts >= MAX_ATTEMPTS)
        raise
