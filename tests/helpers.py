"""What several tests do: deliver the mail, count queries, sign in."""

import threading
import time

from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from guards.versions import version_of_row
from mailing import outbox
from mailing.models import Delivery
from tests.rules.hostile import Forms


def deliver_all():
    """Send everything prepared, as the worker does, and return the messages sent so far."""
    for pk in Delivery.objects.prepared().order_by("pk").values_list("pk", flat=True):
        outbox.deliver(pk)
    return mail.outbox


def keys_prepared():
    """The causes of the messages not sent yet, in order."""
    return list(Delivery.objects.prepared().order_by("pk").values_list("key", flat=True))


def count_queries(client, path):
    """The number of SQL statements of one GET that answers 200."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return len(queries)


def version_shown(row):
    """What the page that edits ``row`` carries now, beside what is typed."""
    return {"version": version_of_row(type(row).objects.get(pk=row.pk))}


class Filled(Forms):
    """The forms of a page as a browser sends them: what is not ticked is left out, and the first line end of a text."""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if given.get("type") not in ("checkbox", "radio") or "checked" in given:
            super().handle_starttag(tag, attrs)

    def handle_data(self, data):
        is_first = self.area and self.form is not None and not self.form[self.area]
        super().handle_data(data.removeprefix("\n") if is_first else data)


def sent_by(response):
    """What a browser sends back of the longest form of the page when nothing is changed, hidden fields included."""
    return max((fields for method, _, fields in Filled(response.content.decode()).found if method == "post"), key=len)


WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def until_they_wait(most):
    """Until ``most`` connections wait for a lock, or for a second: who waits for two is told to come back later."""
    deadline = time.monotonic() + 1
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0] >= most:
                return
            time.sleep(0.02)


def posted_at_once(row, *posts):
    """The answers to ``posts``, (browser, page, what is sent), that all wait for the ``row`` before one has it."""
    answers = [None] * len(posts)

    def post(rank, browser, page, sent):
        try:
            answers[rank] = browser.post(page, sent)
        finally:
            connection.close()

    threads = [threading.Thread(target=post, args=[rank, *one]) for rank, one in enumerate(posts)]
    with transaction.atomic():
        type(row).objects.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
        for thread in threads:
            thread.start()
        until_they_wait(len(threads))
    for thread in threads:
        thread.join(timeout=30)
    return answers
