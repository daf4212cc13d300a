"""What the clock alone decides about people: requests that nobody answered."""

from procrastinate.contrib.django import app

from members import actions


@app.periodic(cron="20 3 * * *")
@app.task(name="members.close_requests", queueing_lock="members.close_requests", pass_context=False)
def close_requests(timestamp):
    """Every night; a night missed is made up for by the next one."""
    actions.expire_requests()
    actions.erase_refused()
