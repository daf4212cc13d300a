"""Reminders to who comes, the list of the day to who hosts: once each, at working hours, never to others."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.db import transaction

from clock.workdays import is_working_day
from events import video_link
from events.actions.reminders import DAY, HORIZON, WEEK, days_before, remind
from events.models import Event, Registration
from mailing.models import Delivery, Preference
from tests.factories import make_event, make_member, make_registration
from tests.helpers import deliver_all, keys_prepared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]

PARIS = ZoneInfo("Europe/Paris")
THURSDAY = datetime(2027, 3, 18, 10, 0, tzinfo=PARIS)
MONDAY = datetime(2027, 3, 22, 10, 0, tzinfo=PARIS)
EASTER_TUESDAY = datetime(2027, 3, 30, 10, 0, tzinfo=PARIS)
LONG_AGO = THURSDAY - timedelta(days=30)


def event_at(starts_at, **fields):
    return make_event(starts_at=starts_at, **fields)


def seat(event, *, asked_at=LONG_AGO, **fields):
    return make_registration(event, asked_at=asked_at, queued_at=asked_at, **fields)


def test_a_day_before_who_comes_is_reminded_once():
    registration = seat(event_at(THURSDAY))

    remind(now=THURSDAY - timedelta(hours=24, minutes=1))
    before = keys_prepared()
    remind(now=THURSDAY - timedelta(hours=24))
    remind(now=THURSDAY - timedelta(hours=20))

    assert before == []
    assert keys_prepared() == [f"events.reminder:day-202703180900-{registration.pk}"]


@pytest.mark.parametrize(
    ("starts_at", "friday"),
    [(MONDAY, datetime(2027, 3, 19, 10, tzinfo=PARIS)), (EASTER_TUESDAY, datetime(2027, 3, 26, 10, tzinfo=PARIS))],
)
def test_before_a_week_end_the_reminder_leaves_on_the_last_working_day(starts_at, friday):
    seat(event_at(starts_at))

    remind(now=friday - timedelta(minutes=5))
    before = keys_prepared()
    remind(now=friday)

    assert before == []
    assert len(keys_prepared()) == 1


@pytest.mark.parametrize(
    "status", [Registration.Status.WAITING, Registration.Status.OFFERED, Registration.Status.CANCELLED]
)
def test_only_the_confirmed_are_reminded(status):
    seat(event_at(THURSDAY), status=status)

    remind(now=THURSDAY - timedelta(hours=20))

    assert keys_prepared() == []


def test_who_registers_on_the_eve_is_not_reminded_of_it_at_once():
    seat(event_at(THURSDAY), asked_at=THURSDAY - timedelta(hours=5))

    remind(now=THURSDAY - timedelta(hours=4))

    assert keys_prepared() == []


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"starts_at": THURSDAY - timedelta(days=1)}])
def test_nothing_is_said_of_what_does_not_come(fields):
    host = make_member()
    event_at(**{"starts_at": THURSDAY, "hosts": [host]} | fields)

    remind(now=THURSDAY - timedelta(hours=15))

    assert keys_prepared() == []


def who_wants(choice, **fields):
    member = make_member(**fields)
    Preference.objects.create(member=member, subject="reminder", choice=choice)
    return member


def kinds(member):
    """The reminders written to ``member``, in order."""
    keys = Delivery.objects.filter(member=member, topic="reminder").order_by("pk").values_list("key", flat=True)
    return [key.partition(":")[2].split("-")[0] for key in keys]


@pytest.fixture(scope="module")
def written(django_db_setup, django_db_blocker):
    """What the task, run every half an hour for eight days, has written to who made each choice."""
    with django_db_blocker.unblock(), time_machine.travel(LONG_AGO), transaction.atomic():
        event = event_at(THURSDAY)
        members = {choice: who_wants(choice) for choice in EXPECTED}
        for member in members.values():
            seat(event, member=member)
        for minutes in range(8 * 24 * 60, 0, -30):
            remind(now=THURSDAY - timedelta(minutes=minutes))
        found = {choice: kinds(member) for choice, member in members.items()}
        transaction.set_rollback(True)
    return found


EXPECTED = {
    "week": ["week"],
    "day": ["day"],
    "hour": ["hour"],
    "week_and_day": ["week", "day"],
    "day_and_hour": ["day", "hour"],
    "all_three": ["week", "day", "hour"],
    "never": [],
}


@pytest.mark.parametrize("choice", EXPECTED)
def test_each_choice_is_kept_to_and_the_task_that_runs_on_writes_nothing_more(choice, written):
    assert written[choice] == EXPECTED[choice]


def test_a_week_before_it_leaves_at_the_same_hour():
    member = who_wants("week")
    registration = seat(event_at(THURSDAY), member=member)

    remind(now=THURSDAY - timedelta(days=7, minutes=1))
    before = keys_prepared()
    remind(now=THURSDAY - timedelta(days=7))

    assert before == []
    assert keys_prepared() == [f"events.reminder:week-202703180900-{registration.pk}"]


def test_a_week_before_a_bank_holiday_is_brought_back_to_a_working_day():
    member, starts_at = who_wants("week"), datetime(2027, 4, 5, 10, 0, tzinfo=PARIS)
    thursday = datetime(2027, 3, 26, 10, 0, tzinfo=PARIS)
    seat(event_at(starts_at), member=member)

    remind(now=thursday - timedelta(minutes=5))
    before = kinds(member)
    remind(now=thursday)

    assert (before, kinds(member)) == ([], ["week"])


def test_the_horizon_reaches_over_every_week_end():
    noon = datetime(2020, 1, 1, 12, 0, tzinfo=PARIS)
    events = [Event(starts_at=noon + timedelta(days=days)) for days in range(366 * 40)]

    moments = [(event.starts_at, days_before(event, ahead)) for event in events for ahead in (WEEK, DAY)]

    assert all(is_working_day(due.astimezone(PARIS).date()) for _, due in moments)
    assert max(starts_at - due for starts_at, due in moments) < HORIZON


def test_a_place_taken_since_the_week_before_is_reminded_of_on_the_eve_alone():
    member = who_wants("week_and_day")
    seat(event_at(THURSDAY), member=member, asked_at=THURSDAY - timedelta(days=6))

    for days in (6, 5, 1):
        remind(now=THURSDAY - timedelta(days=days) + timedelta(minutes=5))

    assert kinds(member) == ["day"]


def test_a_place_freed_since_the_week_before_is_no_news_of_a_week_ago():
    member = who_wants("week")
    seat(event_at(THURSDAY), member=member, promoted_at=THURSDAY - timedelta(days=6))

    remind(now=THURSDAY - timedelta(days=6))

    assert kinds(member) == []


def test_who_asks_for_a_week_too_late_waits_for_the_eve():
    member = who_wants("week_and_day")
    seat(event_at(THURSDAY), member=member)

    remind(now=THURSDAY - timedelta(days=3))
    before = kinds(member)
    remind(now=THURSDAY - timedelta(days=1))

    assert (before, kinds(member)) == ([], ["day"])


def test_an_outage_of_a_day_does_not_lose_the_week_before():
    member = who_wants("week")
    seat(event_at(THURSDAY), member=member)

    remind(now=THURSDAY - timedelta(days=6))

    assert kinds(member) == ["week"]


def test_an_event_moved_is_announced_a_week_before_anew():
    member, event = who_wants("week"), event_at(THURSDAY)
    seat(event, member=member)
    remind(now=THURSDAY - timedelta(days=7))

    event.starts_at, event.ends_at = event.starts_at + timedelta(days=7), event.ends_at + timedelta(days=7)
    event.save()
    remind(now=THURSDAY - timedelta(days=6))
    remind(now=THURSDAY)

    assert kinds(member) == ["week", "week"]


def test_an_event_moved_to_another_date_is_announced_anew():
    event = event_at(THURSDAY)
    seat(event)
    remind(now=THURSDAY - timedelta(hours=20))

    event.starts_at, event.ends_at = THURSDAY + timedelta(days=1), THURSDAY + timedelta(days=1, hours=1)
    event.save()
    remind(now=THURSDAY + timedelta(hours=1))

    assert len(keys_prepared()) == 2


@pytest.mark.parametrize(("choice", "ahead"), [("week", {"days": 7}), ("day", {"hours": 20}), ("hour", {"hours": 1})])
def test_the_reminder_holds_the_place_the_way_to_the_link_and_the_way_to_withdraw(choice, ahead):
    event = event_at(THURSDAY, title="Publipostage", format="hybrid", place="Lyon, salle Saône")
    seat(event, member=who_wants(choice), mode="online")

    remind(now=THURSDAY - timedelta(**ahead))
    message = deliver_all()[-1]

    assert message.subject.split() == "Rappel jeudi 18 mars 2027, 10 h – 11 h 30 : Publipostage".split()
    assert f"le lien s’ouvre {video_link.MINUTES}\u00a0min avant, sur la page du rendez-vous" in message.body
    assert settings.SITE_URL + event.get_absolute_url() in message.body
    assert "visio.example" not in message.body
    assert "Lyon, salle Saône" in message.body
    assert event.get_absolute_url() + "desinscription/" in message.body


def test_the_way_to_the_link_of_a_hybrid_event_is_for_those_who_come_by_it():
    event = event_at(THURSDAY, format="hybrid", place="Lyon")
    seat(event, mode="main")
    seat(event, mode="online")

    remind(now=THURSDAY - timedelta(hours=20))

    assert sorted("le lien s’ouvre" in message.body for message in deliver_all()) == [False, True]


def test_each_host_receives_the_list_on_the_evening_before():
    lea, zoe = make_member("lea@example.org"), make_member("zoe@example.org")
    event = event_at(THURSDAY, hosts=[lea, zoe])
    seat(event, member=make_member(first_name="Ana", last_name="Brun"), asked_at=THURSDAY - timedelta(hours=18))
    seat(event, member=make_member(first_name="Eva", last_name="Noir"), status=Registration.Status.WAITING)
    evening = datetime(2027, 3, 17, 17, 0, tzinfo=PARIS)

    remind(now=evening - timedelta(minutes=5))
    before = keys_prepared()
    remind(now=evening)
    remind(now=evening + timedelta(minutes=5))
    messages = deliver_all()

    assert before == []
    assert sorted(message.to[0] for message in messages) == ["lea@example.org", "zoe@example.org"]
    assert "Ana Brun" in messages[0].body
    assert "Eva Noir" not in messages[0].body
    assert "1 personne attend encore une place." in messages[0].body


def test_reminding_asks_the_same_number_of_statements_for_ten_times_the_people(django_assert_num_queries):
    event = event_at(THURSDAY, hosts=[make_member()], seats=None)
    for _ in range(3):
        seat(event)
    remind(now=THURSDAY - timedelta(hours=20))

    with django_assert_num_queries(8):
        remind(now=THURSDAY - timedelta(hours=19, minutes=50))
    for _ in range(30):
        seat(event)
    remind(now=THURSDAY - timedelta(hours=19, minutes=40))

    with django_assert_num_queries(8):
        remind(now=THURSDAY - timedelta(hours=19, minutes=30))


def test_a_week_before_asks_the_same_number_of_statements_for_ten_times_the_people(django_assert_num_queries):
    event = event_at(THURSDAY, seats=None)
    for people in (3, 30):
        for _ in range(people):
            seat(event, member=who_wants("week"))
        remind(now=THURSDAY - timedelta(days=7))

        with django_assert_num_queries(8):
            remind(now=THURSDAY - timedelta(days=6))
