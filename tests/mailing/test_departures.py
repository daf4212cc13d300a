"""When a message leaves: at once, after the quiet hours, on Monday, or never."""

import pytest
from django.db import IntegrityError, connection, transaction

from mailing import outbox
from mailing.actions import save_choices
from mailing.messages import Attachment
from mailing.models import Delivery, Preference
from mailing.preferences import reminders_for
from mailing.topics import CHOICES, DEFAULTS, REASONS, Choice, Habit, Topic
from tests.factories import make_member
from tests.mailing.writing import jobs_of, message, paris, queue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("template")]

ALWAYS = [Topic.SEAT, Topic.TEXT, Topic.HOSTING, Topic.COMMUNITY, Topic.CONTACT, Topic.EDITORIAL]


def choose(member, **chosen):
    save_choices(member, chosen)


def test_a_notice_of_friday_20_h_leaves_on_monday_8_h(clock):
    clock(2026, 11, 27, 20)

    queue(message(topic=Topic.SEAT, to_member=make_member()))

    delivery = Delivery.objects.get()
    job = jobs_of(delivery).get()
    assert (delivery.state, delivery.leaves_at) == (Delivery.State.PREPARED, paris(2026, 11, 30, 8))
    assert job.scheduled_at == paris(2026, 11, 30, 8)


@pytest.mark.parametrize(
    ("now", "leaves_at"),
    [
        ((2026, 11, 25, 10), (2026, 11, 25, 10)),
        ((2026, 11, 25, 7, 59), (2026, 11, 25, 8)),
        ((2026, 11, 25, 19), (2026, 11, 26, 8)),
        ((2026, 12, 24, 22), (2026, 12, 28, 8)),
        ((2026, 10, 24, 23), (2026, 10, 26, 8)),
        ((2027, 3, 27, 23), (2027, 3, 30, 8)),
    ],
)
def test_quiet_hours_hold_nights_week_ends_bank_holidays_and_nights_of_clock_change(clock, now, leaves_at):
    clock(*now)

    queue(message(topic=Topic.SEAT, to_member=make_member()))

    assert Delivery.objects.get().leaves_at == paris(*leaves_at)


@pytest.mark.parametrize(
    "fields", [{"topic": Topic.ACCOUNT}, {"is_urgent": True}, {"is_answer": True}], ids=["account", "urgent", "answer"]
)
def test_an_account_an_urgent_change_and_an_answer_pass_the_quiet_hours(clock, fields):
    clock(2026, 11, 27, 20)

    queue(message(**({"topic": Topic.SEAT} | fields), to_member=make_member()))

    assert Delivery.objects.get().leaves_at == paris(2026, 11, 27, 20)
    assert jobs_of(Delivery.objects.get()).get().scheduled_at is None


def test_who_switched_the_quiet_hours_off_is_told_at_once(clock):
    clock(2026, 11, 27, 20)
    member = make_member()
    choose(member, quiet_hours=Choice.NO)

    queue(message(topic=Topic.SEAT, to_member=member))

    assert Delivery.objects.get().leaves_at == paris(2026, 11, 27, 20)


def test_quiet_hours_are_those_of_the_members_own_zone(clock):
    clock(2026, 11, 27, 16, 30)

    queue(message(topic=Topic.SEAT, to_member=make_member(time_zone="Indian/Reunion")))

    assert Delivery.objects.get().leaves_at == paris(2026, 11, 30, 5)


def test_new_events_wait_for_monday_unless_chosen_otherwise(clock):
    clock(2026, 11, 25, 10)
    calm, eager, absent = make_member(), make_member(), make_member()
    choose(eager, agenda=Choice.AT_ONCE)
    choose(absent, agenda=Choice.NEVER)

    queue(*[message(f"event-{reader.pk}", topic=Topic.AGENDA, to_member=reader) for reader in (calm, eager, absent)])

    rows = Delivery.objects.order_by("pk").values_list("state", "leaves_at__day", "text")
    assert [(state, day, bool(text)) for state, day, text in rows] == [
        ("held", 30, True), ("prepared", 25, True), ("discarded", rows[2][1], False),
    ]  # fmt: skip
    assert [jobs_of(delivery).count() for delivery in Delivery.objects.order_by("pk")] == [0, 1, 0]


