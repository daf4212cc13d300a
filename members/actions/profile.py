"""A member's own page: what is said there, photo, skills, and the end of the welcome."""

from collections.abc import Iterable

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guards.refusals import Refused
from guards.versions import check_version
from members.actions.locks import check_may_act_on, locked
from members.models import Member, MemberSkill, Skill
from ui.pictures import ProcessedPicture
from ui.storage import delete_after_commit


@transaction.atomic
def save_profile(member: Member, *, version: str | None = None) -> Member:
    """Store the profile of ``member`` as typed over ``version``; what others decided of the account meanwhile stays."""
    check_version(locked(member), version)
    member.save(update_fields=Member.PROFILE)
    return member


def set_photo(member: Member, picture: ProcessedPicture) -> Member:
    """Show ``picture`` with the member's dated consent; the previous file disappears."""
    member = Member.objects.get(pk=member.pk)
    try:
        member.photo.save("portrait.webp", picture.content, save=False)
    except OSError as error:
        raise Refused(_("La photo n’a pas pu être enregistrée. Réessayez plus tard.")) from error
    try:
        return _show_photo(member)
    except DatabaseError:
        member.photo.delete(save=False)
        raise


@transaction.atomic
def _show_photo(member: Member) -> Member:
    delete_after_commit(locked(member).photo)
    member.photo_consented_at = timezone.now()
    member.save(update_fields=["photo", "photo_consented_at"])
    return member


@transaction.atomic
def withdraw_photo(member: Member) -> Member:
    """Take the photo away at once: the row first, then the file."""
    member = locked(member)
    delete_after_commit(member.photo)
    member.photo, member.photo_consented_at = "", None
    member.save(update_fields=["photo", "photo_consented_at"])
    return member


@transaction.atomic
def remove_photo(member: Member, *, by: Member) -> Member:
    """The core-team takes away a photo that should not be there."""
    check_may_act_on(locked(member), by)
    return withdraw_photo(member)


@transaction.atomic
def save_skills(member: Member, *, offered: Iterable[Skill], wanted: Iterable[Skill]) -> None:
    """Replace the member's lists of skills; notes of those kept are kept."""
    member = locked(member)
    _replace(member, MemberSkill.Kind.OFFERED, offered)
    _replace(member, MemberSkill.Kind.WANTED, wanted)


def finish_welcome(member: Member) -> None:
    """The welcome is over; asked twice, the first day stays."""
    Member.objects.filter(pk=member.pk, welcomed_at=None).update(welcomed_at=timezone.now())


def _replace(member: Member, kind: str, skills: Iterable[Skill]) -> None:
    member.skills.filter(kind=kind).exclude(skill__in=skills).delete()
    MemberSkill.objects.bulk_create(
        [MemberSkill(member=member, skill=skill, kind=kind) for skill in skills], ignore_conflicts=True
    )
