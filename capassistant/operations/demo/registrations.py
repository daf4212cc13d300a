"""Who registered for what: places, waiting lines, people who left, attendance.

The rows of one event follow the order in which they were asked for, as the rules would have given them.
"""

import bisect
from datetime import timedelta
from itertools import batched

from capassistant.operations.demo.agenda import CLOSED_TALES
from capassistant.operations.demo.plan import add
from clock import workdays
from events.models import AttendanceMode, Event, Registration

CONFIRMED, WAITING, CANCELLED = (Registration.Status[name] for name in ("CONFIRMED", "WAITING", "CANCELLED"))
ATTENDANCE = list(Registration.Attendance), (84, 7, 9)
TYPICAL = 34
"""How many come where there is no limit."""
LONGEST_LINE = 6
EVENTS_A_STATEMENT = 500
VISITOR_RANK = 1
"""The visitor of the demo is second in line, counted from nought."""


def fill(plan, programme, people):
    drawer = Drawer(plan, people)
    for some in batched(programme, EVENTS_A_STATEMENT):
        add(Registration, (row for date in some for row in drawer.rows_of(date)))
    called_off = [date.event.pk for date in programme if date.slot.tale == "called_off"]
    Event.objects.filter(pk__in=called_off).update(
        state=Event.State.CANCELLED,
        cancellation_reason="La personne invitée est souffrante. Une nouvelle date vous sera proposée.",
        sequence=1,
        changed_at=plan.now - timedelta(hours=20),
    )


class Drawer:
    """Draws the people of each event among those who were members when it opened."""

    def __init__(self, plan, people):
        self.plan = plan
        self.rng = plan.rng("registrations")
        self.visitor = people.named["membre"]
        self.members = sorted(people.members, key=lambda member: (member.joined_on, member.pk))
        self.days = [member.joined_on for member in self.members]

    def rows_of(self, date):
        event = date.event
        is_past = event.starts_at < self.plan.now
        if event.registration_opens_at > self.plan.now or date.slot.tale in CLOSED_TALES:
            return []
        placed, waiting, left = self.numbers(date, is_past)
        ranks = {"joined": 0, "joined_meeting": 0, "promoted": placed, "waiting": placed + VISITOR_RANK}
        ranks |= {"offered": placed + left}
        rank = ranks.get(date.slot.tale)
        asked = self.crowd(date, placed + waiting + left - (rank is not None), is_past)
        if rank is not None:
            asked.insert(rank, self.visitor)
        rows = list(self.in_order(date, asked, placed, left, is_past))
        if date.slot.tale == "offered":
            self.offer(rows[rank])
        return self.told_late(rows) if date.slot.tale == "promoted" else rows

    def offer(self, row):
        """The first in line may take a place, with time to answer."""
        row.status = Registration.Status.OFFERED
        row.changed_at = self.plan.now
        row.offer_expires_at = workdays.add_working_hours(self.plan.now, row.event.answer_hours)

    def told_late(self, rows):
        """The place given back was given back yesterday: the news is fresh."""
        yesterday = self.plan.now - timedelta(hours=20)
        for row in rows:
            row.asked_at = row.queued_at = min(row.queued_at, yesterday)
            if row.left_at:
                row.left_at = row.changed_at = yesterday
            if row.promoted_at:
                row.promoted_at = row.changed_at = yesterday
        return rows

    def numbers(self, date, is_past):
        """How many have a place, wait, have left; nobody waits where a place is free."""
        seats = date.event.seats or TYPICAL
        told = {"joined": (seats - 3, 0, 0), "last_seats": (seats - 2, 0, 0), "open": (seats // 2, 0, 1)}
        told |= {"joined_meeting": (seats * 2 // 3, 0, 0), "waiting": (seats, 4, 0), "full": (seats, 3, 0)}
        told |= {"promoted": (seats, 2, 1), "offered": (seats - 1, 3, 1)}
        if date.slot.tale in told:
            return told[date.slot.tale]
        wish = int(seats * (self.rng.uniform(0.5, 1.35) if is_past else self.rng.uniform(0.1, 0.85)))
        placed = wish if date.event.seats is None else min(wish, seats)
        waiting = min(wish - placed, LONGEST_LINE) if is_past else 0
        return placed, waiting, self.rng.choice((0, 0, 1, 2, 3))

    def crowd(self, date, size, is_past):
        """Members by chance; the visitor's own coming dates are told, not drawn."""
        there = bisect.bisect_right(self.days, date.event.registration_opens_at.date())
        away = {host.pk for host in date.hosts} | (set() if is_past else {self.visitor.pk})
        drawn = self.rng.sample(range(there), min(size + len(away), there))
        return [self.members[index] for index in drawn if self.members[index].pk not in away][:size]

    def in_order(self, date, asked, placed, left, is_past):
        """First come, first placed; a place given back goes to the next of the line."""
        event, two_ways = date.event, date.event.is_hybrid and not date.slot.tale
        until = min(self.plan.now, event.starts_at - timedelta(hours=2))
        span = until - event.registration_opens_at
        instants = sorted(event.registration_opens_at + span * self.rng.random() for _ in asked)
        leaving = set(self.rng.sample(range(placed), min(left, placed)))
        gone = []
        for rank, (member, queued_at) in enumerate(zip(asked, instants, strict=True)):
            row = Registration(event=event, member=member, status=CONFIRMED, changed_by=member)
            row.asked_at = row.queued_at = queued_at
            if rank in leaving:
                row.status, row.ended_as = CANCELLED, Registration.Ending.LEFT
                row.left_at = queued_at + (until - queued_at) * self.rng.random()
                gone.append(row.left_at)
            elif two_ways and (rank >= placed + left or rank % 3 == 2):
                row.mode = AttendanceMode.ONLINE
            elif rank >= placed + left:
                row.status = WAITING
            elif event.seats is not None and rank >= event.seats:
                row.promoted_at = max(queued_at, gone[rank - event.seats])
            if is_past and row.status == CONFIRMED and event.starts_at < self.plan.now - timedelta(days=1):
                row.attendance = self.rng.choices(*ATTENDANCE)[0]
            row.changed_at = row.left_at or row.promoted_at or queued_at
            yield row
