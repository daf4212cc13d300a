"""Preparing, changing, publishing, cancelling: what moves, who is told."""

import datetime

import pytest
from django.utils import timezone

from events.actions.event import cancel_event, publish, save_event
from events.actions.registration import register
from events.models import Event, Registration
from guards.refusals import Refused
from tests.factories import fill_event, make_event, make_member, make_registration
from tests.helpers import deliver_all, keys_prepared

pytestmark = pytest.mark.django_db

CONFIRMED, WAITING, LEFT = (Registration.Status[name] for name in ("CONFIRMED", "WAITING", "CANCELLED"))
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def by():
    return make_member(first_name="Aïcha")


def change(event, by, hosts=None, **fields):
    event = Event.objects.get(pk=event.pk)
    for name, value in fields.items():
        setattr(event, name, value)
    return save_event(event, by=by, hosts=hosts)


def test_a_new_event_is_a_draft_with_its_hosts_in_order(by):
    first, second = make_member(), make_member()
    starts_at = timezone.now() + 48 * HOUR

    event = save_event(
        Event(title="Publipostage", starts_at=starts_at, ends_at=starts_at + HOUR), by=by, hosts=[first, second]
    )

    event = Event.objects.get(pk=event.pk)
    assert (event.state, event.slug, event.changed_by) == ("draft", "publipostage", by)
    assert [(host.member, host.is_lead) for host in event.hosts.all()] == [(first, True), (second, False)]


def test_hosts_may_come_go_and_change_order(by):
    first, second, third = make_member(), make_member(), make_member()
    event = make_event(hosts=[first, second])

    change(event, by, hosts=[second, third])

    assert [(host.member, host.is_lead) for host in event.hosts.all()] == [(second, True), (third, False)]


def test_who_becomes_host_gives_the_place_back(by):
    event = fill_event(make_event(seats=1), confirmed=1, waiting=1)
    holder = event.registrations.confirmed().get().member
    first = event.registrations.waiting().get().member

    change(event, by, hosts=[holder])

    assert event.registrations.confirmed().get().member == first


def test_more_seats_move_the_line_up_in_order(by):
    event = fill_event(make_event(seats=1), confirmed=1, waiting=4)
    waiting = list(event.registrations.waiting().in_line())

    change(event, by, seats=3)

    assert list(event.registrations.waiting().in_line()) == waiting[2:]
    assert keys_prepared() == [f"events.promoted:{row.pk}" for row in waiting[:2]]


def test_no_limit_any_more_gives_everybody_a_place(by):
    event = fill_event(make_event(seats=1), confirmed=1, waiting=4)

    change(event, by, seats=None)

    assert event.registrations.confirmed().count() == 5


def test_fewer_seats_than_taken_are_refused_and_the_sentence_counts(by):
    event = fill_event(make_event(seats=5), confirmed=5)

    with pytest.raises(Refused) as refusal:
        change(event, by, seats=3)

    assert "au moins 5 places" in refusal.value.message
    assert "soit 2 de plus" in refusal.value.message
    event.refresh_from_db()
    assert event.seats == 5


def test_seats_taken_since_the_page_was_read_count_too(by):
    event = make_event(seats=5)
    make_registration(event)
    page = Event.objects.get(pk=event.pk)
    make_registration(event)

    page.seats = 1
    with pytest.raises(Refused) as refusal:
        save_event(page, by=by)

    assert (refusal.value.field, "Gardez au moins 2 places" in refusal.value.message) == ("seats", True)


def test_a_change_of_time_is_told_to_the_registered_the_waiting_and_the_hosts_once(by):
    host = make_member()
    event = fill_event(make_event(seats=2, hosts=[host, by]), confirmed=2, waiting=1)
    concerned = {*event.registrations.values_list("member", flat=True), host.pk, by.pk}

    change(event, by, starts_at=event.starts_at + HOUR, ends_at=event.ends_at + HOUR)

    assert set(keys_prepared()) == {f"events.changed:{event.pk}-1-{pk}" for pk in concerned}


def test_the_message_of_a_change_says_the_old_and_the_new(by):
    event = make_event(place="Lyon, salle Saône", format=Event.Format.ONSITE)
    make_registration(event)

    change(event, by, place="Paris, salle Seine")

    message = deliver_all()[0]
    assert "Paris, salle Seine" in message.body
    assert "Lyon, salle Saône" in message.body
    assert "Date et heure" not in message.body


