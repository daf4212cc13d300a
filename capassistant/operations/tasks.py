"""What the clock alone does for the whole portal: sessions that are over are kept by nobody."""

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.periodic(cron="20 3 * * *")
@app.task(name="operations.forget_sessions", queueing_lock="operations.forget_sessions", pass_context=False)
def forget_sessions(timestamp: int) -> None:
    """Every night: Django only stops reading a session that has expired."""
    call_command("clearsessions")
