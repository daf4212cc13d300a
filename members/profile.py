"""The page of a member as one reader sees it: what is read, and the cards that it is made of."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from members.cards import Named, Portrait, portrait_of
from members.models import Appointment, Department, Member, MemberSkill, Role, Site
from members.models.queries import MemberQuerySet
from members.viewing import ViewerStatement
from members.visibility import ProfileView
from statements import Statement
from ui.cards import Card


class Skill(NamedTuple):
    """What a member can help with or would learn."""

    number: int
    name: str
    note: str


@dataclass(frozen=True)
class Term:
    role: Role
    title: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Head(Card):
    """Who it is, and how to write."""

    template: ClassVar[str] = "members/_profile_head.html"
    name: ClassVar[str] = "head"

    portrait: Portrait
    job_title: str
    department: str
    site: str
    joined_on: date | None
    current: tuple[Term, ...]
    email: str
    is_own: bool
    is_core_team: bool


@dataclass(frozen=True)
class Words(Card):
    """What the member says, offers and would learn."""

    template: ClassVar[str] = "members/_profile_words.html"
    name: ClassVar[str] = "words"

    about: str
    offered: tuple[Skill, ...]
    wanted: tuple[Skill, ...]


@dataclass(frozen=True)
class Aside(Card):
    """How to reach the member, and what she or he does or did for the community."""

    template: ClassVar[str] = "members/_profile_aside.html"
    name: ClassVar[str] = "profile"

    email: str
    phone: str
    availability: str
    backup: Named | None
    current: tuple[Term, ...]
    past: tuple[Term, ...]


def read_by(viewer: Member, slug: str) -> Member | None:
    """The member of that page, with today's roles, where ``viewer`` may open it."""
    return next(iter(AT_SLUG(viewer, slug, timezone.localdate())), None)


def at_slug(viewer: Member, slug: str, today: date) -> MemberQuerySet:
    visible = Member.objects.visible_to(viewer)
    return visible.select_related("site", "department", "backup").with_roles(today).filter(slug=slug).order_by()


def terms_of(member: int) -> QuerySet[Appointment]:
    return Appointment.objects.filter(member=member)


def skills_of(member: int) -> QuerySet[MemberSkill, tuple[str, int, str, str]]:
    return MemberSkill.objects.filter(member=member).values_list("kind", "skill", "skill__name", "note")


AT_SLUG = ViewerStatement(at_slug)
TERMS_OF = Statement(terms_of)
SKILLS_OF = Statement(skills_of)


def cards_of(profile: ProfileView, viewer: Member) -> dict[str, Card]:
    """The cards of the page, by the names that its template gives them."""
    member = profile.member
    skills = [(kind, Skill(number, name, note)) for kind, number, name, note in SKILLS_OF(member.pk)]
    terms = TERMS_OF(member.pk)
    current = tuple(term(row) for row in terms if row.is_current)
    head = Head(
        portrait=portrait_of(member, profile.full_name),
        job_title=profile.job_title,
        department=name_of(profile.department),
        site=name_of(profile.site),
        joined_on=profile.joined_on,
        current=current,
        email=profile.email,
        is_own=member.pk == viewer.pk,
        is_core_team=Role.CORE_TEAM in profile.roles,
    )
    words = Words(
        about=profile.about,
        offered=tuple(skill for kind, skill in skills if kind == MemberSkill.Kind.OFFERED),
        wanted=tuple(skill for kind, skill in skills if kind == MemberSkill.Kind.WANTED),
    )
    aside = Aside(
        email=profile.email,
        phone=profile.phone,
        availability=profile.availability,
        backup=backup_of(profile),
        current=current,
        past=tuple(term(row) for row in terms if row.is_over),
    )
    return {"head": head, "words": words, "aside": aside}


def current_terms(member: Member) -> list[Term]:
    return [term(row) for row in TERMS_OF(member.pk) if row.is_current]


def term(row: Appointment) -> Term:
    return Term(Role(row.role), row.title, row.starts_on, row.ends_on)


def name_of(place: Site | Department | None) -> str:
    return place.name if place else ""


def backup_of(profile: ProfileView) -> Named | None:
    backup = profile.backup
    return Named(backup.slug, backup.full_name) if backup and backup.is_active else None
