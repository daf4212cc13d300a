"""What quiet hours or the digest hold back says what is true when it leaves, or does not leave."""

import datetime

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from events import emails
from events.actions.event import cancel_event, publish, save_event
from events.actions.offers import take_offer
from events.actions.participants import move_up
from events.actions.registration import leave
from events.models import Event
from mailing import outbox
from mailing.models import Delivery
from tests.clock import DAY, HOUR, TUESDAY
from tests.factories import fill_event, make_event, make_member, make_registration
from tests.helpers import keys_prepared

pytestmark = pytest.mark.django_db

EVENING = TUESDAY.replace(hour=20)


def full(**fields):
    event = fill_event(make_event(starts_at=TUESDAY + 9 * DAY, seats=1, **fields), confirmed=1, waiting=1)
    return event, event.registrations.confirmed().get(), event.registrations.waiting().get()


def state_of(key):
    return Delivery.objects.get(key=key).state


def test_a_place_given_in_the_evening_and_given_back_before_the_morning_is_not_announced(clock):
    clock.move_to(EVENING)
    event, holder, waiting = full()
    leave(event, holder.member, by=holder.member)
    assert state_of(f"events.promoted:{waiting.pk}") == "prepared"

    leave(event, waiting.member, by=waiting.member)

    assert state_of(f"events.promoted:{waiting.pk}") == "discarded"
    assert keys_prepared() == [f"events.left:{holder.pk}", f"events.left:{waiting.pk}"]


@pytest.mark.parametrize("answer", [take_offer, leave])
def test_an_offer_answered_before_the_morning_is_not_made_again_by_mail(clock, answer):
    clock.move_to(EVENING)
    event, holder, waiting = full(answer_hours=8)
    leave(event, holder.member, by=holder.member)
    assert state_of(f"events.offered:{waiting.pk}") == "prepared"

    answer(event, waiting.member, by=waiting.member)

    assert state_of(f"events.offered:{waiting.pk}") == "discarded"


def test_who_is_moved_up_and_served_the_same_evening_is_told_of_the_place_alone(clock):
    clock.move_to(EVENING)
    event, holder, _ = full()
    last = make_registration(event, status="waiting")
    move_up(last, reason="Vient de loin", by=make_member())

    leave(event, holder.member, by=holder.member)

    assert keys_prepared() == [f"events.left:{holder.pk}", f"events.promoted:{last.pk}"]


def test_changes_that_wait_are_not_told_of_an_event_that_is_called_off(clock):
    clock.move_to(EVENING)
    event, holder, _ = full()
    event.ends_at += HOUR
    save_event(event, by=make_member())

    cancel_event(event, reason="Grève", by=make_member())

    changed = Delivery.objects.filter(key__startswith=f"events.changed:{event.pk}-")
    assert set(changed.values_list("state", flat=True)) == {"discarded"}
    assert f"events.cancelled:{event.pk}-{holder.member_id}" in keys_prepared()


def test_a_reminder_that_waits_does_not_speak_of_the_former_date(clock):
    event, holder, _ = full()
    clock.move_to(event.starts_at.replace(hour=22) - 8 * DAY)
    holder.event = event
    outbox.queue([emails.reminder(holder, "day")])
    (key,) = keys_prepared()

    event.starts_at, event.ends_at = event.starts_at + DAY, event.ends_at + DAY
    save_event(event, by=make_member())

    assert state_of(key) == "discarded"


@pytest.mark.django_db(transaction=True)
def test_what_is_with_the_mail_server_is_not_waited_for(clock):
    clock.move_to(EVENING)
    event, holder, waiting = full()
    leave(event, holder.member, by=holder.member)

    with psycopg.connect(**connection.get_connection_params()) as sender:
        sender.execute("SELECT FROM mailing_delivery FOR UPDATE")
        leave(event, waiting.member, by=waiting.member)
        sender.rollback()

    assert keys_prepared() == [f"events.left:{holder.pk}", f"events.promoted:{waiting.pk}", f"events.left:{waiting.pk}"]


@pytest.mark.parametrize(
    "fields", [{"title": "Un autre titre"}, {"starts_at": TUESDAY + 16 * DAY, "ends_at": TUESDAY + 16 * DAY + HOUR}]
)
def test_the_digest_of_monday_announces_the_event_as_it_is(clock, fields):
    by, reader = make_member(), make_member()
    event = make_event("Publipostage", starts_at=TUESDAY + 9 * DAY, state=Event.State.DRAFT)
    event = publish(event, by=by)
    delivery = Delivery.objects.get(member=reader)
    assert delivery.state == "held"

    for name, value in fields.items():
        setattr(event, name, value)
    save_event(event, by=by)

    fresh = outbox.render(emails.announced(event, reader))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.subject, delivery.text) == ("held", fresh.subject, fresh.text)
    assert delivery.expires_at == event.starts_at


@pytest.mark.parametrize(("kind", "leaves"), [("day", datetime.time(8)), ("hour", datetime.time(20))])
def test_in_quiet_hours_only_the_reminder_of_the_last_hour_leaves(clock, kind, leaves):
    clock.move_to(EVENING)
    registration = make_registration(make_event(starts_at=EVENING + HOUR if kind == "hour" else EVENING + DAY))

    outbox.queue([emails.reminder(registration, kind)])

    assert timezone.localtime(Delivery.objects.get().leaves_at).time() == leaves
