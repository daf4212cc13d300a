"""What the clock alone decides about people: requests and invitations without an answer, changes without a yes."""

from procrastinate.contrib.django import app

from members.actions.address import forget_addresses
from members.actions.invitation import remind_invited
from members.actions.request import erase_refused, expire_invitations, expire_requests


@app.periodic(cron="20 3 * * *")
@app.task(name="members.close_requests", queueing_lock="members.close_requests", pass_context=False)
def close_requests(timestamp):
    """Every night; a night missed is made up for by the next one."""
    expire_requests()
    erase_refused()
    forget_addresses()
    expire_invitations()
    remind_invited()
