"""Who comes, who waits and who left: what the host's page, the sheet to sign and the exports show."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.models import Answer, Event, Registration
from events.models.attendance_mode import AttendanceMode, Pool
from members.models import Member
from members.visibility import ProfileView


@dataclass(frozen=True)
class Group:
    """The people of one way to come."""

    pool: Pool
    label: str
    confirmed: list[Registration]
    offered: list[Registration]
    waiting: list[Registration]

    @property
    def guests(self) -> int:
        return sum(registration.guests for registration in self.confirmed)


class Participants:
    """The registrations of an event as ``viewer`` may see them: one statement, another one for the answers.

    Each bears ``person``, the member as far as the viewer may see, and ``rank`` in its line.
    """

    def __init__(self, event: Event, viewer: Member) -> None:
        answers = Prefetch("answers", Answer.objects.select_related("question"))
        registrations = event.registrations.select_related("member__department", "member__site")
        self.event, self.registrations = event, list(registrations.prefetch_related(answers).in_line())
        for registration in self.registrations:
            registration.person = ProfileView(registration.member, viewer)
        self.groups = [self.group(pool) for pool in event.pools]
        back = {registration.member_id for registration in self.registrations if registration.is_live}
        closed = [registration for registration in self.registrations if registration.member_id not in back]
        self.left = sorted(closed, key=lambda registration: (registration.left_at, registration.pk), reverse=True)

    def group(self, pool: Pool) -> Group:
        registrations = [registration for registration in self.registrations if registration.mode == pool.mode]
        by_name = sorted(registrations, key=lambda registration: (registration.member.sort_name, registration.pk))
        waiting = [registration for registration in registrations if registration.is_waiting]
        for rank, registration in enumerate(waiting, 1):
            registration.rank = rank
        return Group(
            pool=pool,
            label=capfirst(str(AttendanceMode(pool.mode).label)) if self.event.is_hybrid else _("Qui vient"),
            confirmed=[registration for registration in by_name if registration.is_confirmed],
            offered=[registration for registration in by_name if registration.is_offered],
            waiting=waiting,
        )

    def table(self) -> Iterator[list[str | int]]:
        """Headings, then a row for each person who comes or waits: what a host needs, and no more."""
        yield [
            _("Nom"), _("Direction"), _("Site"), _("Façon de venir"), _("État"), _("Accompagnants"),
            _("Adresse e-mail"),
        ]  # fmt: skip
        for group in self.groups:
            for registration in [*group.confirmed, *group.offered, *group.waiting]:
                yield self.line(registration)

    def line(self, registration: Registration) -> list[str | int]:
        member, person = registration.member, registration.person
        mode = registration.get_mode_display() if self.event.is_hybrid else self.event.get_format_display()
        department, site = (str(thing) if thing else "" for thing in (member.department, person.site))
        return [
            member.full_name, department, site, capfirst(mode), capfirst(registration.get_status_display()),
            registration.guests, person.email,
        ]  # fmt: skip