def test_the_message_of_a_change_says_the_old_and_the_new_title(by):
    event = make_event("Publipostage")
    make_registration(event)

    change(event, by, title="Excel sans peine")

    message = deliver_all()[0]
    assert [word in message.body for word in ("Excel sans peine", "Publipostage", "Date et heure")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("fields", [{}, {"state": "draft"}])
def test_a_moment_that_has_passed_is_not_chosen_any_more(by, fields):
    event = make_event(**fields)

    with pytest.raises(Refused, match="moment à venir") as refusal:
        change(event, by, starts_at=event.starts_at - 200 * HOUR, ends_at=event.ends_at)

    assert refusal.value.field == "day"


def test_nothing_is_prepared_for_a_moment_that_has_passed(by):
    starts_at = timezone.now() - HOUR

    with pytest.raises(Refused, match="moment à venir"):
        save_event(Event(title="Publipostage", starts_at=starts_at, ends_at=starts_at + 2 * HOUR), by=by)


def test_what_took_place_can_still_be_described(by):
    event = make_event(in_days=-9)

    change(event, by, description="<p>Les supports sont là.</p>")

    event.refresh_from_db()
    assert event.description == "<p>Les supports sont là.</p>"


def test_the_message_of_a_change_of_link_does_not_carry_the_link(by):
    event = make_event()
    make_registration(event)

    change(event, by, join_url="https://visio.example/autre")

    message = deliver_all()[0]
    assert "Le lien de la visio a changé" in message.body
    assert "visio.example" not in message.body


def test_a_second_change_is_told_again(by):
    event = make_event(place="Lyon", format=Event.Format.ONSITE)
    member = make_registration(event).member

    change(event, by, place="Paris")
    change(event, by, place="Nantes")

    assert keys_prepared() == [f"events.changed:{event.pk}-{number}-{member.pk}" for number in (1, 2)]


@pytest.mark.parametrize("fields", [{"promise": "Autre"}, {"seats": 40}, {"description": "<p>x</p>"}])
def test_other_changes_tell_nobody(by, fields):
    event = fill_event(make_event(), confirmed=1)

    change(event, by, **fields)

    assert keys_prepared() == []


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"in_days": -9}])
def test_a_draft_or_a_past_event_tells_nobody(by, fields):
    event = make_event(hosts=[make_member()], place="Lyon", **fields)

    change(event, by, place="Paris")

    assert keys_prepared() == []


def test_the_calendar_revision_rises_with_what_calendars_show(by):
    event = make_event()

    assert change(event, by, promise="Autre").sequence == 0
    assert change(event, by, title="Autre").sequence == 1
    assert change(event, by, join_url="https://visio.example/autre").sequence == 2


def test_a_stale_page_neither_revives_nor_recounts(by):
    event = make_event(seats=5)
    stale = Event.objects.get(pk=event.pk)
    fill_event(event, confirmed=2)
    stale.title = "Autre"

    save_event(stale, by=by)

    event.refresh_from_db()
    assert (event.title, event.taken_count, event.state) == ("Autre", 2, "published")


def test_a_cancelled_event_no_longer_changes(by):
    event = make_event(state="cancelled", cancellation_reason="Grève")

    with pytest.raises(Refused, match="annulé"):
        change(event, by, title="Autre")


def test_publishing_opens_the_registrations(by):
    event = make_event(state="draft")

    publish(event, by=by)

    assert register(event, by, by=by).is_confirmed


def test_publishing_twice_does_nothing_twice(by):
    event = make_event(state="draft")

    first, second = publish(event, by=by), publish(event, by=by)

    assert (first.sequence, first.changed_at) == (second.sequence, second.changed_at)


def test_a_date_that_is_past_is_not_published(by):
    with pytest.raises(Refused, match="déjà passée"):
        publish(make_event(state="draft", in_days=-1), by=by)


def test_a_cancelled_event_is_not_published_again(by):
    with pytest.raises(Refused):
        publish(make_event(state="cancelled", cancellation_reason="Grève"), by=by)


def test_a_draft_is_not_cancelled(by):
    with pytest.raises(Refused):
        cancel_event(make_event(state="draft"), reason="Grève", by=by)


def test_an_event_that_is_over_is_not_cancelled(by):
    with pytest.raises(Refused, match="terminé"):
        cancel_event(make_event(in_days=-9), reason="Grève", by=by)


def test_a_cancellation_is_written_once_to_everyone_the_waiting_included(by):
    event = fill_event(make_event(seats=2, hosts=[by, make_member()]), confirmed=2, waiting=2)

    cancel_event(event, reason="La salle est fermée.", by=by)
    cancel_event(event, reason="Autre raison", by=by)

    event.refresh_from_db()
    messages = deliver_all()
    assert (event.state, event.sequence) == ("cancelled", 1)
    assert event.cancellation_reason == "La salle est fermée."
    assert len(messages) == 6
    assert all("La salle est fermée." in message.body for message in messages)
    assert event.registrations.confirmed().count() == 2


@pytest.mark.parametrize("people", [3, 30])
@pytest.mark.parametrize(
    ("act", "statements"),
    [
        (lambda event, by: change(event, by, seats=100), 17),
        (lambda event, by: change(event, by, join_url="https://visio.example/autre"), 18),
        (lambda event, by: cancel_event(event, reason="Grève", by=by), 17),
    ],
    ids=["line moved up", "change told", "called off"],
)
def test_telling_thirty_people_asks_as_much_of_the_database_as_telling_three(
    by, people, act, statements, django_assert_num_queries
):
    event = fill_event(make_event(seats=people), confirmed=people, waiting=people)

    with django_assert_num_queries(statements):
        act(event, by)
