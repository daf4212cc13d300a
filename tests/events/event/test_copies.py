"""A copy of an event, a second session for those who wait."""

import datetime

import pytest
from django.utils import timezone

from clock.paris import at
from events.actions.copies import copy_event, open_second_session
from events.actions.offers import settle, take_offer
from events.actions.registration import leave
from events.models import ChecklistItem, Event, Question, Registration, Series
from guards.refusals import Refused
from tests.factories import fill_event, make_core_team_member, make_event, make_member, make_registration
from tests.helpers import deliver_all, keys_prepared

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TEN = datetime.time(10)


@pytest.fixture
def by():
    return make_member(first_name="Aïcha")


@pytest.fixture
def crowded():
    """Four places taken, five people waiting, in a fortnight."""
    host = make_member(first_name="Nadia")
    return fill_event(make_event("Publipostage", hosts=[host], seats=4, in_days=14), confirmed=4, waiting=5)


def line_of(event):
    return [row.member for row in event.registrations.waiting().in_line()]


def open_session(event, by, *, in_order=False, in_days=28):
    starts_at = at(timezone.localdate() + in_days * DAY, TEN)
    return open_second_session(
        event, starts_at=starts_at, ends_at=starts_at + datetime.timedelta(hours=2), by=by, invites_in_order=in_order
    )


# copies --------------------------------------------------------------------------------------


def test_a_copy_is_a_draft_with_the_questions_and_an_undone_checklist(by):
    host = make_member()
    event = fill_event(make_event(hosts=[host], seats=5), confirmed=2)
    Question.objects.create(event=event, position=1, text="Une allergie ?")
    ChecklistItem.objects.create(event=event, label="la salle", days_before=21, done_at=timezone.now(), done_by=by)
    day = timezone.localdate() + 40 * DAY

    copy = copy_event(event, day, by=by, with_hosts=True)

    copy = Event.objects.get(pk=copy.pk)
    assert (copy.state, copy.title, copy.seats, copy.taken_count) == ("draft", event.title, 5, 0)
    assert (timezone.localdate(copy.starts_at), copy.series) == (day, None)
    assert [row.member for row in copy.hosts.all()] == [host]
    assert [row.text for row in copy.questions.all()] == ["Une allergie ?"]
    assert [(item.days_before, item.label, item.is_done) for item in copy.checklist.all()] == [(21, "la salle", False)]


def test_a_date_of_a_series_is_copied_outside_of_it(by):
    series = Series.objects.create()
    event = make_event(series=series, series_date=timezone.localdate() + 7 * DAY)

    copy = copy_event(event, timezone.localdate() + 40 * DAY, by=by, with_hosts=True)

    assert (copy.series, copy.series_date) == (None, None)


def test_without_the_hosts_a_host_who_copies_runs_the_copy_alone(by):
    event = make_event(hosts=[make_member(), by])

    copy = copy_event(event, timezone.localdate() + 40 * DAY, by=by, with_hosts=False)

    assert [row.member for row in copy.hosts.all()] == [by]


def test_without_the_hosts_the_core_team_leaves_the_copy_to_be_given():
    event = make_event(hosts=[make_member()])

    copy = copy_event(event, timezone.localdate() + DAY, by=make_core_team_member(), with_hosts=False)

    assert copy.hosts.count() == 0


def test_a_host_who_has_left_is_not_copied(by):
    event = make_event(hosts=[make_member(state="former"), by])

    copy = copy_event(event, timezone.localdate() + 40 * DAY, by=by, with_hosts=True)

    assert [(row.member, row.is_lead) for row in copy.hosts.all()] == [(by, True)]


# a second session ----------------------------------------------------------------------------


@pytest.mark.parametrize(("seats", "waiting", "asks"), [(4, 1, False), (4, 2, True), (5, 2, False), (5, 3, True)])
def test_half_as_many_waiting_as_seats_ask_for_a_second_session(seats, waiting, asks):
    assert make_event(seats=seats).asks_second_session(waiting) is asks


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"in_days": -1}, {"seats": None}])
def test_no_second_session_is_asked_for(fields):
    assert make_event(**{"seats": 2} | fields).asks_second_session(9) is False


def test_dates_where_everybody_may_take_several_have_no_second_session(by, crowded):
    crowded.series, crowded.series_date = Series.objects.create(), timezone.localdate(crowded.starts_at)
    crowded.save()

    assert crowded.asks_second_session(5) is False
    with pytest.raises(Refused, match="Répéter"):
        open_session(crowded, by)


def test_the_second_session_is_published_with_the_same_and_one_seat_for_both(by, crowded):
    session = open_session(crowded, by)

    crowded.refresh_from_db()
    session.refresh_from_db()
    assert (session.state, session.title, session.seats) == ("published", "Publipostage", 4)
    assert session.series == crowded.series
    assert session.series.one_seat
    assert [row.member for row in session.hosts.all()] == [row.member for row in crowded.hosts.all()]
    assert timezone.localtime(session.starts_at).time() == TEN


