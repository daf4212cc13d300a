"""What a member may do with one object of this app."""

from members.models import Member


def can_be_handled(member, viewer):
    """Whether ``viewer`` may change the state of ``member`` or the roles given to him or her."""
    if viewer.is_superuser:
        return True
    return viewer.has_perm("members.change_member") and not member.is_superuser and member.pk != viewer.pk


def left_the_community(slug):
    """Whether the page at ``slug`` existed and is gone; a request that was refused never had one."""
    return Member.objects.filter(slug=slug, state=Member.State.FORMER, joined_on__isnull=False).exists()
