"""Any acts in any order: what must be true of places and lines is true after each of them.

``CAP_EXAMPLES=1000 pytest tests/events/registration/test_machine.py`` looks longer than the suite does.
"""

import os
from collections import Counter, defaultdict
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from events.actions import date_change, offers, participants, registration, series_registration
from events.actions.event import cancel_event, hold_on_screen, save_event
from events.actions.offers import settle
from events.models import Event, Registration, Series
from guards.refusals import Refused
from mailing.models import Delivery
from members.actions.membership import pause, resume
from members.models import Member
from tests.clock import DAY, TUESDAY
from tests.factories import make_core_team_member, make_event, make_member

EXAMPLES = int(os.environ.get("CAP_EXAMPLES", "20"))
STEPS = 20
SEATED = ("confirmed", "offered")

people, dates = st.integers(0, 5), st.integers(0, 3)
ways = st.sampled_from(["main", "main", "online"])
seats = st.sampled_from([1, 1, 2, 3, None])


class World:
    """Two dates of one workshop, the second hybrid, both with offers; and two dates of a regular meeting.

    The first of these is hybrid, with guests and kept places. People register for these dates one by one, or for both.
    """

    def __init__(self):
        series, meeting = Series.objects.create(one_seat=True), Series.objects.create()
        self.by = make_core_team_member()
        self.members = [make_member() for _ in range(5)]
        self.members.append(make_member(joined_on=(TUESDAY - 20 * DAY).date()))
        room = {"format": "hybrid", "place": "Lyon", "online_seats": 1}
        kept = {"reserved_seats": 1, "reserved_for": "newcomers", "reserved_until": TUESDAY + 3 * DAY}
        self.events = [
            make_event(seats=1, series=series, answer_hours=4, starts_at=TUESDAY + 6 * DAY),
            make_event(seats=1, series=series, answer_hours=8, starts_at=TUESDAY + 8 * DAY, **room),
            make_event(seats=2, series=meeting, guests_allowed=2, starts_at=TUESDAY + 7 * DAY, **room, **kept),
            make_event(seats=2, series=meeting, answer_hours=4, starts_at=TUESDAY + 9 * DAY),
        ]


