"""What several tests do: deliver the mail, count queries, sign in."""

from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mailing import outbox
from mailing.models import Delivery


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
