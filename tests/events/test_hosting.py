"""Who runs an event: told when named, when it is announced, and when somebody else takes over."""

import pytest
from icalendar import Calendar

from events import actions
from events.models import Event
from mailing.models import Delivery
from tests.factories import make_event, make_member, make_registration
from tests.helpers import deliver_all, keys_prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_member(first_name="Aïcha")


def name(event, by, *hosts):
    return actions.save_event(Event.objects.get(pk=event.pk), by=by, hosts=list(hosts))


def calendars_of(member):
    """(METHOD, SEQUENCE, STATUS) of each invitation written to ``member``."""
    for delivery in Delivery.objects.filter(member=member).order_by("pk"):
        for attachment in delivery.attachments:
            calendar = Calendar.from_ical(attachment["content"])
            entry = calendar.walk("VEVENT")[0]
            yield str(calendar["METHOD"]), int(entry["SEQUENCE"]), str(entry["STATUS"])


def test_who_is_named_is_told_once_and_finds_it_in_the_calendar(by):
    event, host = make_event("Publipostage"), make_member()

    name(event, by, host)
    name(event, by, host)

    assert list(calendars_of(host)) == [("REQUEST", 1, "CONFIRMED")]
    [message] = deliver_all()
    assert message.to == [host.email]
    assert message.subject.startswith("Vous animez")
    assert "sans inscription" in message.body


def test_who_is_registered_and_becomes_host_keeps_one_entry(by):
    event = make_event()
    member = make_registration(event).member

    name(event, by, member)

    [(method, sequence, status)] = calendars_of(member)
    assert (method, status) == ("REQUEST", "CONFIRMED")
    assert sequence == 3, "one change of the event, two rows of the place"


def test_who_does_not_host_any_more_is_told_and_the_entry_goes(by):
    event, host, other = make_event(), make_member(), make_member()
    name(event, by, host)

    name(event, by, other)

    assert list(calendars_of(host)) == [("REQUEST", 1, "CONFIRMED"), ("CANCEL", 2, "CANCELLED")]
    assert "n’animez plus" in next(message.subject for message in reversed(deliver_all()) if message.to == [host.email])


def test_who_is_named_again_is_told_again(by):
    event, host = make_event(), make_member()

    for hosts in ([host], [], [host]):
        name(event, by, *hosts)

    assert [key.rpartition("-")[0] for key in keys_prepared()] == ["hosting", "hosting-over", "hosting"]
    assert [(method, sequence) for method, sequence, _ in calendars_of(host)] == [
        ("REQUEST", 1), ("CANCEL", 2), ("REQUEST", 3),
    ]  # fmt: skip


def test_the_order_alone_tells_nobody(by):
    first, second = make_member(), make_member()
    event = make_event(hosts=[first, second])

    assert name(event, by, second, first).sequence == 0
    assert keys_prepared() == []


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"in_days": -9}])
def test_nobody_is_told_of_a_draft_or_of_what_is_over(by, fields):
    name(make_event(hosts=[make_member()], **fields), by, make_member())

    assert keys_prepared() == []


def test_who_names_herself_knows_it(by):
    name(make_event(), by, by)

    assert keys_prepared() == []


def test_publishing_tells_the_hosts_and_announces_to_the_others(by):
    host, other = make_member(), make_member()
    event = make_event(state="draft", hosts=[host, by])

    actions.publish(event, by=by)

    keys = sorted(key.rpartition("-")[0] for key in Delivery.objects.values_list("key", flat=True))
    assert keys == [f"event-{event.pk}-announced", "hosting"]
    assert Delivery.objects.get(key__startswith="hosting").member == host
    assert Delivery.objects.get(key__contains="announced").member == other


def test_who_becomes_host_while_the_date_moves_gets_one_message(by):
    event, host = make_event(), make_member()
    moved = Event.objects.get(pk=event.pk)
    moved.title = "Autre"

    actions.save_event(moved, by=by, hosts=[host])

    assert Delivery.objects.filter(member=host).count() == 1
