"""The pages of this app, grouped by what they are about."""

from members.views.charter import charter, charter_accept, charter_decline, charter_version
from members.views.community import community, core_team, editorial_committee, rights
from members.views.directory import directory
from members.views.joining import invitation, request_confirmed
from members.views.profile import member_detail, member_photo
from members.views.space import (
    my_space,
    photo_edit,
    photo_withdraw,
    preferences,
    profile_edit,
    profile_preview,
    skills_edit,
)
from members.views.welcome import welcome, welcome_charter, welcome_profile, welcome_skills

__all__ = [
    "charter",
    "charter_accept",
    "charter_decline",
    "charter_version",
    "community",
    "core_team",
    "directory",
    "editorial_committee",
    "invitation",
    "member_detail",
    "member_photo",
    "my_space",
    "photo_edit",
    "photo_withdraw",
    "preferences",
    "profile_edit",
    "profile_preview",
    "request_confirmed",
    "rights",
    "skills_edit",
    "welcome",
    "welcome_charter",
    "welcome_profile",
    "welcome_skills",
]
