"""What the clock alone decides: threads that are no longer kept."""

from procrastinate.contrib.django import app

from contact import actions


@app.periodic(cron="50 3 * * *")
@app.task(name="contact.erase_threads", queueing_lock="contact.erase_threads", pass_context=False)
def erase_threads(timestamp: int) -> None:
    """Every night: what nobody has written to for as long as it is kept."""
    actions.erase_outlived()
