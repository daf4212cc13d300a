"""Messages are written in the action's transaction and leave after its commit.

``queue`` writes the deliveries and defers their sending in the transaction of the
caller: both are kept or both are gone. The worker then sends each delivery under a
lock on its row, so that two workers never send it twice.
"""

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from mailing.models import Delivery
from mailing.rendering import render

DELIVER = "mailing.deliver"
"""Name of the task that sends one delivery (``mailing/tasks.py``)."""


def queue(messages):
    """Prepare ``messages``; one whose key is known already is left out. Call it inside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("queue() belongs inside the transaction of an action.")
    messages = list(messages)
    known = set(Delivery.objects.filter(key__in=[message.key for message in messages]).values_list("key", flat=True))
    deliveries = [render(message) for message in messages if message.key not in known]
    if not deliveries:
        return
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
    keys = [delivery.key for delivery in deliveries]
    prepared = Delivery.objects.prepared().filter(key__in=keys).values_list("pk", flat=True)
    app.configure_task(DELIVER).batch_defer(*({"delivery_id": pk} for pk in prepared))


@transaction.atomic
def deliver(delivery_id):
    """Send one delivery; nothing happens when it has left already or is leaving.

    What was said is not kept: codes and personal links would otherwise stay in backups.

    Raises what the mail server refused with, so that the task queue tries again later.
    """
    delivery = Delivery.objects.select_for_update(skip_locked=True).prepared().filter(pk=delivery_id).first()
    if delivery is None:
        return
    as_email(delivery).send()
    delivery.state = Delivery.State.SENT
    delivery.sent_at = timezone.now()
    delivery.attempts += 1
    delivery.last_error = delivery.text = delivery.html = ""
    delivery.attachments = []
    delivery.save(update_fields=["state", "sent_at", "attempts", "last_error", "text", "html", "attachments"])


@transaction.atomic
def record_failure(delivery_id, *, error, is_last):
    """Keep the trace of a refusal; after the last attempt the message is abandoned."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
    delivery.attempts += 1
    delivery.last_error = str(error)[:300]
    if is_last:
        delivery.state = Delivery.State.ABANDONED
    delivery.save(update_fields=["attempts", "last_error", "state"])


def as_email(delivery):
    """The e-mail of ``delivery``: text first, HTML beside it, a Message-ID that repeats with it."""
    email = EmailMultiAlternatives(
        subject=delivery.subject,
        body=delivery.text,
        to=[delivery.address],
        headers={"Message-ID": f"<{delivery.pk}.{delivery.created_at:%Y%m%d%H%M%S}@capassistant>"},
    )
    email.attach_alternative(delivery.html, "text/html")
    for attachment in delivery.attachments:
        email.attach(attachment["name"], attachment["content"], attachment["mimetype"])
    return email
