"""What the clock alone decides: offers that lapse, reserved places that open, dates that come near."""

from procrastinate.contrib.django import app

from events.actions import offers, questions, reminders


@app.periodic(cron="* * * * *")
@app.task(name="events.settle", queueing_lock="events.settle", pass_context=False)
def settle(timestamp: int) -> None:
    """Every minute; a minute missed is made up for by the next one."""
    offers.settle()


@app.periodic(cron="*/5 * * * *")
@app.task(name="events.remind", queueing_lock="events.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Every five minutes: reminders to who comes, lists to who hosts."""
    reminders.remind()


@app.periodic(cron="40 3 * * *")
@app.task(name="events.erase_answers", queueing_lock="events.erase_answers", pass_context=False)
def erase_answers(timestamp: int) -> None:
    """Every night: answers that have served."""
    questions.erase_answers()
