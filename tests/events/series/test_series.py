"""The dates of a series: prepared, changed together, published, called off."""

import datetime
import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clock.paris import at
from events.actions.event import cancel_event, publish
from events.actions.registration import register
from events.actions.series import cancel_dates, publish_dates, repeat, save_dates
from events.models import ChecklistItem, Event, Question, Registration, Scope, Series
from guards.refusals import Refused
from tests.factories import fill_event, make_event, make_member, make_registration
from tests.helpers import deliver_all, keys_prepared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]

TEN, TWO = datetime.time(10), datetime.time(14)
WEEK, DAY, HOUR = datetime.timedelta(days=7), datetime.timedelta(days=1), datetime.timedelta(hours=1)


@pytest.fixture
def by():
    return make_member(first_name="Aïcha")


def series_of(number, *, one_seat=False, hosts=(), first_in_days=7, **fields):
    """So many published dates a week apart, 10 h to 11 h 30."""
    series = Series.objects.create(rhythm="weekly", count=number, one_seat=one_seat)
    first = timezone.localdate() + datetime.timedelta(days=first_in_days)
    days = [first + n * WEEK for n in range(number)]
    return [
        make_event("Tableaux croisés", hosts=hosts, starts_at=at(day, TEN), series=series, series_date=day, **fields)
        for day in days
    ]


def change(event, by, scope, hosts=None, **fields):
    event = Event.objects.get(pk=event.pk)
    for name, value in fields.items():
        setattr(event, name, value)
    return save_dates(event, by=by, scope=scope, hosts=hosts)


def values(events, name):
    return [getattr(Event.objects.get(pk=event.pk), name) for event in events]


def hours(events):
    return [timezone.localtime(instant).strftime("%H:%M") for instant in values(events, "starts_at")]


def moved(event, **delta):
    """The moments of ``event`` so much later."""
    delta = datetime.timedelta(**delta)
    return {"starts_at": event.starts_at + delta, "ends_at": event.ends_at + delta}


def days_after(event, *weeks):
    return [timezone.localdate(event.starts_at) + n * WEEK for n in weeks]


# preparing -----------------------------------------------------------------------------------


def test_repeating_prepares_drafts_with_all_that_the_first_has(by):
    host = make_member()
    event = make_event(hosts=[host, by], seats=6, minimum=3, guests_allowed=1, answer_hours=4)
    Question.objects.create(event=event, position=1, text="Une allergie ?", is_delicate=True)
    ChecklistItem.objects.create(event=event, label="la salle", days_before=21, done_at=timezone.now(), done_by=by)
    days = days_after(event, 1, 2)

    drafts = repeat(event, days, series=Series(rhythm="weekly", count=3), by=by)

    event.refresh_from_db()
    assert [draft.series_date for draft in drafts] == days
    assert {draft.series for draft in drafts} == {event.series}
    assert event.series_date == timezone.localdate(event.starts_at)
    for draft in Event.objects.filter(pk__in=[draft.pk for draft in drafts]):
        assert (draft.state, draft.seats, draft.minimum, draft.guests_allowed) == ("draft", 6, 3, 1)
        assert (draft.answer_hours, draft.changed_by, draft.slug) == (4, by, event.slug)
        assert [(row.member, row.is_lead) for row in draft.hosts.all()] == [(host, True), (by, False)]
        assert [(row.text, row.is_delicate) for row in draft.questions.all()] == [("Une allergie ?", True)]
        assert [(item.label, item.is_done) for item in draft.checklist.all()] == [("la salle", False)]


def test_repeating_twice_prepares_each_date_once(by):
    event = make_event()
    days = days_after(event, 1, 2)

    repeat(event, days, series=Series(rhythm="weekly", count=3), by=by)
    again = repeat(event, days, series=Series(rhythm="weekly", count=3), by=by)

    assert again == []
    assert Series.objects.count() == 1
    assert Event.objects.count() == 3


def test_a_date_called_off_may_be_prepared_again(by):
    first, second = series_of(2)
    cancel_event(second, reason="Grève", by=by)

    drafts = repeat(first, [second.series_date], series=Series(), by=by)

    assert [draft.series_date for draft in drafts] == [second.series_date]


