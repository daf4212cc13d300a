"""The pages of the Journal, for the search."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from contributions.pages import Page
from members.models import Member


def pages(viewer: Member) -> Iterator[Page]:
    """The latest issue, the archives, one's own texts, and for the committee its board."""
    yield Page(_("Le Journal"), reverse("journal:journal"), _("Le dernier numéro paru."), _("articles"))
    archives = _("Tout ce qui est paru, par année, par mois, par rubrique et par signature.")
    yield Page(_("Archives du Journal"), reverse("journal:archives"), archives, _("anciens numéros articles"))
    propose = _("Une idée, une astuce, un texte pour un prochain numéro.")
    yield Page(_("Proposer un sujet au Journal"), reverse("journal:propose"), propose, _("article écrire"))
    yield Page(_("Mes textes"), reverse("journal:my_articles"), _("Vos propositions, et où elles en sont."))
    if viewer.has_perm("journal.view_draft"):
        yield Page(_("Rédaction"), reverse("journal:board"), _("Le numéro en préparation."), _("comité sommaire"))
