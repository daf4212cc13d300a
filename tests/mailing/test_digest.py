"""The digest of Monday: one mail a member and week, with what waited for it."""

import threading

import pytest
from django.db import connections

from mailing.actions import save_choices, stop, write_digests
from mailing.models import Delivery
from mailing.preferences import choices_of
from mailing.topics import Choice, Topic
from members.models import Member
from tests.factories import make_delivery, make_member
from tests.helpers import deliver_all
from tests.mailing.writing import message, paris, queue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("template")]

MONDAY = (2026, 11, 30, 8)


def news(member, number=1, **fields):
    return message(
        f"news-{number}-{member.pk}", topic=Topic.AGENDA, to_member=member, link=f"/agenda/{number}/", **fields
    )


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_what_waited_becomes_one_mail_on_monday(clock):
    clock(2026, 11, 25, 10)
    member = make_member(first_name="Aïcha")
    queue(news(member, 1, context={"name": "Excel"}), news(member, 2, context={"name": "Word"}))
    clock(*MONDAY)

    write_digests(paris(*MONDAY))
    (mail,) = deliver_all()

    assert mail.subject == "Votre résumé de la semaine"
    text = mail.body.partition("-- \n")[0]
    assert text == (
        "Bonjour Aïcha,\n\nVoici ce qui est arrivé depuis votre dernier résumé.\n\n"
        "* Bonjour Excel\n  Un mot sur Excel.\n  http://127.0.0.1:8000/agenda/1/\n\n"
        "* Bonjour Word\n  Un mot sur Word.\n  http://127.0.0.1:8000/agenda/2/\n\n"
    )
    assert states() == ["digested", "digested", "sent"]
    assert set(Delivery.objects.values_list("text", "html")) == {("", "")}


def test_nothing_leaves_before_monday(clock):
    clock(2026, 11, 25, 10)
    queue(news(make_member()))

    assert write_digests(paris(2026, 11, 30, 7, 59)) == 0
    assert states() == ["held"]


def test_a_week_without_news_has_no_mail(clock):
    clock(*MONDAY)
    make_member()

    assert write_digests(paris(*MONDAY)) == 0
    assert states() == []


def test_what_comes_after_this_weeks_mail_waits_for_the_next_one(clock):
    clock(2026, 11, 25, 10)
    member = make_member()
    queue(news(member, 1))
    clock(*MONDAY)
    write_digests(paris(*MONDAY))
    make_delivery(member, topic="agenda", state="held", leaves_at=paris(*MONDAY))

    assert write_digests(paris(2026, 11, 30, 8, 10)) == 0
    assert write_digests(paris(2026, 12, 7, 8)) == 1
    assert Delivery.objects.filter(topic=Topic.DIGEST).count() == 2


def test_who_left_meanwhile_gets_no_digest_and_past_events_are_left_out(clock):
    clock(2026, 11, 25, 10)
    gone, here = make_member(), make_member()
    queue(news(gone), news(here, 1, expires_at=paris(2026, 11, 27, 9)), news(here, 2, expires_at=paris(2026, 12, 3, 9)))
    Member.objects.filter(pk=gone.pk).update(state=Member.State.PAUSED)
    clock(*MONDAY)

    write_digests(paris(*MONDAY))

    assert states() == ["discarded", "discarded", "digested", "prepared"]
    assert "/agenda/2/" in Delivery.objects.get(state="prepared").text
    assert "/agenda/1/" not in Delivery.objects.get(state="prepared").text


def test_refusing_a_subject_drops_what_waited_for_monday(clock):
    clock(2026, 11, 25, 10)
    member, other = make_member(), make_member()
    queue(news(member), news(other))

    save_choices(member, {Topic.AGENDA: Choice.NEVER})

    assert list(Delivery.objects.order_by("pk").values_list("state", "text")[:1]) == [("discarded", "")]
    assert states() == ["discarded", "held"]


def test_leaving_the_digest_drops_all_that_waits(clock):
    clock(2026, 11, 25, 10)
    member = make_member()
    queue(news(member))
    save_choices(member, {Topic.AGENDA: Choice.AT_ONCE})

    stop(member, Topic.DIGEST)

    assert states() == ["discarded"]
    assert choices_of(member.pk)[Topic.AGENDA] == Choice.AT_ONCE


def test_the_digest_of_a_member_far_away_waits_for_the_morning_there(clock):
    clock(2026, 11, 25, 10)
    queue(news(make_member(time_zone="America/Guadeloupe")))

    assert write_digests(paris(2026, 11, 30, 12, 59)) == 0
    assert write_digests(paris(2026, 11, 30, 13)) == 1


def test_hundreds_of_digests_cost_as_many_statements_as_two(clock, django_assert_num_queries):
    clock(2026, 11, 25, 10)
    queue(news(make_member()), news(make_member()))
    clock(*MONDAY)
    with django_assert_num_queries(10):
        write_digests(paris(*MONDAY))

    queue(*[news(make_member(), 2) for _ in range(150)])
    with django_assert_num_queries(10):
        assert write_digests(paris(2026, 12, 7, 8)) == 150


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_digest(clock):
    clock(2026, 11, 25, 10)
    queue(news(make_member()))
    clock(*MONDAY)
    start = threading.Barrier(2)

    def work():
        start.wait()
        write_digests(paris(*MONDAY))
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert states() == ["digested", "prepared"]
