"""The row of a member taken for writing, and who may change it: rules that several actions share."""

from django.db.models import Q
from django.utils.translation import gettext as _

from guards.refusals import Refused
from members.models import Member, Role
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
    """Nobody decides for oneself here: who wants to leave has a page of the own space for it."""
    check_may_act_on(member, by)
    if member.pk == by.pk:
        raise Refused(_("Demandez à une autre personne : on ne ferme pas son propre compte."))
    check_others_stay(member, by)


def check_others_stay(member: Member, by: Member) -> None:
    """Without ``member`` somebody is left who may open all accounts; the technical administration names a core-team.

    Those who may are taken together: two who leave, or close each other’s account, at once would both succeed.
    """
    is_core_team = Role.CORE_TEAM in member.roles and (member.pk == by.pk or not by.is_superuser)
    if not (member.is_superuser or is_core_team):
        return
    keepers = Member.objects.filter(Q(is_superuser=True) | Q(pk__in=Member.objects.holding(Role.CORE_TEAM)))
    taken = keepers.with_roles_today().order_by("pk").select_for_update(of=("self",), no_key=True)
    staying = [other for other in taken if other.is_active and other.pk != member.pk]
    if member.is_superuser and not any(other.is_superuser for other in staying):
        raise Refused(_("C’est le dernier compte ouvert de l’administration technique : il reste ouvert."))
    if is_core_team and not any(Role.CORE_TEAM in other.roles for other in staying):
        raise Refused(_("C’est le dernier compte ouvert de la core-team : une autre personne doit d’abord en être."))


def move(member: Member, passage: Passage) -> None:
    """Give ``member`` the state that the act leads to, or refuse where the act makes no sense; nothing is saved."""
    if member.state not in passage.sources:
        raise Refused(
            _("Impossible pour %(name)s : l’état du compte est « %(state)s ».")
            % {"name": member.both_names, "state": member.get_state_display()}
        )
    member.state = passage.target
