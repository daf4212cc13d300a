"""A published event is told to the members, in the digest of Monday unless they chose otherwise."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actions.event import cancel_event, publish
from events.models import Event
from mailing.actions import write_digests
from mailing.models import Delivery
from mailing.topics import Topic
from members.models import Member
from tests.factories import make_event, make_member
from tests.helpers import deliver_all

pytestmark = pytest.mark.django_db

WEDNESDAY = datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)
MONDAY = datetime.datetime(2026, 11, 30, 7, 1, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


def make_draft(title="Publipostage", **fields):
    return make_event(title, state=Event.State.DRAFT, **fields)


def announcements():
    return Delivery.objects.filter(topic=Topic.AGENDA).order_by("pk")


def test_publishing_tells_all_active_members_but_the_author():
    host, reader = make_member(), make_member()
    make_member(state=Member.State.PAUSED)

    publish(make_draft(hosts=[host]), by=host)

    assert list(announcements().values_list("member", "state")) == [(reader.pk, "held")]


def test_publishing_again_tells_nobody_twice():
    host = make_member()
    make_member()
    event = publish(make_draft(), by=host)

    publish(event, by=host)

    assert announcements().count() == 1


def test_the_digest_of_monday_names_the_new_events():
    host, reader = make_member(), make_member(first_name="Aïcha")
    event = publish(make_draft(in_days=10, promise="Savoir fusionner."), by=host)
    publish(make_draft("Trop tôt", in_days=2), by=host)

    with time_machine.travel(MONDAY, tick=False):
        write_digests(MONDAY)
        (mail,) = deliver_all()

    assert mail.to == [reader.email]
    assert f"http://127.0.0.1:8000{event.get_absolute_url()}" in mail.body
    assert "Savoir fusionner." in mail.body
    assert "Trop tôt" not in mail.body


def test_a_cancelled_event_is_not_announced_any_more():
    host = make_member()
    make_member()
    event = publish(make_draft(in_days=10), by=host)

    cancel_event(event, reason="Grève", by=host)

    assert list(announcements().values_list("state", "text")) == [("discarded", "")]


def test_who_wants_it_is_told_at_once():
    host, eager = make_member(), make_member()
    eager.mail_preferences.create(subject=Topic.AGENDA, choice="at_once")

    event = publish(make_draft(), by=host)

    (mail,) = deliver_all()
    assert mail.to == [eager.email]
    assert mail.subject.endswith("Publipostage")
    assert event.get_absolute_url() in mail.alternatives[0].content


def test_publishing_costs_the_same_for_ten_members_and_for_a_hundred():
    host = make_member()
    counts = []
    for number in (10, 90):
        for _ in range(number):
            make_member()
        event = make_draft()
        with CaptureQueriesContext(connection) as queries:
            publish(event, by=host)
        counts.append(len(queries))

    assert counts[0] == counts[1]
