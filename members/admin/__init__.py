"""The back office of the members: people, terms, charter, lists of choices, the journal of acts."""

from members.admin.appointment import AppointmentAdmin
from members.admin.charter import CharterAcceptanceAdmin, CharterVersionAdmin
from members.admin.history import HistoryAdmin
from members.admin.lists import DepartmentAdmin, SiteAdmin, SkillAdmin
from members.admin.member import MemberAdmin

__all__ = [
    "AppointmentAdmin",
    "CharterAcceptanceAdmin",
    "CharterVersionAdmin",
    "DepartmentAdmin",
    "HistoryAdmin",
    "MemberAdmin",
    "SiteAdmin",
    "SkillAdmin",
]
