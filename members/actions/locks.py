"""The row of a member taken for writing, and who may change it: rules that several actions share."""

from django.utils.translation import gettext as _

from guards.refusals import Refused
from members.models import Member


def locked(member):
    """The member's row, read again under a lock until the end of the transaction."""
    return Member.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)


def check_may_act_on(member, by):
    """Nobody below the technical administration touches it, and nobody rules on his or her own case."""
    if by.is_superuser:
        return
    if member.is_superuser:
        raise Refused(_("Ce compte relève de l’administration technique."))
    if member.pk == by.pk:
        raise Refused(_("Demandez à une autre personne de la core-team : on ne décide pas pour soi-même."))


def check_state(member, *allowed):
    if member.state not in allowed:
        raise Refused(
            _("Impossible pour %(name)s : l’état du compte est « %(state)s ».")
            % {"name": f"{member.first_name} {member.last_name}", "state": member.get_state_display()}
        )
