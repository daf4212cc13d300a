"""The pages about the portal, for the search."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from contributions.pages import Page
from members.models import Member


def pages(viewer: Member) -> Iterator[Page]:
    """Help, personal data, accessibility, and for who may the back office."""
    yield Page(_("Aide"), reverse("help_page"), _("Comment faire, et à qui demander."), _("questions contact"))
    privacy = _("Ce qui est gardé, combien de temps, et vos droits.")
    yield Page(_("Données personnelles"), reverse("privacy"), privacy, _("confidentialité vie privée rgpd cookies"))
    access = _("Ce qui est fait pour que chaque personne puisse se servir du portail.")
    yield Page(_("Accessibilité"), reverse("accessibility"), access, _("handicap rgaa"))
    if viewer.is_staff:
        yield Page(_("Coulisses"), f"/{settings.ADMIN_PATH}", _("L’administration du portail."), _("administration"))
