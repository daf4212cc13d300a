"""The row of a member taken for writing, and who may change it: rules that several actions share."""

from django.utils.translation import gettext as _

from guards.refusals import Refused
from members.models import Member
from members.models.states import Passage
from members.permissions import is_own_case


def locked(member: Member) -> Member:
    """The member's row, read again under a lock until the end of the transaction."""
    return Member.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)


def check_may_act_on(member: Member, by: Member) -> None:
    """Nobody below the technical administration touches it, and nobody rules on his or her own case."""
    if member.is_superuser and not by.is_superuser:
        raise Refused(_("Ce compte relève de l’administration technique."))
    if is_own_case(member.pk, by):
        raise Refused(_("Demandez à une autre personne de la core-team : on ne décide pas pour soi-même."))


def check_may_close(member: Member, by: Member) -> None:
    """Nobody closes the own account, and somebody is left who may open all others.

    Accounts of the technical administration are taken together: two that close each other at once would both succeed.
    """
    check_may_act_on(member, by)
    if member.pk == by.pk:
        raise Refused(_("Demandez à une autre personne : on ne ferme pas son propre compte."))
    technical = Member.objects.filter(is_superuser=True).order_by("pk").select_for_update(of=("self",), no_key=True)
    if member.is_superuser and not any(other.is_active for other in technical if other.pk != member.pk):
        raise Refused(_("C’est le dernier compte ouvert de l’administration technique : il reste ouvert."))


def move(member: Member, passage: Passage) -> None:
    """Give ``member`` the state that the act leads to, or refuse where the act makes no sense; nothing is saved."""
    if member.state not in passage.sources:
        raise Refused(
            _("Impossible pour %(name)s : l’état du compte est « %(state)s ».")
            % {"name": member.both_names, "state": member.get_state_display()}
        )
    member.state = passage.target
