"""Members, their skills, their roles and the charter."""

from members.models.appointment import Appointment, Role
from members.models.charter import CharterAcceptance, CharterVersion
from members.models.history import Act
from members.models.member import Department, Member, Site, Visibility
from members.models.skill import MemberSkill, Skill

__all__ = [
    "Act",
    "Appointment",
    "CharterAcceptance",
    "CharterVersion",
    "Department",
    "Member",
    "MemberSkill",
    "Role",
    "Site",
    "Skill",
    "Visibility",
]