def test_the_journal_reaches_every_member_at_once_by_default(clock):
    clock(2026, 11, 25, 10)

    queue(message(topic=Topic.JOURNAL, to_member=make_member()))

    assert Delivery.objects.get().state == Delivery.State.PREPARED


def test_what_was_refused_is_not_told_later_either(clock):
    clock(2026, 11, 25, 10)
    member = make_member()
    choose(member, journal=Choice.NEVER)
    queue(message(topic=Topic.JOURNAL, to_member=member))

    choose(member, journal=Choice.AT_ONCE)
    queue(message(topic=Topic.JOURNAL, to_member=member))

    assert Delivery.objects.get().state == Delivery.State.DISCARDED


@pytest.mark.parametrize("topic", ALWAYS)
@pytest.mark.parametrize("choice", [Choice.NEVER, Choice.WEEKLY])
def test_the_database_refuses_to_put_off_what_concerns_the_member(topic, choice):
    with pytest.raises(IntegrityError, match="preference_is_offered"), transaction.atomic():
        Preference.objects.create(member=make_member(), subject=topic, choice=choice)


def test_the_database_refuses_a_rhythm_that_a_subject_does_not_offer():
    with pytest.raises(IntegrityError, match="preference_is_offered"), transaction.atomic():
        Preference.objects.create(member=make_member(), subject=Topic.JOURNAL, choice=Choice.HOUR)


def test_a_member_has_one_choice_a_subject():
    member = make_member()
    Preference.objects.create(member=member, subject=Topic.JOURNAL, choice=Choice.NEVER)

    with pytest.raises(IntegrityError, match="preference_once"), transaction.atomic():
        Preference.objects.create(member=member, subject=Topic.JOURNAL, choice=Choice.WEEKLY)


def test_the_table_of_topics_is_whole():
    assert set(REASONS) == set(Topic)
    assert set(DEFAULTS) == set(CHOICES)
    assert all(DEFAULTS[subject] in CHOICES[subject] for subject in CHOICES)
    assert set(ALWAYS) | {Topic.ACCOUNT, Topic.DIGEST} == set(Topic) - set(CHOICES)


def test_reminders_are_read_for_many_in_one_query(django_assert_num_queries):
    members = [make_member() for _ in range(8)]
    for member, choice in zip(members, CHOICES[Topic.REMINDER], strict=False):
        choose(member, reminder=choice)

    with django_assert_num_queries(1):
        wanted = reminders_for([member.pk for member in members])

    assert [sorted(wanted[member.pk]) for member in members] == [
        ["week"], ["day"], ["hour"], ["day", "week"], ["day", "hour"], ["day", "hour", "week"], [], ["day"]
    ]  # fmt: skip


def test_hundreds_of_messages_cost_as_many_statements_as_two_and_one_alone_costs_less(clock, django_assert_num_queries):
    clock(2026, 11, 25, 10)
    members = [make_member() for _ in range(290)]
    for member in members[::3]:
        choose(member, journal=Choice.NEVER, quiet_hours=Choice.NO)

    with transaction.atomic(), django_assert_num_queries(3):
        outbox.queue([message("first", topic=Topic.JOURNAL, to_member=members[1])])
    with transaction.atomic(), django_assert_num_queries(4):
        outbox.queue([message(f"two-{member.pk}", topic=Topic.JOURNAL, to_member=member) for member in members[1:3]])
    with transaction.atomic(), django_assert_num_queries(4):
        outbox.queue([message(f"issue-{member.pk}", topic=Topic.JOURNAL, to_member=member) for member in members])