def test_a_series_has_sixty_dates_at_most(by):
    event = make_event()

    with pytest.raises(Refused, match="60 dates au plus"):
        repeat(event, days_after(event, *range(1, 61)), series=Series(rhythm="weekly"), by=by)

    assert Event.objects.count() == 1


def test_many_dates_are_prepared_with_the_statements_of_few(by):
    def statements(weeks):
        event = make_event(hosts=[make_member()])
        Question.objects.create(event=event, position=1, text="Une allergie ?")
        ChecklistItem.objects.create(event=event, label="la salle", days_before=21)
        with CaptureQueriesContext(connection) as queries:
            repeat(event, days_after(event, *range(1, weeks + 1)), series=Series(rhythm="weekly"), by=by)
        return len([row for row in queries if "SAVEPOINT" not in row["sql"]])

    assert (statements(4), statements(40)) == (11, 11)


def test_the_places_of_a_first_date_count_as_the_one_seat_of_the_series(by):
    event = fill_event(make_event(), confirmed=1)
    member = event.registrations.get().member
    days = days_after(event, 1)

    (second,) = repeat(event, days, series=Series(one_seat=True), by=by)
    publish(second, by=by)

    with pytest.raises(Refused, match="autre date"):
        register(second, member, by=member)
    assert event.registrations.get().one_seat_of == second.series


def test_a_called_off_event_is_not_repeated(by):
    event = make_event(state="cancelled", cancellation_reason="Grève")

    with pytest.raises(Refused, match="annulé"):
        repeat(event, days_after(event, 1), series=Series(), by=by)


# changing ------------------------------------------------------------------------------------


def test_this_date_changes_alone(by):
    dates = series_of(3)

    change(dates[1], by, Scope.THIS, title="Autre")

    assert values(dates, "title") == ["Tableaux croisés", "Autre", "Tableaux croisés"]


def test_this_and_the_following_change_together(by):
    dates = series_of(4)

    change(dates[1], by, Scope.FOLLOWING, title="Autre", seats=20)

    assert values(dates, "title") == ["Tableaux croisés", "Autre", "Autre", "Autre"]
    assert values(dates, "slug") == ["tableaux-croises", "autre", "autre", "autre"]
    assert values(dates, "seats") == [12, 20, 20, 20]


def test_all_dates_to_come_change_and_past_ones_never(by):
    dates = series_of(4, first_in_days=-8)

    change(dates[3], by, Scope.ALL, title="Autre")

    assert values(dates, "title") == ["Tableaux croisés", "Tableaux croisés", "Autre", "Autre"]


def test_a_date_called_off_stays_as_it_was(by):
    dates = series_of(3)
    cancel_event(dates[2], reason="Grève", by=by)

    change(dates[0], by, Scope.ALL, title="Autre")

    assert values(dates, "title") == ["Autre", "Autre", "Tableaux croisés"]


def test_what_was_changed_by_hand_on_one_date_stays(by):
    dates = series_of(3)
    change(dates[2], by, Scope.THIS, title="Séance spéciale", seats=5)

    change(dates[0], by, Scope.ALL, title="Autre", promise="Une phrase.")

    assert values(dates, "title") == ["Autre", "Autre", "Séance spéciale"]
    assert values(dates, "seats") == [12, 12, 5]
    assert values(dates, "promise") == ["Une phrase.", "Une phrase.", "Une phrase."]


def test_only_what_changed_in_this_edit_is_carried(by):
    dates = series_of(2)
    change(dates[0], by, Scope.THIS, seats=5)

    change(dates[0], by, Scope.ALL, title="Autre")

    assert values(dates, "seats") == [5, 12]


def test_the_place_is_one_thing(by):
    dates = series_of(3, format=Event.Format.ONSITE, place="Lyon")
    change(dates[1], by, Scope.THIS, place="Nantes")

    change(dates[0], by, Scope.ALL, format=Event.Format.HYBRID, place="Paris")

    assert values(dates, "place") == ["Paris", "Nantes", "Paris"]
    assert values(dates, "format") == ["hybrid", "onsite", "hybrid"]


def test_registrations_are_kept_and_each_date_tells_its_own_people_once(by):
    dates = [fill_event(date, confirmed=2, waiting=1) for date in series_of(3, seats=2)]

    change(dates[1], by, Scope.FOLLOWING, **moved(dates[1], hours=4))

    told = {
        f"events.changed:{date.pk}-1-{pk}"
        for date in dates[1:]
        for pk in date.registrations.values_list("member", flat=True)
    }
    assert set(keys_prepared()) == told
    assert len(keys_prepared()) == 6
    assert hours(dates) == ["10:00", "14:00", "14:00"]
    assert Registration.objects.live().count() == 9