class Places(RuleBasedStateMachine):
    world = None

    @initialize(first=st.lists(st.tuples(dates, people, ways), max_size=10))
    def begin(self, first):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.clock = time_machine.travel(TUESDAY, tick=False)
        self.traveller = self.clock.start()
        self.added, self.reseated, self.before, self.waited = None, None, {}, set()
        for number, who, mode in first:
            self.act(registration.register, number, who, mode=mode)

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def act(self, action, number, who=None, **named):
        """Do it unless the rules refuse; anything else than a refusal is a failure. Returns what came of it."""
        self.traveller.shift(timedelta(seconds=1))
        event = Event.objects.get(pk=self.world.events[number].pk)
        about = [] if who is None else [Member.objects.get(pk=self.world.members[who].pk)]
        by = about[0] if about and "by" not in named else self.world.by
        try:
            return action(event, *about, **{"by": by} | named)
        except Refused:
            return None

    def row(self, number, who):
        return (
            Registration.objects.live().filter(event=self.world.events[number], member=self.world.members[who]).first()
        )

    # what members do

    @rule(number=dates, who=people, mode=ways)
    def register(self, number, who, mode):
        self.act(registration.register, number, who, mode=mode)

    @rule(number=dates, who=people)
    def register_in_the_main_line(self, number, who):
        self.act(registration.register, number, who)

    @rule(number=dates, who=people)
    def leave(self, number, who):
        self.act(registration.leave, number, who)

    @rule(number=st.integers(2, 3), who=people, mode=ways)
    def register_for_series(self, number, who, mode):
        outcomes = self.act(series_registration.register_for_series, number, who, mode=mode)
        again = self.act(series_registration.register_for_series, number, who, mode=mode)

        assert (outcomes is None) == (again is None)
        for outcome, later in zip(outcomes or (), again or (), strict=True):
            assert (outcome.registration is None) == bool(outcome.reason)
            assert later.registration == outcome.registration
            assert not later.is_new

    @rule(number=st.integers(2, 3), who=people)
    def leave_series(self, number, who):
        self.act(series_registration.leave_series, number, who)

        for other in (2, 3):
            row = self.row(other, who)
            assert row is None or row.event.has_started() or row.event.is_cancelled

    @rule(number=dates, who=people)
    def take_offer(self, number, who):
        self.act(offers.take_offer, number, who)

    @rule(who=people)
    def take_any_offer(self, who):
        for number in range(2):
            self.act(offers.take_offer, number, who)

    @rule(number=st.integers(0, 1), who=people)
    def change_date(self, number, who):
        held = self.row(1 - number, who)

        asked = self.act(date_change.change_date, number, who)

        if asked is not None and held is not None and asked.moving_from_id == held.pk:
            guests, is_on_screen = held.guests, held.is_on_screen
            held.refresh_from_db()
            assert held.is_seated or asked.guests == guests
            assert held.is_seated or not asked.event.is_hybrid or asked.is_on_screen == is_on_screen

    @rule(number=st.integers(1, 2), who=people, mode=ways)
    def change_mode(self, number, who, mode):
        self.act(registration.change_mode, number, who, mode=mode)

    @rule(who=people, guests=st.integers(0, 2))
    def bring_guests(self, who, guests):
        self.act(registration.bring_guests, 2, who, guests=guests)

    # what hosts and the core-team do

    @rule(number=dates, who=people, mode=ways, adds_seat=st.booleans())
    def add_member(self, number, who, mode, adds_seat):
        row = self.act(participants.add_member, number, who, mode=mode, adds_seat=adds_seat, by=self.world.by)
        self.added = row and row.pk

    @rule(number=dates, who=people)
    def remove_member(self, number, who):
        if row := self.row(number, who):
            self.act(lambda event, by: participants.remove_member(row, reason="Doublon", by=by), number)

    @rule(number=dates, who=people)
    def move_up(self, number, who):
        if row := self.row(number, who):
            self.act(lambda event, by: participants.move_up(row, reason="Vient de loin", by=by), number)

    @rule(number=dates, main=seats, online=seats)
    def change_seats(self, number, main, online):
        self.act(self.save, number, seats=main, online_seats=online)

    @rule(number=dates, format=st.sampled_from(["online", "hybrid"]), main=seats, online=seats)
    def open_or_close_the_room(self, number, format, main, online):
        before = self.ways_chosen(number)

        done = self.act(self.save, number, format=format, place="Lyon", seats=main, online_seats=online)

        self.reseated = done and done.pk
        if done and done.is_hybrid:
            assert self.ways_chosen(number) == before

    @rule(number=dates)
    def lose_the_room(self, number):
        lost = self.act(hold_on_screen, number, join_url="https://visio.example/secours")
        self.reseated = lost and lost.pk

    def ways_chosen(self, number):
        """Whether each person comes on screen, by live registration."""
        rows = Registration.objects.live().filter(event=self.world.events[number]).select_related("event")
        return {row.pk: row.is_on_screen for row in rows}

    @rule(number=dates, days=st.integers(-2, 3))
    def move_event(self, number, days):
        event = self.world.events[number]
        shift = days * DAY
        self.act(self.save, number, starts_at=event.starts_at + shift, ends_at=event.ends_at + shift)

    @rule(number=dates, who=people)
    def name_host(self, number, who):
        self.act(lambda event, by: save_event(event, by=by, hosts=[self.world.members[who]]), number)

    @rule(number=dates)
    def nobody_hosts(self, number):
        self.act(lambda event, by: save_event(event, by=by, hosts=[]), number)

    @staticmethod
    def save(event, *, by, **fields):
        for name, value in fields.items():
            setattr(event, name, value)
        return save_event(event, by=by)

    @rule(number=dates, is_sure=st.integers(0, 4))
    def cancel(self, number, is_sure):
        if is_sure == 0:
            self.act(cancel_event, number, reason="Grève")

    @rule(who=people)
    def pause_or_resume(self, who):
        member = Member.objects.get(pk=self.world.members[who].pk)
        verb = pause if member.is_active else resume
        self.traveller.shift(timedelta(seconds=1))
        verb(member, by=self.world.by)

    @rule(hours=st.sampled_from([1, 4, 4, 15, 15, 40]))
    def time_passes(self, hours):
        self.traveller.shift(timedelta(hours=hours))
        settle()
        assert settle() == 0

    # what must be true

    @invariant()
    def all_is_in_order(self):
        if self.world is None or not hasattr(self, "savepoint"):
            return
        events = {event.pk: event for event in Event.objects.filter(pk__in=[event.pk for event in self.world.events])}
        rows = list(Registration.objects.filter(event__in=events).select_related("member", "moving_from__event"))
        for row in rows:
            row.event = events[row.event_id]
        eligible = {row.pk for row in rows if row.is_waiting and is_eligible(row, rows)}
        check_places(events.values(), rows)
        check_one_live_row(rows)
        check_nobody_waits_in_vain(events.values(), rows, eligible)
        self.check_order(rows, eligible)
        check_messages(rows)
        self.before, self.waited = {row.pk: (row.status, row.mode) for row in rows}, eligible
        self.added = self.reseated = None

    def check_order(self, rows, eligible):
        """Who was given a place now had nobody ahead who could have had it, and not too late."""
        for row in rows:
            was = self.before.get(row.pk)
            stays = was and was[0] in SEATED and (was[1] == row.mode or row.event_id == self.reseated)
            if row.status not in SEATED or row.pk == self.added or stays:
                continue
            assert row.event.state == "published"
            assert not row.event.has_started()
            for ahead in rows:
                stayed = ahead.pk in self.waited and ahead.pk in eligible
                if stayed and is_ahead(ahead, row):
                    assert is_kept_for(row) and not row.event.reserves_for(ahead.member), (ahead.pk, row.pk)


