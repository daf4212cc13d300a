"""What a member may do with one object of this app."""

from members.models import Member


def is_own_case(member_id: int, by: Member) -> bool:
    """Whether ``by`` would decide for herself or himself, which only the technical administration may."""
    return member_id == by.pk and not by.is_superuser


def can_be_handled(member: Member, viewer: Member) -> bool:
    """Whether ``viewer`` may change the state of ``member`` or the roles given to him or her."""
    if viewer.is_superuser:
        return True
    return viewer.has_perm("members.change_member") and not member.is_superuser and not is_own_case(member.pk, viewer)


def left_the_community(slug: str) -> bool:
    """Whether the page at ``slug`` existed and is gone; a request that was refused never had one."""
    return any(member.has_left for member in Member.objects.filter(slug=slug, joined_on__isnull=False))
