"""Members as pages show them: cards, of values alone; what a reader may not see is in none of hers or his."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from django.urls import reverse

from members.models import Member, MemberSkill, Role
from members.models.queries import MemberQuerySet
from members.visibility import ProfileView
from ui.cards import Card

SHOWN = (
    *Member.NAMED, "slug", "job_title", "site_visibility", "photo", "photo_visibility", "email", "email_visibility",
)  # fmt: skip
SUBJECTS = 4
"""How many are named on a card of the directory."""


@dataclass(frozen=True)
class Named:
    """A member by the name that leads to the page."""

    slug: str
    name: str

    @property
    def address(self) -> str:
        return reverse("members:member_detail", args=[self.slug])


@dataclass(frozen=True)
class Portrait(Named):
    """The same, with the picture or the initials."""

    initials: str
    tint: int
    has_photo: bool

    @property
    def photo_url(self) -> str:
        return reverse("members:member_photo", args=[self.slug]) if self.has_photo else ""


class Held(NamedTuple):
    """A skill of a member; ``is_sought`` where a text looks for it."""

    member: int
    kind: str
    skill: int
    name: str
    is_sought: bool


class Subject(NamedTuple):
    """A skill as a card of the directory names it."""

    name: str
    is_sought: bool


@dataclass(frozen=True)
class PersonCard(Card):
    """A member in the directory: why she or he is there, and first the skills that were looked for."""

    template: ClassVar[str] = "members/_card.html"
    name: ClassVar[str] = "person"

    portrait: Portrait
    job_title: str
    department: str
    site: str
    email: str
    roles: tuple[Role, ...]
    can_help: tuple[str, ...]
    would_learn: tuple[str, ...]
    offered: tuple[Subject, ...]
    offers_more: int


@dataclass(frozen=True)
class FoundPerson(Card):
    """A member among the answers of the search."""

    template: ClassVar[str] = "members/_found_person.html"
    name: ClassVar[str] = "person"

    portrait: Portrait
    job_title: str
    site: str
    roles: tuple[Role, ...]
    can_help: tuple[str, ...]
    would_learn: tuple[str, ...]


@dataclass(frozen=True)
class Newcomer(Card):
    """A member who has just arrived."""

    template: ClassVar[str] = "members/_newcomer.html"
    name: ClassVar[str] = "newcomer"

    portrait: Portrait
    department: str
    site: str


def shown(members: MemberQuerySet) -> MemberQuerySet:
    """With what cards show, and what says who may see it; ``with_roles`` adds the roles."""
    return members.naming_places().only(*SHOWN)


def portrait_of(member: Member, name: str) -> Portrait:
    return Portrait(member.slug, name, member.initials, member.tint, member.shows_photo)


def person_card(profile: ProfileView, held: Sequence[Held]) -> PersonCard:
    offered = [row for row in held if row.kind == MemberSkill.Kind.OFFERED]
    shown = sorted(offered, key=lambda row: not row.is_sought)[:SUBJECTS]
    return PersonCard(
        portrait=portrait_of(profile.member, profile.full_name),
        job_title=profile.job_title,
        department=profile.department_name or "",
        site=site_of(profile),
        email=profile.email,
        roles=in_order(profile.roles),
        can_help=sought(held, MemberSkill.Kind.OFFERED),
        would_learn=sought(held, MemberSkill.Kind.WANTED),
        offered=tuple(Subject(row.name, row.is_sought) for row in shown),
        offers_more=len(offered) - len(shown),
    )


def found_person(profile: ProfileView, held: Sequence[Held]) -> FoundPerson:
    return FoundPerson(
        portrait=portrait_of(profile.member, profile.full_name),
        job_title=profile.job_title,
        site=site_of(profile),
        roles=in_order(profile.roles),
        can_help=sought(held, MemberSkill.Kind.OFFERED),
        would_learn=sought(held, MemberSkill.Kind.WANTED),
    )


def newcomer(profile: ProfileView) -> Newcomer:
    portrait = portrait_of(profile.member, profile.short_name)
    return Newcomer(portrait, department=profile.department_name or "", site=site_of(profile))


def sought(held: Sequence[Held], kind: MemberSkill.Kind) -> tuple[str, ...]:
    """The names of the skills that were looked for: why the member was found."""
    return tuple(row.name for row in held if row.is_sought and row.kind == kind)


def site_of(profile: ProfileView) -> str:
    """Its name, where the reader may know it."""
    return profile.site_name or "" if profile.shows("site") else ""


def in_order(roles: frozenset[Role]) -> tuple[Role, ...]:
    return tuple(role for role in Role if role in roles) if roles else ()