def test_a_message_tells_of_its_own_date(by):
    dates = series_of(2)
    member = make_registration(dates[1]).member

    change(dates[0], by, Scope.ALL, **moved(dates[0], hours=4))

    (message,) = deliver_all()
    assert message.to == [member.email]
    assert "14 h" in message.body.replace("\u00a0", " ")
    assert f" {timezone.localtime(dates[1].starts_at).day} " in message.body


def test_the_hour_moves_by_the_clock_on_each_side_of_its_changes(by):
    series = Series.objects.create(rhythm="weekly", count=3)
    days = [datetime.date(2027, 3, 21) + n * WEEK for n in range(3)]
    dates = [make_event(starts_at=at(day, TEN), series=series, series_date=day) for day in days]

    change(dates[0], by, Scope.ALL, **moved(dates[0], hours=4))

    assert hours(dates) == ["14:00", "14:00", "14:00"]
    assert [instant.hour for instant in values(dates, "starts_at")] == [13, 12, 12]


def test_a_hand_picked_hour_stays(by):
    dates = series_of(3)
    change(dates[2], by, Scope.THIS, **moved(dates[2], hours=1))

    change(dates[0], by, Scope.ALL, **moved(dates[0], hours=4))

    assert hours(dates) == ["14:00", "14:00", "11:00"]


def test_a_longer_date_makes_the_others_longer(by):
    dates = series_of(2)

    change(dates[0], by, Scope.ALL, ends_at=dates[0].ends_at + HOUR)

    assert [end - start for start, end in zip(values(dates, "starts_at"), values(dates, "ends_at"), strict=True)] == [
        2.5 * HOUR, 2.5 * HOUR,
    ]  # fmt: skip


def test_a_date_moved_alone_is_an_exception_and_keeps_its_day(by):
    dates = series_of(3)
    change(dates[1], by, Scope.THIS, **moved(dates[1], days=1))
    dates[1].refresh_from_db()
    assert dates[1].is_exception

    change(dates[0], by, Scope.ALL, **moved(dates[0], days=2, hours=4))

    days = [timezone.localdate(instant) for instant in values(dates, "starts_at")]
    first = dates[0].series_date
    assert days == [first + 2 * DAY, first + WEEK + DAY, first + 2 * WEEK + 2 * DAY]
    assert hours(dates) == ["14:00", "14:00", "14:00"]
    assert values(dates, "is_exception") == [False, True, False]


def test_moving_an_exception_moves_no_other_day(by):
    dates = series_of(2)
    change(dates[0], by, Scope.THIS, **moved(dates[0], days=1))
    dates[0].refresh_from_db()

    change(dates[0], by, Scope.ALL, **moved(dates[0], days=1, hours=1))

    assert timezone.localdate(values(dates, "starts_at")[1]) == dates[1].series_date
    assert hours(dates) == ["11:00", "11:00"]


def test_the_registration_window_follows_each_date(by):
    dates = series_of(2)

    change(dates[0], by, Scope.ALL, registration_closes_at=dates[0].starts_at - 2 * DAY)

    closes = values(dates, "registration_closes_at")
    assert closes == [date.starts_at - 2 * DAY for date in dates]


def test_an_earlier_start_closes_the_registrations_of_the_others_with_it(by):
    dates = series_of(2)
    Event.objects.filter(pk=dates[1].pk).update(registration_closes_at=dates[1].starts_at - HOUR)

    change(dates[0], by, Scope.ALL, **moved(dates[0], hours=-2))

    other = Event.objects.get(pk=dates[1].pk)
    assert other.registration_closes_at == other.starts_at == dates[1].starts_at - 2 * HOUR


def test_more_seats_move_every_line_up(by):
    dates = [fill_event(date, confirmed=1, waiting=2) for date in series_of(2, seats=1)]

    change(dates[0], by, Scope.ALL, seats=2)

    assert values(dates, "taken_count") == [2, 2]


