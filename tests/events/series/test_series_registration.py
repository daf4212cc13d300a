"""All dates of a series taken or given back in one act: each by its own rules, told once."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from events.actions.registration import leave, register
from events.actions.series_registration import leave_series, register_for_series
from events.models import Event, Registration, Series
from guards.refusals import Refused
from mailing.models import Delivery, Preference
from tests.factories import fill_event, make_event, make_member, make_registration
from tests.helpers import deliver_all, keys_prepared

pytestmark = pytest.mark.django_db

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
CONFIRMED, OFFERED, WAITING, CANCELLED = Registration.Status.values


def series_of(count, *, one_seat=False, **fields):
    series = Series.objects.create(one_seat=one_seat)
    return [make_event("Café", series=series, in_days=7 * rank, **fields) for rank in range(1, count + 1)]


def take(date, member, **how):
    return register_for_series(date, member, by=member, **how)


def said(outcomes):
    return [outcome.registration.status if outcome.registration else outcome.reason for outcome in outcomes]


def statuses(member):
    return list(
        Registration.objects.live().filter(member=member).order_by("event__starts_at").values_list("status", flat=True)
    )


def without_invitations(**fields):
    member = make_member(**fields)
    Preference.objects.create(member=member, subject="invitations", choice="no")
    return member


# registering -----------------------------------------------------------------------------------


def test_a_member_has_a_place_at_every_date_and_a_rank_where_it_is_full():
    dates, member = series_of(4, seats=2), make_member()
    fill_event(dates[1], confirmed=2, waiting=1)

    outcomes = take(dates[2], member)

    assert [outcome.event for outcome in outcomes] == dates
    assert said(outcomes) == [CONFIRMED, WAITING, CONFIRMED, CONFIRMED]
    assert [outcome.registration.rank for outcome in outcomes] == [0, 2, 0, 0]
    assert all(outcome.is_new for outcome in outcomes)
    assert Registration.objects.filter(member=member, changed_by=member).count() == 4


def test_asked_twice_it_changes_nothing_more():
    dates, member = series_of(3, seats=1), make_member()
    fill_event(dates[0], confirmed=1)
    first = take(dates[0], member)
    messages = Delivery.objects.count()

    second = take(dates[1], member)

    assert [outcome.registration.pk for outcome in second] == [outcome.registration.pk for outcome in first]
    assert not any(outcome.is_new for outcome in second)
    assert (Registration.objects.filter(member=member).count(), Delivery.objects.count()) == (3, messages)


def test_what_a_member_has_already_stays_and_new_dates_are_added():
    dates, member = series_of(3), make_member()
    offer = make_registration(dates[0], member, OFFERED)
    register(dates[1], member, by=member)

    outcomes = take(dates[2], member)

    offer.refresh_from_db()
    assert offer.status == OFFERED
    assert said(outcomes) == [OFFERED, CONFIRMED, CONFIRMED]
    assert [outcome.is_new for outcome in outcomes] == [False, False, True]


def test_a_date_that_does_not_take_registrations_says_why_and_the_others_are_taken():
    dates, member = series_of(5), make_member()
    now = timezone.now()
    Event.objects.filter(pk=dates[0].pk).update(registration_closes_at=now - HOUR)
    later = datetime.datetime(2100, 6, 3, 10, tzinfo=datetime.UTC)
    Event.objects.filter(pk=dates[1].pk).update(
        registration_opens_at=later - 31 * DAY, starts_at=later, ends_at=later + HOUR
    )
    dates[2].hosts.create(member=member, position=0, is_lead=True)

    outcomes = take(dates[3], member)

    assert [said([outcome])[0] for outcome in sorted(outcomes, key=lambda outcome: outcome.event.pk)] == [
        "Les inscriptions sont closes.",
        "Les inscriptions ouvrent le lundi 3 mai 2100.",
        "Vous animez ce rendez-vous\u00a0: votre place est déjà prévue.",
        CONFIRMED,
        CONFIRMED,
    ]  # fmt: skip


def test_what_is_past_cancelled_or_in_preparation_is_not_even_named():
    dates, member = series_of(2), make_member()
    started = make_event(series=dates[0].series, starts_at=timezone.now() - HOUR)
    draft = make_event(series=dates[0].series, state="draft")
    cancelled = make_event(series=dates[0].series, state="cancelled", cancellation_reason="Grève")

    outcomes = take(started, member)

    assert [outcome.event for outcome in outcomes] == dates
    assert not Registration.objects.filter(event__in=[started, draft, cancelled]).exists()


def test_places_kept_for_others_are_not_taken():
    kept = {"reserved_seats": 2, "reserved_for": "newcomers", "reserved_until": timezone.now() + DAY}
    dates, member = series_of(2, seats=2, **kept), make_member()

    assert said(take(dates[0], member)) == [WAITING, WAITING]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("main", [("hybrid", "main"), ("onsite", "main"), ("online", "main")]),
        ("online", [("hybrid", "online"), ("online", "main")]),
    ],
)
def test_the_way_to_come_holds_for_the_dates_that_know_it(mode, expected):
    series, member = Series.objects.create(), make_member()
    for rank, way in enumerate(("hybrid", "onsite", "online"), 1):
        make_event(series=series, in_days=rank, format=way, place="Lyon" if way != "online" else "")

    outcomes = take(series.events.first(), member, mode=mode)

    rows = Registration.objects.filter(member=member).order_by("event__starts_at")
    assert list(rows.values_list("event__format", "mode")) == expected
    refused = [outcome.reason for outcome in outcomes if outcome.registration is None]
    assert refused == ["Ce rendez-vous ne se suit pas de cette façon."] * (3 - len(expected))


def test_one_seat_for_all_dates_is_refused():
    dates, member = series_of(2, one_seat=True), make_member()

    with pytest.raises(Refused, match="une place sur l’ensemble des dates"):
        take(dates[0], member)
    with pytest.raises(Refused, match="une place sur l’ensemble des dates"):
        leave_series(dates[0], member, by=member)

    assert statuses(member) == []


def test_an_event_of_its_own_has_no_other_date():
    with pytest.raises(Refused, match="pas d’autre date"):
        take(make_event(), make_member())


def test_the_one_reason_of_all_dates_is_told():
    dates = series_of(2, registration_closes_at=timezone.now() - HOUR)

    with pytest.raises(Refused, match=r"^Les inscriptions sont closes\.$"):
        take(dates[0], make_member())


def test_several_reasons_are_told_as_one():
    dates, member = series_of(2), make_member()
    Event.objects.filter(pk=dates[0].pk).update(registration_closes_at=timezone.now() - HOUR)
    dates[1].hosts.create(member=member, position=0, is_lead=True)

    with pytest.raises(Refused, match="Aucune date à venir ne prend d’inscription"):
        take(dates[0], member)


def test_nothing_to_come_takes_no_registration():
    over = make_event(series=Series.objects.create(), in_days=-3)

    with pytest.raises(Refused, match="Aucune date à venir"):
        take(over, make_member())


def test_who_is_away_registers_at_no_date():
    with pytest.raises(Refused, match="Ce compte ne peut pas"):
        take(series_of(2)[0], make_member(state="paused"))


# leaving ---------------------------------------------------------------------------------------


def test_leaving_all_dates_gives_back_places_offers_and_ranks_and_moves_the_lines_up():
    dates, member = series_of(4, seats=1), make_member()
    make_registration(dates[0], member)
    make_registration(dates[1], member, OFFERED)
    fill_event(dates[2], confirmed=1)
    make_registration(dates[2], member, WAITING)
    followers = [make_registration(date, status=WAITING) for date in dates[:2]]

    closed = leave_series(dates[3], member, by=member)

    assert [row.event for row in closed] == dates[:3]
    assert statuses(member) == []
    endings = Registration.objects.filter(member=member).order_by("event__starts_at").values_list("ended_as", flat=True)
    assert list(endings) == ["left", "declined", "left"]
    for row in followers:
        row.refresh_from_db()
        assert row.status == CONFIRMED


def test_leaving_twice_changes_nothing_more():
    dates, member = series_of(2), make_member()
    take(dates[0], member)
    leave_series(dates[0], member, by=member)
    messages = Delivery.objects.count()

    assert leave_series(dates[0], member, by=member) == []
    assert Delivery.objects.count() == messages


def test_what_has_started_is_not_given_back():
    dates, member = series_of(2), make_member()
    started = make_event(series=dates[0].series, starts_at=timezone.now() - HOUR)
    place = make_registration(started, member)
    take(dates[0], member)

    leave_series(dates[0], member, by=member)

    place.refresh_from_db()
    assert place.status == CONFIRMED


def test_the_hosts_of_a_near_date_alone_are_told():
    host, other, member = make_member(), make_member(), make_member()
    series = Series.objects.create()
    near = make_event(series=series, starts_at=timezone.now() + 3 * HOUR, hosts=[host])
    make_event(series=series, in_days=8, hosts=[other])
    take(near, member)

    closed = leave_series(near, member, by=member)

    assert [row.ended_as for row in closed] == ["late", "left"]
    assert list(Delivery.objects.filter(topic="hosting").values_list("member", flat=True)) == [host.pk]


def test_absent_from_one_date_the_others_stay():
    dates, member = series_of(3), make_member()
    take(dates[0], member)

    leave(dates[1], member, by=member)

    assert {row.event for row in Registration.objects.live().filter(member=member)} == {dates[0], dates[2]}


# messages --------------------------------------------------------------------------------------


def invitations(member):
    """METHOD and UID of each invitation written to ``member``: alone in its message, about one event."""
    for delivery in Delivery.objects.filter(member=member).exclude(attachments=[]).order_by("pk"):
        (attachment,) = delivery.attachments
        calendar = Calendar.from_ical(attachment["content"])
        (entry,) = calendar.walk("VEVENT")
        yield str(calendar["METHOD"]), str(entry["UID"])


def test_who_wants_invitations_gets_one_mail_a_place_each_with_its_own():
    dates, member = series_of(3), make_member()

    take(dates[0], member)

    found = list(invitations(member))
    assert [method for method, _ in found] == ["REQUEST"] * 3
    assert len({uid for _, uid in found}) == 3
    assert len(deliver_all()) == 3


def test_who_leaves_all_dates_gets_a_cancellation_of_the_same_entries():
    dates, member = series_of(2), make_member()
    take(dates[0], member)

    leave_series(dates[0], member, by=member)

    found = list(invitations(member))
    assert [method for method, _ in found] == ["REQUEST", "REQUEST", "CANCEL", "CANCEL"]
    assert [uid for _, uid in found[:2]] == [uid for _, uid in found[2:]]


def test_ranks_are_told_in_one_message_with_all_dates():
    dates, member = series_of(4, seats=1), make_member()
    fill_event(dates[1], confirmed=1)
    fill_event(dates[3], confirmed=1, waiting=1)

    take(dates[0], member)

    *places, summary = deliver_all()
    assert [message.subject.startswith("Inscription confirmée") for message in places] == [True, True]
    assert summary.subject == "Inscription à toutes les dates : Café"
    lines = [line.rpartition("\u00a0: ")[2] for line in summary.body.splitlines() if line.startswith("- ")]
    assert lines == [
        "inscription confirmée",
        "en tête de la liste d’attente",
        "inscription confirmée",
        "2e sur la liste d’attente",
    ]


def html_of(message):
    return next(content for content, mimetype in message.alternatives if mimetype == "text/html")


def test_who_wants_no_invitation_gets_one_message_for_the_act():
    dates, member = series_of(5, seats=1), without_invitations(first_name="Zoé")
    make_registration(dates[0], member, OFFERED)
    fill_event(dates[1], confirmed=1)
    Event.objects.filter(pk=dates[2].pk).update(registration_closes_at=timezone.now() - HOUR)

    take(dates[3], member)

    (message,) = deliver_all()
    states = ["place à confirmer", "en tête de la liste d’attente", "pas d’inscription", *["inscription confirmée"] * 2]
    assert message.to == [member.email]
    assert [line.rpartition("\u00a0: ")[2] for line in message.body.splitlines() if line.startswith("- ")] == states
    assert "Bonjour Zoé," in message.body
    for date in dates:
        assert date.get_absolute_url() in html_of(message)
    assert html_of(message).count("<li>") == 5
    assert message.attachments == []


def test_the_message_of_an_act_names_the_rows_it_made():
    dates, member = series_of(2), without_invitations()
    take(dates[0], member)
    first = Registration.objects.get(event=dates[0])
    later = make_event(series=dates[0].series, in_days=30)

    take(dates[0], member)
    take(later, member)
    leave_series(dates[0], member, by=member)

    second = Registration.objects.get(event=later)
    assert keys_prepared() == [
        f"events.series_registered:{first.pk}", f"events.series_registered:{second.pk}", f"events.series_left:{first.pk}"
    ]  # fmt: skip


def test_leaving_in_one_message_names_the_places_and_not_the_ranks():
    dates, member = series_of(3, seats=1), without_invitations()
    fill_event(dates[1], confirmed=1)
    take(dates[0], member)

    leave_series(dates[0], member, by=member)

    message = deliver_all()[-1]
    assert message.subject == "Désistement enregistré pour toutes les dates : Café"
    assert sum(line.startswith("- ") for line in message.body.splitlines()) == 2
    assert dates[1].get_absolute_url() not in html_of(message)


def test_leaving_the_lines_alone_tells_nobody():
    dates, member = series_of(2, seats=1), without_invitations()
    for date in dates:
        fill_event(date, confirmed=1)
        make_registration(date, member, WAITING)

    leave_series(dates[0], member, by=member)

    assert keys_prepared() == []


def test_the_message_speaks_the_language_of_its_reader():
    dates, member = series_of(2), without_invitations(language="en")

    take(dates[0], member)

    (message,) = deliver_all()
    assert message.subject == "Registration for all dates: Café"
    assert "place confirmed" in message.body


# statements ------------------------------------------------------------------------------------


def statements(act, *args, **named):
    with CaptureQueriesContext(connection) as queries:
        act(*args, **named)
    return len(queries)


@pytest.mark.parametrize(("maker", "taking", "leaving"), [(make_member, 3, 3), (without_invitations, 2, 2)])
def test_each_date_more_asks_a_few_statements_more(maker, taking, leaving):
    few, many = series_of(4), series_of(40)
    members = [maker() for _ in range(2)]

    taken = [statements(take, dates[0], member) for dates, member in zip((few, many), members, strict=True)]
    left = [
        statements(leave_series, dates[0], member, by=member)
        for dates, member in zip((few, many), members, strict=True)
    ]

    assert taken[1] - taken[0] == 36 * taking
    assert left[1] - left[0] == 36 * leaving
    assert max(taken[0], left[0]) < 30
