"""Who comes, who waits and who left: what the host's page, the sheet to sign and the exports show."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.models import Answer
from events.models.attendance_mode import Pool, Seating
from members.visibility import ProfileView


@dataclass(frozen=True)
class Group:
    """The people of one way to come."""

    pool: Pool
    label: str
    confirmed: list
    offered: list
    waiting: list

    @property
    def guests(self):
        return sum(row.guests for row in self.confirmed)


class Participants:
    """The registrations of an event as ``viewer`` may see them: one statement, another one for the answers.

    Each row bears ``person``, the member as far as the viewer may see, and ``rank`` in its line.
    """

    def __init__(self, event, viewer):
        answers = Prefetch("answers", Answer.objects.select_related("question"))
        rows = event.registrations.select_related("member__department", "member__site").prefetch_related(answers)
        self.event, self.rows = event, list(rows.in_line())
        for row in self.rows:
            row.person = ProfileView(row.member, viewer)
        self.groups = [self.group(pool) for pool in event.pools]
        back = {row.member_id for row in self.rows if row.is_live}
        closed = [row for row in self.rows if row.member_id not in back]
        self.left = sorted(closed, key=lambda row: (row.left_at, row.pk), reverse=True)

    def group(self, pool):
        rows = [row for row in self.rows if row.seating == pool.seating]
        by_name = sorted(rows, key=lambda row: (row.member.sort_name, row.pk))
        waiting = [row for row in rows if row.is_waiting]
        for rank, row in enumerate(waiting, 1):
            row.rank = rank
        return Group(
            pool=pool,
            label=capfirst(Seating(pool.seating).label) if self.event.is_hybrid else _("Qui vient"),
            confirmed=[row for row in by_name if row.is_confirmed],
            offered=[row for row in by_name if row.is_offered],
            waiting=waiting,
        )

    def table(self):
        """Headings, then a row for each person who comes or waits: what a host needs, and no more."""
        yield [
            _("Nom"), _("Direction"), _("Site"), _("Façon de venir"), _("État"), _("Accompagnants"),
            _("Adresse e-mail"),
        ]  # fmt: skip
        for group in self.groups:
            for row in [*group.confirmed, *group.offered, *group.waiting]:
                yield self.line(row)

    def line(self, row):
        member, person = row.member, row.person
        way = row.get_seating_display() if self.event.is_hybrid else self.event.get_format_display()
        department, site = (str(thing) if thing else "" for thing in (member.department, person.site))
        return [
            member.full_name, department, site, capfirst(way), capfirst(row.get_status_display()), row.guests,
            person.email,
        ]  # fmt: skip
