"""Who runs an event: told when named, when it is announced, and when somebody else takes over."""

import pytest
from django.utils import timezone
from icalendar import Calendar

from events.actions.event import cancel_event, publish, save_event
from events.actions.series import save_dates
from events.models import Event, Scope, Series
from mailing.models import Delivery
from members.models import Visibility
from tests.clock import DAY
from tests.factories import make_event, make_member, make_registration
from tests.helpers import deliver_all, keys_prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_member(first_name="Aïcha")


def name(event, by, *hosts):
    return save_event(Event.objects.get(pk=event.pk), by=by, hosts=list(hosts))


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
    before = list(calendars_of(host))
    deliver_all()

    name(event, by, other)

    assert (before, list(calendars_of(host))) == ([("REQUEST", 1, "CONFIRMED")], [("CANCEL", 2, "CANCELLED")])
    assert "n’animez plus" in next(message.subject for message in reversed(deliver_all()) if message.to == [host.email])


def test_who_is_named_again_is_told_again(by):
    event, host, found = make_event(), make_member(), []

    for hosts in ([host], [], [host]):
        name(event, by, *hosts)
        found += [(method, sequence) for method, sequence, _ in calendars_of(host)]
        deliver_all()

    assert found == [("REQUEST", 1), ("CANCEL", 2), ("REQUEST", 3)]
    assert [key.partition(":")[0] for key in Delivery.objects.order_by("pk").values_list("key", flat=True)] == [
        "events.hosting", "events.hosting_over", "events.hosting",
    ]  # fmt: skip


def test_who_was_not_told_yet_has_nothing_to_unlearn(by):
    event, host = make_event(), make_member()

    name(event, by, host)
    name(event, by)

    assert keys_prepared() == []


def test_the_entry_of_a_former_place_goes_although_the_hosting_was_not_told_yet(by):
    event = make_event()
    member = make_registration(event).member

    name(event, by, member)
    name(event, by)

    assert [method for method, _, _ in calendars_of(member)] == ["CANCEL"]


def test_the_order_alone_tells_nobody(by):
    first, second = make_member(), make_member()
    event = make_event(hosts=[first, second])

    assert name(event, by, second, first).sequence == 0
    assert keys_prepared() == []


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"in_days": -9}])
def test_nobody_is_told_of_a_draft_or_of_what_is_over(by, fields):
    name(make_event(hosts=[make_member()], **fields), by, make_member())

    assert keys_prepared() == []


def test_who_names_herself_finds_it_in_the_calendar_and_whoever_leaves_it_does_not_any_more(by):
    event = make_event()

    name(event, by, by)
    taken_in = [method for method, _, _ in calendars_of(by)]
    deliver_all()
    name(event, by)

    assert (taken_in, [method for method, _, _ in calendars_of(by)]) == (["REQUEST"], ["CANCEL"])


def test_the_calendar_of_the_host_who_moves_the_date_follows(by):
    event = make_event(hosts=[by])
    moved = Event.objects.get(pk=event.pk)
    moved.starts_at, moved.ends_at = moved.starts_at + DAY, moved.ends_at + DAY

    save_event(moved, by=by)
    followed = [method for method, _, _ in calendars_of(by)]
    deliver_all()
    cancel_event(moved, reason="Grève", by=by)

    assert (followed, [method for method, _, _ in calendars_of(by)]) == (["REQUEST"], ["CANCEL"])


def test_publishing_tells_the_hosts_and_announces_to_the_others(by):
    host, other = make_member(), make_member()
    event = make_event(state="draft", hosts=[host, by])

    publish(event, by=by)

    told = {(cause, about, pk) for cause, about, pk in Delivery.objects.values_list("cause", "about", "member")}
    about = f"events.event:{event.pk}"
    assert told == {
        ("events.hosting", about, host.pk), ("events.hosting", about, by.pk), ("events.announced", about, other.pk),
    }  # fmt: skip


def test_what_a_host_was_not_told_yet_is_not_told_once_it_is_over(by):
    event, first, second = make_event(), make_member(), make_member()
    name(event, by, first, second)

    name(event, by, second)
    cancel_event(event, reason="Grève", by=by)

    waiting = Delivery.objects.unsent().filter(cause="events.hosting")
    assert not waiting.exists()


def test_answers_go_to_the_new_lead_at_every_date_of_a_series(by):
    first, second = (make_member(email_visibility=Visibility.MEMBERS) for _ in range(2))
    series = Series.objects.create()
    dates = [
        make_event("Café", hosts=[first], series=series, in_days=days, series_date=timezone.localdate() + days * DAY)
        for days in (7, 14)
    ]
    for date in dates:
        make_registration(date)
    edited = Event.objects.get(pk=dates[0].pk)
    edited.title = "Thé"

    save_dates(edited, by=by, hosts=[second], scope=Scope.ALL)

    changed = Delivery.objects.filter(cause="events.changed")
    assert list(changed.values_list("reply_to", flat=True)) == [second.email] * 2


def test_what_waits_for_monday_is_answered_to_the_new_lead(by):
    first, second = (make_member(email_visibility=Visibility.MEMBERS) for _ in range(2))
    event, reader = make_event(state="draft", hosts=[first]), make_member()
    publish(event, by=by)

    name(event, by, second)

    assert Delivery.objects.get(member=reader, cause="events.announced").reply_to == second.email


def test_who_becomes_host_while_the_date_moves_gets_one_message(by):
    event, host = make_event(), make_member()
    moved = Event.objects.get(pk=event.pk)
    moved.title = "Autre"

    save_event(moved, by=by, hosts=[host])

    assert Delivery.objects.filter(member=host).count() == 1
