"""Mail servers that are down, refuse or say nothing: pages do not wait, all leaves later and once, or leaves a trace."""

import pytest
from django.db import connection
from django.utils import timezone

from guards.refusals import Refused
from mailing import outbox
from mailing.actions import forget_abandoned, lift_block, send_again
from mailing.addresses import is_failing
from mailing.models import Delivery, FailingAddress
from mailing.topics import Topic
from tests.cast import signed_in
from tests.factories import make_event, make_member
from tests.mailing.servers import free_port, mail_server, make_due, run_worker, silent_server, smtp
from tests.mailing.writing import jobs_of, message, queue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("template", "office_hours")]

UNKNOWN = "550 5.1.1 No such user here"
LATER = "451 4.7.1 Greylisted, try again later"


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def work():
    make_due()
    run_worker()


def send(number, member, **fields):
    queue(message(f"cause-{number}", topic=Topic.SEAT, to_member=member, **fields))
    work()


@pytest.mark.parametrize("trouble", ["down", "silent", "later"])
def test_the_page_answers_at_once_and_the_message_leaves_later_once(settings, trouble):
    member = make_member("aicha@example.org")
    event = make_event()
    browser = signed_in(member)

    if trouble == "down":
        settings.MAILERS = smtp(free_port())
        register(browser, event)
        work()
    elif trouble == "silent":
        with silent_server(settings):
            register(browser, event)
            work()
    else:
        with mail_server(settings, recipient=LATER):
            register(browser, event)
            work()
    first = Delivery.objects.get()
    assert (first.state, first.attempts) == ("prepared", 1)
    assert first.last_error != ""

    with mail_server(settings) as mailbox:
        work()
        work()

    assert [addresses for addresses, _ in mailbox.received] == [["aicha@example.org"]]
    assert states() == ["sent"]
    assert not is_failing("aicha@example.org")


def register(browser, event):
    """The page answers, and nobody has spoken to the mail server yet."""
    answer = browser.post(f"{event.get_absolute_url()}inscription/")
    assert (answer.status_code, Delivery.objects.get().attempts) == (302, 0)


def test_a_server_slower_than_the_patience_of_the_database_sends_once(settings):
    queue(message(to_member=make_member()))
    with connection.cursor() as cursor:
        cursor.execute("SET idle_in_transaction_session_timeout = '500ms'")

    with mail_server(settings, pause=1) as mailbox:
        outbox.deliver(Delivery.objects.get().pk)
        outbox.deliver(Delivery.objects.get().pk)
    connection.close()

    assert len(mailbox.received) == 1
    assert states() == ["sent"]


def test_an_address_refused_for_good_is_given_up_at_once_with_the_reason(settings):
    with mail_server(settings, recipient=UNKNOWN):
        send(1, make_member("zoe@example.org"))

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.last_error) == ("abandoned", 1, UNKNOWN)
    assert jobs_of(delivery).get().status == "succeeded"
    assert FailingAddress.objects.values_list("address", "failures", "blocked_at").get() == ("zoe@example.org", 1, None)


def test_a_refusal_of_the_text_is_no_failure_of_the_address(settings):
    with mail_server(settings, content="554 5.7.1 Looks like spam"):
        send(1, make_member())

    assert Delivery.objects.values_list("state", "last_error").get() == ("prepared", "554 5.7.1 Looks like spam")
    assert FailingAddress.objects.count() == 0


def test_after_three_messages_refused_in_a_row_nothing_more_is_sent(settings):
    member = make_member("zoe@example.org")
    with mail_server(settings, recipient=UNKNOWN):
        for number in range(3):
            assert not is_failing("zoe@example.org")
            send(number, member)
    assert is_failing("Zoe@example.org")

    with mail_server(settings) as mailbox:
        send(4, member)

    assert mailbox.received == []
    fourth = Delivery.objects.get(key="mailing.test:cause-4")
    assert (fourth.state, fourth.last_error) == ("abandoned", str(outbox.ADDRESS_BLOCKED))


def test_a_code_to_sign_in_is_tried_on_a_blocked_address_and_its_arrival_lifts_the_block(settings):
    member = make_member("zoe@example.org")
    FailingAddress.objects.create(address=member.email, failures=3, blocked_at=timezone.now())

    with mail_server(settings) as mailbox:
        queue(message("code", topic=Topic.ACCOUNT, to_member=member))
        work()

    assert len(mailbox.received) == 1
    assert not is_failing(member.email)


def test_a_message_that_arrives_clears_the_count(settings):
    member = make_member("zoe@example.org")
    for number, refusal in enumerate([UNKNOWN, UNKNOWN, "", UNKNOWN, UNKNOWN]):
        with mail_server(settings, recipient=refusal):
            send(number, member)

    assert FailingAddress.objects.values_list("failures", "blocked_at").get() == (2, None)
    assert states() == ["abandoned", "abandoned", "sent", "abandoned", "abandoned"]


def test_the_same_message_sent_again_and_refused_again_counts_once(settings):
    with mail_server(settings, recipient=UNKNOWN):
        send(1, make_member("zoe@example.org"))
        for _ in range(3):
            send_again(Delivery.objects.get())
            work()

    assert FailingAddress.objects.get().failures == 1


def test_a_lifted_address_gets_mail_again_and_what_was_given_up_can_be_sent_anew(settings):
    member = make_member("zoe@example.org")
    with mail_server(settings, recipient=UNKNOWN):
        for number in range(3):
            send(number, member)
    with pytest.raises(Refused, match="levez d’abord le blocage"):
        send_again(Delivery.objects.first())

    lift_block(FailingAddress.objects.get())
    send_again(Delivery.objects.get(key="mailing.test:cause-0"))
    with mail_server(settings) as mailbox:
        work()

    assert [mail["To"] for mail in mailbox.mails] == ["zoe@example.org"]
    assert states() == ["sent", "abandoned", "abandoned"]


def test_what_has_left_cannot_be_sent_again(settings):
    with mail_server(settings):
        send(1, make_member())

    with pytest.raises(Refused, match="n’est plus gardé"):
        send_again(Delivery.objects.get())


def test_the_text_of_what_nobody_sends_again_is_erased_after_thirty_days(settings):
    with mail_server(settings, recipient=UNKNOWN):
        send(1, make_member())

    forget_abandoned(timezone.now() + timezone.timedelta(days=29))
    kept = Delivery.objects.get().can_be_sent_again
    forget_abandoned(timezone.now() + timezone.timedelta(days=31))

    assert (kept, Delivery.objects.get().can_be_sent_again) == (True, False)
    assert states() == ["abandoned"]


def test_bug_a_message_that_no_server_takes_was_tried_for_ever(settings):
    with mail_server(settings) as mailbox:
        queue(message(topic=Topic.SEAT, to_address="leıla@example.org"))
        for _ in range(outbox.MAX_ATTEMPTS):
            assert states() == ["prepared"]
            work()
        work()

    delivery = Delivery.objects.get()
    assert (mailbox.received, delivery.state, delivery.attempts) == ([], "abandoned", outbox.MAX_ATTEMPTS)
    assert delivery.last_error.startswith("ValueError Invalid address")
    assert set(jobs_of(delivery).values_list("status", flat=True)) == {"succeeded"}


def test_a_message_that_cannot_be_written_is_a_failed_attempt_too(settings):
    queue(message(topic=Topic.SEAT, to_member=make_member()))
    Delivery.objects.update(attachments=[{"name": "plan.ics"}])

    with mail_server(settings):
        work()

    assert Delivery.objects.values_list("state", "attempts", "last_error").get() == (
        "prepared",
        1,
        "KeyError 'mimetype'",
    )
