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


def move(member: Member, passage: Passage) -> None:
    """Give ``member`` the state that the act leads to, or refuse where the act makes no sense; nothing is saved."""
    if member.state not in passage.sources:
        raise Refused(
            _("Impossible pour %(name)s : l’état du compte est « %(state)s ».")
            % {"name": member.both_names, "state": member.get_state_display()}
        )
    member.state = passage.target
