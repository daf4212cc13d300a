"""Who may know of a group before it opens."""

from django.contrib.auth.models import AnonymousUser

from members.models import Member


def can_see_to_come(member: Member | AnonymousUser) -> bool:
    """Whoever looks after the groups; their pages are open to all who know the address."""
    return member.has_perm("groups.view_workinggroup")
