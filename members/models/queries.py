"""Which members: those at work, those whom a reader may see, those who hold a role, and what rules need to know."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from members.models.appointment import Appointment, Role
from members.models.charter import CharterAcceptance, CharterVersion
from members.models.states import State

if TYPE_CHECKING:
    from members.models.member import Member


class MemberQuerySet(QuerySet["Member"]):
    def active(self) -> "MemberQuerySet":
        return self.filter(state=State.ACTIVE)

    def visible_to(self, viewer: "Member | AnonymousUser") -> "MemberQuerySet":
        """The members whose page ``viewer`` may open: the active ones, for the active ones."""
        if not (viewer.is_authenticated and viewer.is_active):
            return self.none()
        return self.active()

    def holding(self, role: Role) -> "MemberQuerySet":
        """The members who hold ``role`` today."""
        return self.filter(pk__in=Appointment.objects.today().filter(role=role).values("member"))

    def unanswered_since(self, instant: datetime) -> "MemberQuerySet":
        """The requests to join made before ``instant`` that nobody has answered."""
        return self.filter(state=State.AWAITING, requested_at__lt=instant)

    def invited_since(self, instant: datetime) -> "MemberQuerySet":
        """Those whose last invitation left after ``instant`` and who have not answered."""
        return self.filter(state=State.INVITED, requested_at__gt=instant)

    def invited_before(self, instant: datetime) -> "MemberQuerySet":
        """Those whose last invitation left before ``instant`` and who have not answered."""
        return self.filter(state=State.INVITED, requested_at__lt=instant)

    def never_came_since(self, day: date) -> "MemberQuerySet":
        """People refused before ``day`` without having been members, of whom something is still kept."""
        return self.filter(state=State.FORMER, joined_on=None, left_on__lt=day).exclude(first_name="")

    def with_roles_today(self) -> "MemberQuerySet":
        return self.with_roles(timezone.localdate())

    def with_roles(self, day: date) -> "MemberQuerySet":
        """The roles that each holds on ``day``, in the same query."""
        held = Appointment.objects.on(day).filter(member=OuterRef("pk"))
        return self.annotate(role_names=ArraySubquery(held.values("role").distinct()))

    def naming_places(self) -> "MemberQuerySet":
        """Each with the names of its site and department, without these rows."""
        return self.annotate(site_name=F("site__name"), department_name=F("department__name"))

    def with_charter_facts(self) -> "MemberQuerySet":
        """What the charter's rules need to know of each member, in the same query."""
        published = CharterVersion.objects.published().order_by("-number")
        due = published.filter(kind=CharterVersion.Kind.SUBSTANCE)
        accepted = CharterAcceptance.objects.filter(member=OuterRef("pk")).order_by("-version__number")
        return self.annotate(
            charter_in_force=Subquery(published.values("number")[:1]),
            charter_due=Subquery(due.values("number")[:1]),
            charter_due_since=Subquery(due.values("published_at")[:1]),
            charter_accepted=Subquery(accepted.values("version__number")[:1]),
        )


class MemberManager(BaseUserManager["Member"].from_queryset(MemberQuerySet)):  # type: ignore[misc]
    """A class that Django makes as it runs: the checker cannot know it beforehand."""

    def get_by_natural_key(self, email: str | None) -> "Member":
        return self.get(email=email)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Member":
        member = self.model(email=email.lower(), **fields)
        member.set_password(password)
        member.save()
        return member

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Member":
        return self.create_user(
            email, password, state=State.ACTIVE, is_superuser=True, joined_on=timezone.localdate(), **fields
        )
