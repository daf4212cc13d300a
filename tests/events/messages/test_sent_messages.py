"""What was written to a whole group is listed for who runs the event: what kind, when, how many; nobody's name, no word."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from events import sent_messages
from events.actions.event import cancel_event, save_event
from events.actions.participants import write_to
from events.actions.registration import register
from events.actions.reminders import remind
from events.models import Event
from mailing.models import Delivery, Preference
from tests.factories import make_event, make_member, make_registration
from tests.helpers import count_queries, deliver_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]

PARIS = ZoneInfo("Europe/Paris")
THURSDAY = datetime(2027, 3, 18, 10, 0, tzinfo=PARIS)
LONG_AGO = THURSDAY - timedelta(days=60)


def people(event, count, **fields):
    return [make_registration(event, asked_at=LONG_AGO, queued_at=LONG_AGO, **fields).member for _ in range(count)]


def listed(event):
    return [(str(told["kind"]), told["people"]) for told in sent_messages.written_to_all(event)]


def on(day, cause):
    """These messages left on ``day``."""
    Delivery.objects.filter(cause=f"events.{cause}").update(state="sent", sent_at=day)


@pytest.fixture
def told():
    """An event of which everything was written, each kind on its day."""
    event, by = make_event(starts_at=THURSDAY, seats=None), make_member()
    people(event, 3)
    people(event, 1, status="waiting")
    write_to(event, statuses=["confirmed", "waiting"], text="Apportez un carnet.", by=by)
    on(THURSDAY - timedelta(days=9), "note")
    remind(now=THURSDAY - timedelta(hours=20))
    on(THURSDAY - timedelta(days=1), "reminder")
    moved = Event.objects.get(pk=event.pk)
    moved.starts_at, moved.ends_at = moved.starts_at + timedelta(hours=1), moved.ends_at + timedelta(hours=1)
    save_event(moved, by=by)
    on(THURSDAY - timedelta(hours=3), "changed")
    return event


def test_each_kind_is_counted_on_its_day_the_latest_first(told):
    found = sent_messages.written_to_all(told)

    assert listed(told) == [("Changement", 4), ("Rappel", 3), ("Message de l’animation", 4)]
    assert [row["day"] for row in found] == [
        THURSDAY.date(), (THURSDAY - timedelta(days=1)).date(), (THURSDAY - timedelta(days=9)).date()
    ]  # fmt: skip


def test_the_same_people_written_to_twice_on_a_day_are_counted_once():
    event, by = make_event(), make_member()
    people(event, 2)
    for text in ("Un carnet.", "Un stylo."):
        write_to(event, statuses=["confirmed"], text=text, by=by)

    assert listed(event) == [("Message de l’animation", 2)]


def test_an_event_called_off_says_so():
    event, by = make_event(), make_member()
    people(event, 2)

    cancel_event(event, reason="Grève", by=by)

    assert listed(event) == [("Annulation", 2)]


def test_what_is_not_for_all_and_what_was_refused_or_written_of_another_event_is_not_counted():
    event, other = make_event(starts_at=THURSDAY), make_event(starts_at=THURSDAY)
    (refusing,) = people(event, 1)
    Preference.objects.create(member=refusing, subject="reminder", choice="never")
    people(other, 1)

    remind(now=THURSDAY - timedelta(hours=20))
    register(event, make_member(), by=make_member())

    assert (listed(event), listed(other)) == ([], [("Rappel", 1)])


def test_what_could_not_leave_in_time_is_not_counted():
    event = make_event(starts_at=THURSDAY)
    people(event, 1)
    remind(now=THURSDAY - timedelta(hours=20))
    Delivery.objects.update(expires_at=timezone.now() - timedelta(minutes=1))

    deliver_all()

    assert listed(event) == []


def main_of(response):
    page = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_page_lists_them_without_names_or_words(told, core_team):
    page = main_of(core_team.get(told.get_absolute_url() + "participants/"))

    section = page.partition("Messages envoyés")[2].partition("Emporter la liste")[0]
    assert "Rappel mercredi 17 mars 2027, 3 personnes" in section
    assert "Message de l’animation mardi 9 mars 2027, 4 personnes" in section
    assert "Apportez un carnet." not in page
    for row in told.registrations.select_related("member"):
        assert row.member.last_name not in section


def test_who_may_not_see_the_participants_does_not_see_what_they_were_told(told, member):
    assert member.get(told.get_absolute_url() + "participants/").status_code == 404
    assert "Messages envoyés" not in member.get(told.get_absolute_url()).content.decode()


def test_where_nothing_was_written_there_is_no_list(core_team):
    assert "Messages envoyés" not in main_of(core_team.get(make_event().get_absolute_url() + "participants/"))


def test_ten_times_the_messages_ask_as_many_statements(told, core_team):
    page = told.get_absolute_url() + "participants/"
    few = count_queries(core_team, page)
    for rank in range(10):
        write_to(told, statuses=["confirmed"], text=f"Message {rank}", by=core_team.member)
        on(THURSDAY - timedelta(days=20 + rank), "note")

    assert count_queries(core_team, page) == few


def test_the_count_is_read_from_its_index(told):
    row = Delivery.objects.filter(about=f"events.event:{told.pk}").values().first()
    others = ({"id": None, "key": f"other-{number}", "about": f"events.event:-{number}"} for number in range(500))
    Delivery.objects.bulk_create(Delivery(**row | other) for other in others)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE mailing_delivery; SET LOCAL enable_seqscan = off")
    plan = Delivery.objects.told_about(f"events.event:{told.pk}", sent_messages.KINDS).explain()

    assert "delivery_about" in plan
