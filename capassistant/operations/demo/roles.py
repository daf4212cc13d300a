"""Who holds which role today, and who held it since the community began."""

from datetime import timedelta

from capassistant.operations.demo.plan import BIRTH, add
from members.models import Appointment, Member, Role

FIRST_SEATS = {
    Role.CORE_TEAM: ["core_team", "thierry-lacaze", "marie-noelle-riviere"],
    Role.EDITORIAL: ["redaction", "odile-perrin", "helene-marchand"],
    Role.SPONSOR: ["sponsor"],
}
"""People with a key who hold the first functions of a team today."""
TERMS = {Role.CORE_TEAM: (365, 365, 730), Role.EDITORIAL: (365, 730), Role.SPONSOR: (1461, 1600)}
"""Days: a year or two in a row, as the charter has it; sponsors stay longer."""
AT_LEAST_LEFT = timedelta(days=300)
"""What remains of the terms of those who have a key: a visit must find their doors open."""


def fill(plan, words, people):
    seats = Seats(plan, words, people)
    terms = add(Appointment, [term for role in FIRST_SEATS for term in seats.terms_of(role)])
    sponsors = [term for term in terms if term.role == Role.SPONSOR]
    for term in sponsors:
        term.member.job_title = term.title[:1].upper() + term.title[1:]
    Member.objects.bulk_update([term.member for term in sponsors], ["job_title"])


class Seats:
    """Every function of a team, held by one person after the other."""

    def __init__(self, plan, words, people):
        self.plan = plan
        self.words = words
        self.people = people
        self.rng = plan.rng("roles")
        keyed = {member.pk for member in people.named.values()}
        self.left = [member for member in people.regulars if member.pk not in keyed]
        self.rng.shuffle(self.left)

    def terms_of(self, role):
        known = [self.people.named[key] for key in FIRST_SEATS[role]]
        for rank, title in enumerate(self.words[role]):
            yield from self.terms_of_seat(role, title, known[rank] if rank < len(known) else None)

    def terms_of_seat(self, role, title, holder):
        starts_on = BIRTH + timedelta(days=self.rng.randrange(60, 240))
        while starts_on < self.plan.today:
            ends_on = starts_on + timedelta(days=self.rng.choice(TERMS[role]) - 1)
            is_last = ends_on >= self.plan.today
            member = holder if is_last and holder else self.next(starts_on)
            if member is holder and holder is not None:
                ends_on = max(ends_on, self.plan.today + AT_LEAST_LEFT)
            if member:
                yield self.term(role, title[member.gender], member, starts_on, ends_on, is_last)
            starts_on = ends_on + timedelta(days=1)

    def next(self, day):
        """One who was already there and never held a role: turning is the point."""
        there = next((member for member in self.left if member.joined_on <= day), None)
        if there:
            self.left.remove(there)
        return there

    def term(self, role, title, member, starts_on, ends_on, is_last):
        return Appointment(
            member=member,
            role=role,
            title=title,
            starts_on=max(starts_on, member.joined_on),
            ends_on=None if is_last and role == Role.SPONSOR else ends_on,
            reason="" if is_last else self.rng.choice(self.words["end_reasons"]),
            appointed_by=self.people.named["core_team"] if is_last else None,
        )
