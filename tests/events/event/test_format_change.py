"""The ways to come when the room opens or closes: who is on screen stays there, and everybody keeps a place."""

import pytest

from events import video_link
from events.actions.event import hold_on_screen
from events.models import Event
from guards.refusals import Refused
from tests.cast import signed_in
from tests.events.event.test_event import change
from tests.factories import fill_event, make_event, make_member, make_registration
from tests.helpers import deliver_all, keys_prepared

pytestmark = pytest.mark.django_db

BACKUP = "https://visio.example/secours"


@pytest.fixture
def by():
    return make_member(first_name="Aïcha")


def make_hybrid(**fields):
    return make_event(**{"format": "hybrid", "place": "Salle Saône", "seats": 2, "online_seats": 2} | fields)


def rows_of(event):
    return list(event.registrations.order_by("pk").values_list("status", "mode"))


def test_when_the_room_falls_through_everybody_comes_on_screen_with_the_places_of_both(by):
    event = make_hybrid(seats=1, online_seats=1)
    for mode in ("main", "online"):
        make_registration(event, mode=mode)
    make_registration(event, mode="online", status="waiting")
    make_registration(event, status="waiting")

    hold_on_screen(event, join_url=BACKUP, by=by)

    event.refresh_from_db()
    assert (event.format, event.place, event.join_url) == ("online", "", BACKUP)
    assert (event.seats, event.online_seats) == (2, None)
    assert (event.taken_count, event.online_taken_count) == (2, 0)
    assert rows_of(event) == [("confirmed", "main"), ("confirmed", "main"), ("waiting", "main"), ("waiting", "main")]


def test_everybody_confirmed_may_then_open_the_link(by):
    event = make_hybrid()
    room = make_registration(event)
    before = video_link.can_open_link(room.member, event, room)

    event = hold_on_screen(event, join_url=BACKUP, by=by)

    room.refresh_from_db()
    assert (before, video_link.can_open_link(room.member, event, room)) == (False, True)


def test_all_are_told_where_to_go_and_calendars_follow(by):
    event = make_event("Publipostage", format="onsite", place="Salle Saône", join_url="")
    make_registration(event)

    hold_on_screen(event, join_url=BACKUP, by=by)

    [message] = deliver_all()
    assert "Salle Saône" in message.body
    assert "Le lien de la visio est sur la page du rendez-vous." in message.body
    assert BACKUP not in message.body
    assert "METHOD:REQUEST" in message.alternatives[-1].content
    assert "LOCATION:Visio" in message.alternatives[-1].content


def test_asked_twice_nobody_is_told_twice(by):
    event = make_hybrid()
    make_registration(event)

    for _ in range(2):
        hold_on_screen(event, join_url=BACKUP, by=by)

    assert len(keys_prepared()) == 1
    assert Event.objects.get(pk=event.pk).seats == 4


def test_without_a_limit_on_one_side_there_is_none_any_more(by):
    event = fill_event(make_hybrid(seats=1, online_seats=None), confirmed=1, waiting=2)

    hold_on_screen(event, join_url=BACKUP, by=by)

    event.refresh_from_db()
    assert (event.seats, event.registrations.confirmed().count()) == (None, 3)


def test_the_two_lines_become_one_in_the_order_of_arrival(by):
    event = make_hybrid(seats=1, online_seats=1)
    for mode in ("main", "online"):
        make_registration(event, mode=mode)
    first = make_registration(event, status="waiting", mode="online")
    second = make_registration(event, status="waiting")

    change(event, by, format="online", seats=3, online_seats=None)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("confirmed", "waiting")


def test_a_room_given_up_with_too_few_places_is_refused_by_number(by):
    event = make_hybrid()
    for mode in ("main", "main", "online"):
        make_registration(event, mode=mode)

    with pytest.raises(Refused, match="au moins 3 places.*soit 1 de plus") as refusal:
        change(event, by, format="online", seats=2, online_seats=None)

    event.refresh_from_db()
    assert (refusal.value.field, event.format, event.online_taken_count) == ("seats", "hybrid", 1)


def test_who_is_on_screen_stays_there_when_a_room_opens(by):
    event = fill_event(make_event(seats=3), confirmed=3, waiting=1)

    change(event, by, format="hybrid", place="Salle Saône", seats=1, online_seats=3)

    event.refresh_from_db()
    assert (event.taken_count, event.online_taken_count) == (0, 3)
    assert rows_of(event) == [("confirmed", "online")] * 3 + [("waiting", "online")]


def test_a_room_that_opens_does_not_take_places_from_the_screen(by):
    event = fill_event(make_event(seats=3), confirmed=3)

    with pytest.raises(Refused, match="au moins 3 places") as refusal:
        change(event, by, format="hybrid", place="Salle Saône", seats=1, online_seats=2)

    assert refusal.value.field == "online_seats"


@pytest.mark.parametrize("fields", [{"in_days": -1}, {"state": "cancelled", "cancellation_reason": "Grève"}])
def test_what_has_started_or_is_called_off_does_not_change_room(by, fields):
    with pytest.raises(Refused):
        hold_on_screen(make_hybrid(**fields), join_url=BACKUP, by=by)


def test_places_of_a_screen_that_is_alone_are_not_kept_aside(by):
    event = change(make_hybrid(online_seats=3), by, format="online", seats=6)

    assert Event.objects.get(pk=event.pk).online_seats is None
    fill_event(event, confirmed=6)
    change(event, by, format="hybrid", place="Salle Saône", seats=1, online_seats=10)


# on the site ------------------------------------------------------------------------------------


def test_the_host_says_that_the_room_is_lost():
    host = make_member()
    event = make_event(format="onsite", place="Salle Saône", hosts=[host])
    client = signed_in(host)

    page = client.get(event.get_absolute_url()).content.decode()
    answer = client.post(f"{event.get_absolute_url()}visio/", {"join_url": BACKUP})

    event.refresh_from_db()
    assert f'href="{event.get_absolute_url()}visio/"' in page
    assert (answer["Location"], event.format) == (event.get_absolute_url(), "online")


@pytest.mark.parametrize("typed", ["", "javascript:alert(1)", "pas une adresse"])
def test_an_address_is_needed_to_meet_on_screen(typed):
    host = make_member()
    event = make_event(format="onsite", place="Salle Saône", hosts=[host])

    answer = signed_in(host).post(f"{event.get_absolute_url()}visio/", {"join_url": typed})

    event.refresh_from_db()
    assert (answer.status_code, list(answer.context["form"].errors), event.format) == (200, ["join_url"], "onsite")


def test_an_event_on_screen_offers_no_such_button():
    host = make_member()
    event = make_event(hosts=[host])

    assert "visio/" not in signed_in(host).get(event.get_absolute_url()).content.decode()
