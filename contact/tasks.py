"""What the clock alone decides: threads that are no longer kept, or that nobody looks after any more."""

from procrastinate.contrib.django import app

from contact import actions


@app.periodic(cron="50 3 * * *")
@app.task(name="contact.tidy", queueing_lock="contact.tidy", pass_context=False)
def tidy(timestamp: int) -> None:
    """Every night: what nobody has written to for as long as it is kept goes, the rest has somebody who answers."""
    actions.erase_outlived()
    actions.free_abandoned()