def test_a_refusal_on_one_date_refuses_all_and_names_it(by):
    dates = series_of(3, seats=5)
    fill_event(dates[2], confirmed=4)

    with pytest.raises(Refused) as refusal:
        change(dates[0], by, Scope.FOLLOWING, seats=3, title="Autre")

    assert f"du {day_in_words(dates[2])}" in refusal.value.message
    assert "au moins 4 places" in refusal.value.message
    assert values(dates, "seats") == [5, 5, 5]
    assert values(dates, "title") == ["Tableaux croisés"] * 3


def day_in_words(event):
    local = timezone.localtime(event.starts_at)
    names = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
    return f"{names[local.weekday()]} {local.day} "


def test_hosts_follow_where_they_were_the_same(by):
    first, second, guest = make_member(), make_member(), make_member()
    dates = series_of(3, hosts=[first])
    change(dates[2], by, Scope.THIS, hosts=[guest])

    change(dates[0], by, Scope.ALL, hosts=[first, second])

    teams = [[host.member for host in date.hosts.all()] for date in dates]
    assert teams == [[first, second], [first, second], [guest]]


def test_unchanged_hosts_are_not_imposed(by):
    first, guest = make_member(), make_member()
    dates = series_of(2, hosts=[first])
    change(dates[1], by, Scope.THIS, hosts=[guest])

    change(dates[0], by, Scope.ALL, hosts=[first], title="Autre")

    assert [host.member for host in dates[1].hosts.all()] == [guest]


def test_dates_that_need_no_change_are_left_untouched(by):
    dates = series_of(2)
    change(dates[1], by, Scope.THIS, title="Autre")
    before = values(dates, "changed_at")[1]

    change(dates[0], by, Scope.ALL, title="Encore autre")

    assert values(dates, "changed_at")[1] == before


# publishing and calling off ------------------------------------------------------------------


def test_all_drafts_of_the_series_are_published_in_one_act(by):
    dates = series_of(3)
    other = make_event(state="draft")
    drafts = repeat(dates[0], days_after(dates[0], 3, 4), series=Series(), by=by)

    published = publish_dates(dates[0], by=by)

    assert [date.pk for date in published] == [draft.pk for draft in drafts]
    assert Event.objects.filter(series=dates[0].series, state="published").count() == 5
    assert publish_dates(dates[0], by=by) == []
    other.refresh_from_db()
    assert other.is_draft


def test_a_draft_whose_date_is_past_does_not_hold_the_others_back(by):
    late, coming = series_of(2, first_in_days=-1, state="draft")

    publish_dates(coming, by=by)

    assert values([late, coming], "state") == ["draft", "published"]


def test_this_and_the_following_are_called_off(by):
    dates = [fill_event(date, confirmed=1) for date in series_of(3)]

    cancel_dates(dates[1], reason="La salle est fermée.", by=by, scope=Scope.FOLLOWING)

    assert values(dates, "state") == ["published", "cancelled", "cancelled"]
    assert len(keys_prepared()) == 2


def test_one_date_is_called_off_alone(by):
    dates = series_of(3)

    called_off = cancel_dates(dates[1], reason="Grève", by=by)

    assert [date.pk for date in called_off] == [dates[1].pk]
    assert values(dates, "state") == ["published", "cancelled", "published"]


def test_calling_all_off_leaves_drafts_and_the_past(by):
    dates = series_of(3, first_in_days=-15)
    drafts = repeat(dates[2], [timezone.localdate() + 5 * WEEK], series=Series(), by=by)
    coming = make_event(series=dates[0].series, series_date=timezone.localdate() + WEEK)

    cancel_dates(coming, reason="Grève", by=by, scope=Scope.ALL)

    assert values([dates[0], dates[1], coming, *drafts], "state") == ["published", "published", "cancelled", "draft"]


@pytest.mark.django_db(transaction=True)
def test_two_hosts_who_change_all_dates_at_once_do_not_block_each_other():
    by = make_member()
    dates = series_of(4)
    ready, failures = threading.Barrier(2), []

    def edit(date, title):
        try:
            event = Event.objects.get(pk=date.pk)
            event.title = title
            ready.wait()
            save_dates(event, by=by, scope=Scope.ALL)
        except Exception as error:  # noqa: BLE001
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=edit, args=pair) for pair in ((dates[0], "Croisés"), (dates[3], "Tableaux"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert len(set(values(dates[1:3], "title"))) == 1
