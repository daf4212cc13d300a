"""What waits for a member among messages: an address to which nothing is sent any more."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clock.words import in_words
from contributions.awaiting import Awaited, Counted, Found, Fragment, Reader, Urgency
from mailing.addresses import blocked
from mailing.models import HARD_FAILURES_ALLOWED, FailingAddress


def waiting(member: AbstractBaseUser) -> Iterator[Counted]:
    """The address of ``member``, when it is blocked."""
    yield BLOCKED


def _blocked(found: Found) -> Awaited:
    url = reverse("contact:thread_write")
    return Awaited(
        Urgency.HOLDS_BACK,
        tab=_("Adresse à vérifier"),
        icon="envelope-simple",
        title=found.title,
        text=_(
            "Elle a refusé %(most)s messages de suite : plus rien n’y part. Vérifiez-la : la core-team la corrige si"
            " elle a changé, ou lève le blocage si elle est juste."
        )
        % {"most": in_words(HARD_FAILURES_ALLOWED)},
        label=_("Écrire à la core-team"),
        url=url,
        said=Fragment(_("Vos e-mails n’arrivent plus :"), _("prévenez la core-team"), url),
    )


def _own(reader: Reader) -> QuerySet[FailingAddress]:
    return blocked().filter(address=reader.address)


BLOCKED = Counted(("mailing", "blocked"), _own, _blocked, title="address")
