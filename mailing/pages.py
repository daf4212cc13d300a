"""The page of the mails that one chooses, for the search."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from contributions.pages import Page


def pages(viewer: object) -> Iterator[Page]:
    """What the portal writes to one."""
    about = _("Choisir les messages que le portail vous envoie.")
    yield Page(_("Mes messages"), reverse("mailing:message_choices"), about, _("e-mails notifications rappels"))
