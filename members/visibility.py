"""One policy for every output: what of a member another person may see."""

from typing import Any

from django.db.models import Q

from members.models import Member, Role, Visibility


def levels_open_to(viewer: Member, member: Member | None = None) -> set[Visibility]:
    """The visibility levels that ``viewer`` may read, of ``member`` or of anybody."""
    if member is not None and viewer.pk == member.pk:
        return {Visibility.MEMBERS, Visibility.CORE_TEAM, Visibility.SELF}
    if viewer.is_superuser or Role.CORE_TEAM in viewer.roles:
        return {Visibility.MEMBERS, Visibility.CORE_TEAM}
    return {Visibility.MEMBERS}


def visible_q(field: str, viewer: Member, prefix: str = "") -> Q:
    """The condition under which ``viewer`` may know ``field``: for filters, searches and counts."""
    allowed = Q(**{f"{prefix}{field}_visibility__in": levels_open_to(viewer)})
    return allowed | Q(**{f"{prefix}pk": viewer.pk})


class ProfileView:
    """A member as ``viewer`` may see him or her: hidden fields read as empty.

    ``level`` plays another reader for « Voir mon profil comme… ».
    """

    def __init__(self, member: Member, viewer: Member, level: set[Visibility] | None = None) -> None:
        self.member = member
        self.levels = levels_open_to(viewer, member) if level is None else level

    def shows(self, field: str) -> bool:
        return getattr(self.member, f"{field}_visibility") in self.levels

    def __getattr__(self, name: str) -> Any:
        if name in Member.HIDEABLE and not self.shows(name):
            return None if name in ("site", "backup") else ""
        return getattr(self.member, name)