def is_eligible(row, rows):
    """Whether who waits could be given a place now: here, and free of a place at another date of the series."""
    held = row.moving_from
    is_bound = held is not None and held.status == "confirmed" and held.event.has_started()
    others = [other for other in rows if other.member_id == row.member_id and other.status in SEATED]
    is_elsewhere = any(
        row.one_seat_of_id and other.one_seat_of_id == row.one_seat_of_id and other.pk != row.moving_from_id
        for other in others
    )
    return row.member.is_active and not is_bound and not is_elsewhere


def is_ahead(one, other):
    same = (one.event_id, one.mode) == (other.event_id, other.mode)
    return same and (one.queued_at, one.pk) < (other.queued_at, other.pk)


def is_kept_for(row):
    return row.mode == "main" and row.event.has_reserved_seats() and row.event.reserves_for(row.member)


def kept(event, rows):
    """How many places are still kept, counted anew."""
    if not event.has_reserved_seats():
        return 0
    have = sum(row.status in SEATED and row.event_id == event.pk and is_kept_for(row) for row in rows)
    return max(event.reserved_seats - have, 0)


def check_places(events, rows):
    taken = defaultdict(int)
    for row in rows:
        if row.status in SEATED:
            taken[row.event_id, row.mode] += 1 + row.guests
    for event in events:
        assert (event.taken_count, event.online_taken_count) == (taken[event.pk, "main"], taken[event.pk, "online"])
        assert event.seats is None or event.taken_count <= event.seats
        assert event.online_seats is None or event.online_taken_count <= event.online_seats


def check_one_live_row(rows):
    live = Counter((row.event_id, row.member_id) for row in rows if row.is_live)
    seated = Counter((row.one_seat_of_id, row.member_id) for row in rows if row.status in SEATED and row.one_seat_of_id)
    assert set(live.values()) | set(seated.values()) <= {1}


def check_nobody_waits_in_vain(events, rows, eligible):
    for event in events:
        if event.state != "published" or event.has_started():
            continue
        for pool in event.pools:
            reserved = kept(event, rows) if pool.mode == "main" else 0
            for row in rows:
                if row.pk not in eligible or (row.event_id, row.mode) != (event.pk, pool.mode):
                    continue
                hidden = 0 if event.reserves_for(row.member) else reserved
                assert pool.free is not None and pool.free <= hidden, f"{row.pk} waits in vain"


def check_messages(rows):
    """Each cause is told, once: the database holds each key once, and no place is announced twice."""
    keys = set(Delivery.objects.values_list("key", flat=True))
    for row in rows:
        announced = {f"events.{cause}:{row.pk}" for cause in ("registered", "promoted", "added")} & keys
        by_change = any(key.startswith("events.mode_changed:") and key.endswith(f"-{row.pk}") for key in keys)
        if row.is_confirmed:
            assert len(announced) == 1 or (not announced and by_change), (row.pk, announced)
        assert len(announced) <= 1
        assert not row.is_offered or f"events.offered:{row.pk}" in keys
        assert row.ended_as != "removed" or f"events.removed:{row.pk}" in keys


@pytest.mark.django_db
def test_places_and_lines_stay_right_whatever_people_do():
    timezone.deactivate()
    with time_machine.travel(TUESDAY, tick=False):
        Places.world = World()
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]

    run_state_machine_as_test(
        Places,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=checks,
        ),
    )

    assert Registration.objects.count() == 0
