"""The back office of the working groups."""

from django.contrib import admin

from backoffice.site import PortalModelAdmin
from groups.models import WorkingGroup


@admin.register(WorkingGroup)
class WorkingGroupAdmin(PortalModelAdmin):
    section = "events"
    list_display = ["name", "purpose", "lead", "opened_on", "closed_on"]
    list_select_related = ["lead"]
    autocomplete_fields = ["lead"]
    search_fields = ["name", "purpose"]
    prepopulated_fields = {"slug": ["name"]}
