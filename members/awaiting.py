"""What waits for a member among accounts: the charter, the way in, the requests to join that the core-team answers."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clock.words import day_long
from contributions.awaiting import Awaited, Counted, Found, Fragment, Reader, Urgency
from members import charter
from members.models import Member
from members.models.queries import MemberQuerySet
from members.newcomers import is_to_be_welcomed


def waiting(member: Member) -> Iterator[Awaited | Counted]:
    """The charter to accept, the welcome, and for who may invite the requests to answer."""
    status = charter.status_for(member)
    if status.is_asked:
        yield _charter(status)
    if is_to_be_welcomed(member):
        yield _welcome()
    if member.has_perm("members.invite_member"):
        yield REQUESTS


def _charter(status: charter.CharterStatus) -> Awaited:
    if status.state == "due" or status.deadline is None:
        tab, text = _("Charte à accepter"), _("Vous pourrez ensuite vous inscrire et publier.")
    else:
        tab = _("Charte à accepter avant le %(day)s") % {"day": day_long(status.deadline)}
        text = _("Jusque-là, rien ne change pour vous.")
    url = reverse("members:charter")
    return Awaited(
        Urgency.HOLDS_BACK,
        tab=tab,
        icon="handshake",
        title=_("La charte de la communauté"),
        text=text,
        label=_("Lire et accepter"),
        url=url,
        said=Fragment(_("La communauté attend"), _("votre accord sur la charte"), url),
    )


def _welcome() -> Awaited:
    url = reverse("members:welcome")
    return Awaited(
        Urgency.OWN,
        tab=_("Bienvenue"),
        icon="hand-waving",
        title=_("Présentez-vous en deux minutes"),
        text=_("Votre profil, ce que vous pouvez apporter, la charte : trois pages courtes."),
        label=_("Commencer"),
        url=url,
        said=Fragment(_("La communauté a hâte de"), _("vous connaître"), url),
    )


def _requests(found: Found) -> Awaited:
    total = found.total
    url = reverse("admin:members_member_requests")
    count = ngettext("%(n)s personne", "%(n)s personnes", total) % {"n": total}
    title = ngettext("%(n)s personne attend une réponse", "%(n)s personnes attendent une réponse", total)
    after = ngettext(" demande à nous rejoindre.", " demandent à nous rejoindre.", total)
    return Awaited(
        Urgency.OUTSIDE,
        tab=_("Demandes d’adhésion"),
        icon="user-circle",
        title=title % {"n": total},
        text=_("Acceptez ou refusez, avec un mot."),
        label=_("Voir les demandes"),
        url=url,
        said=Fragment("", count, url, after),
    )


def _asking(reader: Reader) -> MemberQuerySet:
    return Member.objects.filter(state=Member.State.AWAITING, emailaddress__verified=True)


REQUESTS = Counted(("members", "awaiting"), _asking, _requests)
