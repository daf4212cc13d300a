"""Members, their skills, their roles and the charter."""

from members.models.address_change import AddressChange, Side
from members.models.appointment import Appointment, Role
from members.models.charter import CharterAcceptance, CharterVersion
from members.models.history import Act
from members.models.member import Member, Visibility
from members.models.organisation import Department, Site
from members.models.skill import MemberSkill, Skill

__all__ = [
    "Act",
    "AddressChange",
    "Appointment",
    "CharterAcceptance",
    "CharterVersion",
    "Department",
    "Member",
    "MemberSkill",
    "Role",
    "Side",
    "Site",
    "Skill",
    "Visibility",
]
