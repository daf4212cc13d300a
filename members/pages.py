"""The pages about who we are, for the search."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from contributions.pages import Page
from members.models import Member


def pages(viewer: Member) -> Iterator[Page]:
    """The directory, the community and its charter, one's own pages."""
    yield Page(_("Charte"), reverse("members:charter"), _("Ce à quoi chaque membre s’engage."), _("règles de vie"))
    yield Page(_("Membres"), reverse("members:directory"), _("L’annuaire, par nom, sujet, site ou direction."))
    yield Page(_("Communauté"), reverse("members:community"), _("Qui nous sommes, et qui vient d’arriver."))
    team = _("Les personnes qui font vivre la communauté, pour un temps choisi.")
    yield Page(_("La core-team"), reverse("members:core_team"), team, _("équipe coordination mandats"))
    committee = _("Les personnes qui préparent le Journal.")
    yield Page(_("Le comité éditorial"), reverse("members:editorial_committee"), committee, _("rédaction relecture"))
    rights = _("Ce que permet chaque rôle.")
    yield Page(_("Qui peut quoi"), reverse("members:rights"), rights, _("droits permissions rôles"))
    yield Page(_("Mon espace"), reverse("members:my_space"), _("Mon profil, ma photo, mes réglages."))
    profile = _("Ce que je dis de moi, et à qui.")
    yield Page(_("Mon profil"), reverse("members:profile_edit"), profile, _("téléphone visibilité fonction"))
    skills = _("Ce sur quoi je peux aider, ce que j’aimerais apprendre.")
    yield Page(_("Mes compétences"), reverse("members:skills_edit"), skills, _("sujets"))
    preferences = _("Langue, thème clair ou sombre, fuseau horaire.")
    yield Page(_("Préférences"), reverse("members:preferences"), preferences, _("réglages"))
    yield Page(_("Mot de passe"), reverse("account_change_password"), _("En choisir un autre."), _("connexion"))
    leaving = _("Ce qui part, ce qui reste, et comment revenir.")
    yield Page(_("Quitter la communauté"), reverse("members:departure"), leaving, _("départ fermer compte"))