def test_those_who_wait_are_told_in_their_order_and_keep_their_rank(by, crowded):
    waiting = line_of(crowded)

    session = open_session(crowded, by)

    assert keys_prepared() == [f"events.second_session:{session.pk}-{member.pk}" for member in waiting]
    assert line_of(crowded) == waiting
    assert session.registrations.count() == 0
    message = deliver_all()[0]
    assert "Inscrivez-vous si cette date vous convient" in message.body
    assert session.get_absolute_url() in message.body


def test_invited_in_order_the_first_have_an_offer_and_the_others_the_same_ranks(by, crowded):
    waiting = line_of(crowded)

    session = open_session(crowded, by, in_order=True)

    offered = session.registrations.offered().in_line()
    assert [row.member for row in offered] == waiting[:4]
    assert line_of(session) == waiting[4:]
    assert {row.offer_expires_at > timezone.now() for row in offered} == {True}
    assert line_of(crowded) == waiting
    assert keys_prepared() == [f"events.second_session:{session.pk}-{member.pk}" for member in waiting]
    first, *_others, last = deliver_all()
    assert "Une place vous y est proposée" in first.body
    assert "au rang 1" in last.body


def test_who_takes_the_offer_leaves_the_first_line_and_who_declines_it_stays(by, crowded):
    taker, decliner, *others = line_of(crowded)
    session = open_session(crowded, by, in_order=True)

    take_offer(session, taker, by=taker)
    leave(session, decliner, by=decliner)

    assert line_of(crowded) == [decliner, *others]
    assert [row.member for row in session.registrations.confirmed()] == [taker]
    assert [row.member for row in session.registrations.offered().in_line()] == others


def test_an_offer_that_expires_is_offered_on_and_never_given_unasked(by, crowded):
    session = open_session(crowded, by, in_order=True)
    session.registrations.offered().update(offer_expires_at=timezone.now())
    last = line_of(session)

    settle(now=timezone.now() + datetime.timedelta(seconds=1))

    assert [row.member for row in session.registrations.offered()] == last
    assert session.registrations.confirmed().count() == 0


def test_a_date_too_near_to_answer_refuses_the_order_and_changes_nothing(by, crowded):
    Event.objects.filter(pk=crowded.pk).update(starts_at=timezone.now() + DAY)

    with pytest.raises(Refused, match="trop proche"):
        open_session(crowded, by, in_order=True, in_days=2)

    assert Event.objects.count() == 1
    assert Series.objects.count() == 0
    assert keys_prepared() == []


def test_asked_twice_one_session_opens_and_nobody_is_told_twice(by, crowded):
    first = open_session(crowded, by, in_order=True)
    told = keys_prepared()

    second = open_session(crowded, by, in_order=True)

    assert second == first
    assert keys_prepared() == told
    assert Event.objects.count() == 2


def test_who_has_a_place_at_a_third_date_is_only_told(by):
    series = Series.objects.create(one_seat=True)
    first, third = (
        make_event("Publipostage", seats=1, in_days=days, series=series, series_date=timezone.localdate() + days * DAY)
        for days in (14, 15)
    )
    fill_event(first, confirmed=1)
    held = make_registration(third)
    mover = make_registration(first, held.member, Registration.Status.WAITING, moving_from=held)
    other = make_registration(first, status=Registration.Status.WAITING)

    session = open_session(first, by, in_order=True)

    assert [row.member for row in session.registrations.live()] == [other.member]
    assert f"events.second_session:{session.pk}-{mover.member.pk}" in keys_prepared()


def test_places_reserved_at_the_first_date_are_free_at_the_second(by):
    event = make_event(
        seats=2, in_days=14, reserved_seats=1, reserved_for="newcomers",
        reserved_until=timezone.now() + 10 * DAY,
    )  # fmt: skip
    fill_event(event, confirmed=2, waiting=2)

    session = open_session(event, by, in_order=True)

    assert (session.reserved_seats, session.registrations.offered().count()) == (0, 2)


def test_the_two_lines_of_a_hybrid_event_are_both_served(by):
    event = make_event(format="hybrid", place="Lyon", seats=1, online_seats=1, in_days=14)
    for mode in ("main", "online"):
        make_registration(event, mode=mode)
        make_registration(event, mode=mode, status=Registration.Status.WAITING)

    session = open_session(event, by, in_order=True)

    assert sorted(row.mode for row in session.registrations.offered()) == ["main", "online"]


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"in_days": -1}])
def test_a_second_session_stands_beside_a_published_event_to_come(by, fields):
    with pytest.raises(Refused, match="publié et à venir"):
        open_session(make_event(**fields), by)