def test_a_delivery_whose_task_comes_too_early_or_at_night_waits(clock):
    clock(2026, 11, 27, 18)
    queue(message(topic=Topic.SEAT, to_member=make_member()))
    delivery = Delivery.objects.get()

    clock(2026, 11, 27, 19, 30)
    again = outbox.attempt(delivery.pk)

    delivery.refresh_from_db()
    assert again == delivery.leaves_at == paris(2026, 11, 30, 8)
    assert delivery.attempts == 0


def test_a_pause_after_a_failure_ends_after_the_quiet_hours(clock):
    clock(2026, 11, 27, 18, 59)
    queue(message(topic=Topic.SEAT, to_member=make_member()))
    delivery = Delivery.objects.get()
    outbox.record_failure(delivery.pk, error=OSError("trop tôt"), now=paris(2026, 11, 27, 18, 59))

    again = outbox.record_failure(delivery.pk, error=OSError("plus tard"), now=paris(2026, 11, 27, 18, 59, 50))

    assert again == paris(2026, 11, 30, 8)


def test_what_is_of_no_use_any_more_does_not_leave(clock, mailoutbox):
    clock(2026, 11, 27, 10)
    queue(message(topic=Topic.REMINDER, to_member=make_member(), expires_at=paris(2026, 11, 27, 14)))
    delivery = Delivery.objects.get()

    clock(2026, 11, 27, 14)
    outbox.attempt(delivery.pk)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.text, mailoutbox) == (Delivery.State.DISCARDED, "", [])


def test_what_is_no_longer_true_is_withdrawn(clock, mailoutbox):
    clock(2026, 11, 27, 10)
    member = make_member()
    queue(
        message("1", about="events.event:1", depends_on="events.host:8", topic=Topic.AGENDA, to_member=member),
        message("12", about="events.event:12", topic=Topic.AGENDA, to_member=member),
    )

    assert outbox.withdraw(["mailing.other"], about="events.event:1") == set()
    assert outbox.withdraw(["mailing.test"], about="events.event:1") == {"events.host:8"}

    assert list(Delivery.objects.order_by("pk").values_list("state", flat=True)) == ["discarded", "held"]


def test_a_delivery_whose_task_was_lost_gets_another_one(clock):
    clock(2026, 11, 25, 10)
    queue(message("lost"), message("waiting"))
    lost = Delivery.objects.get(key="mailing.test:lost")
    _mark_doing(lost)

    now = paris(2026, 11, 25, 10, 3)
    clock(2026, 11, 25, 10, 3)

    assert outbox.defer_lost(now) == 1
    assert outbox.defer_lost(now) == 0
    assert jobs_of(lost).filter(status="todo").count() == 1
    lost.refresh_from_db()
    assert lost.leaves_at == now


def test_what_waits_for_its_next_try_is_not_lost(clock):
    clock(2026, 11, 25, 10)
    queue(message())
    _mark_doing(delivery := Delivery.objects.get())
    outbox.record_failure(delivery.pk, error=OSError("plus tard"), now=paris(2026, 11, 25, 10))

    assert outbox.defer_lost(paris(2026, 11, 25, 10, 2)) == 0


def test_invitations_are_left_out_for_who_does_not_want_them(clock):
    clock(2026, 11, 25, 10)
    plain, eager = make_member(), make_member()
    choose(plain, **{Habit.INVITATIONS: Choice.NO})
    parts = (
        Attachment("invitation.ics", "BEGIN:VCALENDAR", "text/calendar; method=REQUEST"),
        Attachment("plan.txt", "Salle Saône", "text/plain"),
    )

    queue(
        *[message(f"{reader.pk}", topic=Topic.SEAT, to_member=reader, attachments=parts) for reader in (plain, eager)]
    )

    names = [[part["name"] for part in row.attachments] for row in Delivery.objects.order_by("pk")]
    assert names == [["plan.txt"], ["invitation.ics", "plan.txt"]]


def _mark_doing(delivery):
    """As when the worker that had taken the task was killed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing' WHERE args = jsonb_build_object('delivery_id', %s::bigint)",
            [delivery.pk],
        )
