"""The pages of the agenda, for the search."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from contributions.pages import Page
from events.permissions import can_create
from members.models import Member


def pages(viewer: Member) -> Iterator[Page]:
    """The agenda, one's own registrations and calendar, and for who may the form of a new event."""
    agenda = _("Ateliers, rencontres et groupes de travail à venir.")
    yield Page(_("Agenda"), reverse("events:agenda"), agenda, _("rendez-vous calendrier"))
    mine = _("Les rendez-vous où vous avez une place, et ceux où vous attendez.")
    yield Page(_("Mes inscriptions"), reverse("events:my_registrations"), mine, _("liste d’attente"))
    calendar = _("Voir les rendez-vous dans Outlook ou sur votre téléphone.")
    yield Page(_("Mes abonnements de calendrier"), reverse("events:my_calendar"), calendar, _("abonnement agenda ics"))
    if can_create(viewer):
        create = _("Il reste un brouillon tant que vous ne le publiez pas.")
        yield Page(_("Préparer un rendez-vous"), reverse("events:event_create"), create, _("atelier créer animer"))
