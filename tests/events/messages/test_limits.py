"""Acts in the agenda that write to others are limited, by day; what was typed is still there."""

import pytest
from django.conf import settings as configured

from events.actions import date_change
from events.actions.event import hold_on_screen
from events.actions.participants import add_member, move_up, remove_member, write_to
from events.actions.registration import leave, register
from events.actions.series_registration import register_for_series
from events.models import ParticipantLog, Series
from guards.refusals import Refused
from mailing.models import Delivery
from tests.cast import signed_in
from tests.clock import DAY
from tests.factories import make_event, make_member, make_registration
from tests.helpers import sent_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def limits(settings):
    """``limits(**{"events.notes": 1})``: so often a day."""

    def allow(**most):
        settings.LIMITS = configured.LIMITS | most

    return allow


def test_a_host_writes_so_often_a_day_over_all_events_and_nothing_typed_is_lost(clock, limits):
    limits(**{"events.notes": 2})
    host = make_member()
    events = [make_event(hosts=[host]) for _rank in range(2)]
    for event in events:
        make_registration(event)
        write_to(event, statuses=["confirmed"], text="Apportez un carnet.", by=host)
    page = f"/agenda/{events[0].pk}-{events[0].slug}/participants/message/"
    before = Delivery.objects.count()

    refused = signed_in(host).post(page, {"to": "confirmed", "text": "Encore un mot."})
    clock.shift(DAY)
    write_to(events[0], statuses=["confirmed"], text="Et un autre.", by=host)

    words = refused.content.decode()
    assert "limité à deux" in words
    assert "mercredi 17 mars" in words
    assert sent_by(refused)["text"] == "Encore un mot."
    assert Delivery.objects.count() == before + 1


@pytest.mark.parametrize("act", ["add", "remove", "move_up"])
def test_acts_by_hand_are_counted_together(act, limits):
    limits(**{"events.by_hand": 1})
    host = make_member()
    event = make_event(hosts=[host], seats=1)
    confirmed, waiting = make_registration(event), make_registration(event, status="waiting")
    ParticipantLog.objects.create(event=event, kind="added", done_by=host)
    acts = {
        "add": lambda: add_member(event, make_member(), by=host, adds_seat=True),
        "remove": lambda: remove_member(confirmed, reason="Erreur", by=host),
        "move_up": lambda: move_up(waiting, reason="Priorité", by=host),
    }

    with pytest.raises(Refused, match="limité à un"):
        acts[act]()

    assert ParticipantLog.objects.count() == 1
    assert not Delivery.objects.exists()


def test_who_leaves_and_comes_back_all_day_is_told_until_tomorrow(clock):
    event, member = make_event(), make_member()
    for _rank in range(configured.LIMITS["events.registrations"]):
        register(event, member, by=member)
        leave(event, member, by=member)

    with pytest.raises(Refused, match=r"limité à six.*mercredi 17 mars"):
        register(event, member, by=member)
    clock.shift(DAY)

    assert register(event, member, by=member).is_confirmed


@pytest.mark.parametrize(("act", "one_seat"), [(register_for_series, False), (date_change.change_date, True)])
def test_the_other_ways_in_have_the_same_limit(act, one_seat, limits):
    limits(**{"events.registrations": 1})
    series, member = Series.objects.create(one_seat=one_seat), make_member()
    first, second = [make_event(series=series, in_days=days) for days in (7, 14)]
    register(first, member, by=member)
    leave(first, member, by=member)
    register(second, member, by=member)

    with pytest.raises(Refused, match="limité à un"):
        act(first, member, by=member)


def test_nobody_gets_more_news_of_one_event_a_day_than_the_limit(clock, limits):
    limits(**{"events.changes": 2})
    host = make_member()
    event = make_event(hosts=[host], format="onsite", place="Salle 1")
    make_registration(event)
    for number in range(2):
        hold_on_screen(event, join_url=f"https://visio.example/{number}", by=host)
    before = Delivery.objects.count()

    with pytest.raises(Refused, match=r"limité à deux.*mercredi 17 mars"):
        hold_on_screen(event, join_url="https://visio.example/9", by=host)

    event.refresh_from_db()
    assert event.join_url == "https://visio.example/1"
    assert Delivery.objects.count() == before
