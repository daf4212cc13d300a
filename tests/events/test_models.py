"""What the database refuses, whoever writes."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from events.models import Event, Host, Registration
from guards.states import IllegalTransition
from tests.factories import fill_event, make_event, make_member, make_registration, make_superuser

pytestmark = pytest.mark.django_db

DRAFT, PUBLISHED, CANCELLED = Event.State
NOW = timezone.now()
HOUR = datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    "before,after,is_legal",
    [
        (DRAFT, PUBLISHED, True),
        (PUBLISHED, CANCELLED, True),
        (DRAFT, CANCELLED, False),
        (DRAFT, DRAFT, False),
        (PUBLISHED, DRAFT, False),
        (PUBLISHED, PUBLISHED, False),
        (CANCELLED, DRAFT, False),
        (CANCELLED, PUBLISHED, False),
        (CANCELLED, CANCELLED, False),
    ],
)
def test_an_event_knows_two_changes_of_state(before, after, is_legal):
    event = Event(state=before)

    if is_legal:
        event.move_to(after)
        assert event.state == after
    else:
        with pytest.raises(IllegalTransition):
            event.move_to(after)
        assert event.state == before


@pytest.mark.parametrize(
    "before,after", [(DRAFT, CANCELLED), (PUBLISHED, DRAFT), (CANCELLED, PUBLISHED), (CANCELLED, DRAFT)]
)
def test_the_database_knows_the_same_changes(before, after):
    event = make_event(state=before, cancellation_reason="Grève")

    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(state=after)


@pytest.mark.parametrize(
    "fields,constraint",
    [
        ({"ends_at": NOW}, "event_ends_after_start"),
        ({"state": CANCELLED}, "event_cancelled_has_reason"),
        ({"seats": 0}, "event_seats_positive"),
        (
            {"registration_opens_at": NOW + 2 * HOUR, "registration_closes_at": NOW + HOUR},
            "event_registration_window_order",
        ),
        ({"registration_closes_at": NOW + 9 * 24 * HOUR}, "event_registration_before_start"),
        ({"registration_opens_at": NOW + 9 * 24 * HOUR}, "event_registration_before_start"),
    ],
)
def test_an_event_that_makes_no_sense_is_refused(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_event(**fields)


def test_one_live_registration_a_member_and_event():
    event, member = make_event(), make_member()
    make_registration(event, member)

    with pytest.raises(IntegrityError, match="registration_one_live"), transaction.atomic():
        make_registration(event, member, Registration.Status.WAITING)

    make_registration(event, member, Registration.Status.CANCELLED)
    assert event.registrations.count() == 2


def test_a_registration_that_ended_is_dated():
    with pytest.raises(IntegrityError, match="registration_left_is_dated"), transaction.atomic():
        make_registration(make_event(), status=Registration.Status.CANCELLED, ended_as="left", left_at=None)


def test_a_host_is_named_once():
    event, member = make_event(), make_member()
    Host.objects.create(event=event, member=member)

    with pytest.raises(IntegrityError, match="host_once"), transaction.atomic():
        Host.objects.create(event=event, member=member)


def test_the_database_counts_the_confirmed():
    event = fill_event(make_event(seats=5), confirmed=3, waiting=2)
    assert event.taken_count == 3

    event.registrations.waiting().update(status=Registration.Status.CONFIRMED)
    event.refresh_from_db()
    assert event.taken_count == 5

    event.registrations.all()[:1].get().delete()
    event.registrations.confirmed().update(status=Registration.Status.CANCELLED, ended_as="left", left_at=NOW)
    event.refresh_from_db()
    assert event.taken_count == 0


def test_rows_inserted_together_are_counted_together():
    first, second, member = make_event(), make_event(), make_member()
    Registration.objects.bulk_create(
        [
            Registration(event=first, member=member, status="confirmed"),
            Registration(event=second, member=member, status="confirmed"),
            Registration(event=second, member=make_member(), status="confirmed"),
        ]
    )

    counts = Event.objects.filter(pk__in=[first.pk, second.pk]).order_by("pk").values_list("taken_count", flat=True)
    assert list(counts) == [1, 2]


def test_the_database_refuses_the_seat_too_many():
    event = fill_event(make_event(seats=2), confirmed=2)

    with pytest.raises(IntegrityError, match="event_seats_not_exceeded"), transaction.atomic():
        make_registration(event)
    with pytest.raises(IntegrityError, match="event_seats_not_exceeded"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(seats=1)


def test_nobody_but_the_triggers_writes_the_count():
    event = fill_event(make_event(seats=5), confirmed=3)

    event.taken_count = 1
    event.save()
    Event.objects.filter(pk=event.pk).update(taken_count=0)

    event.refresh_from_db()
    assert event.taken_count == 3
    assert make_event(taken_count=7).registrations.count() == 0
    assert Event.objects.latest("pk").taken_count == 0


@pytest.mark.parametrize("state", [DRAFT, CANCELLED])
def test_only_published_events_take_registrations(state):
    event = make_event(state=state, cancellation_reason="Grève")

    with pytest.raises(IntegrityError, match="registration_event_is_published"), transaction.atomic():
        make_registration(event)


def test_the_database_promotes_nobody_into_a_cancelled_event():
    event = fill_event(make_event(seats=2), waiting=1)
    Event.objects.filter(pk=event.pk).update(state=CANCELLED, cancellation_reason="Grève")

    with pytest.raises(IntegrityError, match="registration_event_is_published"), transaction.atomic():
        event.registrations.update(status=Registration.Status.CONFIRMED)


def test_history_is_kept_and_cannot_be_rewritten():
    event = make_event("Publipostage")
    registration = make_registration(event)
    Event.objects.filter(pk=event.pk).update(title="Publipostage, suite")
    event_history = Event.pgh_event_model.objects.filter(pgh_obj=event)
    rows = Registration.pgh_event_model.objects.filter(pgh_obj=registration)

    assert list(event_history.order_by("pgh_id").values_list("pgh_label", "title")) == [
        ("insert", "Publipostage"),
        ("update", "Publipostage, suite"),
    ]
    assert rows.get().status == "confirmed"
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        rows.update(status="cancelled")


def test_search_ignores_accents_and_ranks_the_title_first():
    by_text = make_event("Autre chose", description="<p>Un mot sur les réunions.</p>")
    by_title = make_event("Réunions à distance")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM events_event, to_tsquery('fr', 'reunion') q WHERE search_vector @@ q"
            " ORDER BY ts_rank(search_vector, q) DESC"
        )
        found = [row[0] for row in cursor.fetchall()]

    assert found == [by_title.pk, by_text.pk]


def test_drafts_are_visible_to_hosts_and_to_who_may_change_any_event(core_team):
    host, stranger = make_member(), make_member()
    draft = make_event(state=DRAFT, hosts=[host])
    published = make_event()

    def visible(person):
        return set(Event.objects.visible_to(person))

    assert visible(stranger) == {published}
    assert visible(host) == visible(core_team.member) == visible(make_superuser()) == {draft, published}


def test_nothing_is_visible_to_who_is_not_active():
    make_event()

    assert not Event.objects.visible_to(make_member(state="suspended")).exists()


@pytest.mark.parametrize(
    "title,slug", [("Publipostage : 200 courriers", "publipostage-200-courriers"), ("?!", "rendez-vous")]
)
def test_an_address_is_never_empty(title, slug):
    assert Event.slug_for(title) == slug


def test_the_rank_counts_only_those_ahead_in_the_same_line():
    event = fill_event(make_event(seats=1), confirmed=1, waiting=3)
    fill_event(make_event(seats=1), waiting=2)

    ranks = list(event.registrations.with_rank().in_line().values_list("rank", flat=True))

    assert ranks == [0, 1, 2, 3]
