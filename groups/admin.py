"""The back office of the working groups."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from backoffice.site import PortalModelAdmin
from groups.models import WorkingGroup


@admin.register(WorkingGroup)
class WorkingGroupAdmin(PortalModelAdmin):
    section = "events"
    add_verb, add_title = _("Créer"), _("Créer un groupe de travail")
    search_label = _("Nom ou but")
    list_display = ["name", "purpose", "lead", "opened_on", "closed_on"]
    list_select_related = ["lead"]
    search_fields = ["name", "purpose"]
    prepopulated_fields = {"slug": ["name"]}
