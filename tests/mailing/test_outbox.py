"""A message is written with the data, leaves after the commit, and leaves once."""

import datetime

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from mailing import outbox
from mailing.messages import Attachment
from mailing.models import Delivery
from tests.factories import make_member
from tests.helpers import deliver_all
from tests.mailing import writing
from tests.mailing.servers import mail_server, run_worker, smtp
from tests.mailing.writing import jobs_of, queue

pytestmark = pytest.mark.usefixtures("template")


def message(once_for="cause-1", **fields):
    return writing.message(once_for, **({"to_address": "elodie@example.org"} | fields))


@pytest.mark.django_db(transaction=True)
def test_a_message_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        outbox.queue([message()])


@pytest.mark.django_db
def test_a_queued_message_is_prepared_with_its_task():
    queue(message())

    delivery = Delivery.objects.get()
    assert delivery.state == Delivery.State.PREPARED
    assert delivery.subject == "Bonjour à vous"
    assert jobs_of(delivery).count() == 1
    assert mail.outbox == []


@pytest.mark.django_db
def test_the_same_cause_is_written_once():
    queue(message(), message("cause-2"))
    queue(message())

    assert sorted(Delivery.objects.values_list("key", flat=True)) == ["mailing.test:cause-1", "mailing.test:cause-2"]
    assert [jobs_of(delivery).count() for delivery in Delivery.objects.all()] == [1, 1]


@pytest.mark.django_db
def test_a_cause_named_twice_in_one_act_is_written_once():
    queue(message(), message())

    assert list(Delivery.objects.values_list("key", flat=True)) == ["mailing.test:cause-1"]
    assert jobs_of(Delivery.objects.get()).count() == 1


@pytest.mark.django_db
def test_what_is_rolled_back_is_not_sent():
    before = ProcrastinateJob.objects.filter(status="todo").count()

    with transaction.atomic():
        outbox.queue([message()])
        transaction.set_rollback(True)

    assert deliver_all() == []
    assert ProcrastinateJob.objects.filter(status="todo").count() == before


@pytest.mark.django_db
def test_a_delivery_leaves_once():
    queue(message())
    delivery = Delivery.objects.get()

    outbox.deliver(delivery.pk)
    outbox.deliver(delivery.pk)

    assert [sent.to for sent in mail.outbox] == [["elodie@example.org"]]
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (Delivery.State.SENT, 1)


@pytest.mark.django_db
def test_a_name_adds_no_header_and_no_markup():
    queue(message(context={"name": "Zoé\r\nBcc: <b>x@example.org</b>"}))

    (sent,) = deliver_all()

    assert sent.subject == "Bonjour Zoé Bcc: <b>x@example.org</b>"
    assert sent.bcc == []
    assert "<b>" not in sent.alternatives[0].content


@pytest.mark.django_db
def test_a_member_reads_in_his_or_her_language():
    queue(message(to_member=make_member("anna@example.org", language="en")))

    (sent,) = deliver_all()

    assert sent.to == ["anna@example.org"]


@pytest.mark.django_db
def test_an_attachment_travels():
    queue(message(attachments=(Attachment("rendez-vous.ics", "BEGIN:VCALENDAR", "text/calendar"),)))

    (sent,) = deliver_all()

    assert sent.attachments[0].mimetype == "text/calendar"


@pytest.mark.django_db
def test_a_refusal_leaves_a_trace_and_the_last_one_abandons():
    queue(message())
    delivery = Delivery.objects.get()

    now = timezone.now()
    again = outbox.record_failure(delivery.pk, error=OSError("boîte pleine"), now=now)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.last_error) == ("prepared", 1, "OSError boîte pleine")
    assert again == delivery.leaves_at == now + datetime.timedelta(seconds=5)

    pauses = [outbox.record_failure(delivery.pk, error=OSError("boîte pleine"), now=now) for _ in range(7)]
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("abandoned", 8)
    assert [pause and (pause - now).seconds for pause in pauses] == [25, 125, 625, 3125, 15625, 78125, None]


@pytest.mark.django_db(transaction=True)
def test_the_worker_hands_the_message_to_a_mail_server(settings):
    with mail_server(settings) as mailbox:
        queue(message(context={"name": "Élodie"}))
        run_worker()

    assert [addresses for addresses, _ in mailbox.received] == [["elodie@example.org"]]
    assert Delivery.objects.get().state == Delivery.State.SENT


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_away_means_another_try(settings):
    settings.MAILERS = smtp(port=9)
    queue(message())

    run_worker()

    delivery = Delivery.objects.get()
    job = jobs_of(delivery).get()
    assert (delivery.state, delivery.attempts) == ("prepared", 1)
    assert (job.status, job.attempts) == ("todo", 1)
