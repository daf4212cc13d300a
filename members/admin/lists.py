"""The lists that profiles choose from."""

from django.contrib import admin

from backoffice.site import PortalModelAdmin
from members.models import Department, Site, Skill, WorkingGroup


class NamesAdmin(PortalModelAdmin):
    list_display = ["name"]
    search_fields = ["name"]
    fields = ["name"]


@admin.register(Site)
class SiteAdmin(NamesAdmin):
    pass


@admin.register(Department)
class DepartmentAdmin(NamesAdmin):
    pass


@admin.register(Skill)
class SkillAdmin(NamesAdmin):
    pass


@admin.register(WorkingGroup)
class WorkingGroupAdmin(PortalModelAdmin):
    section = "events"
    list_display = ["name", "purpose", "lead", "opened_on", "closed_on"]
    list_select_related = ["lead"]
    autocomplete_fields = ["lead"]
    search_fields = ["name", "purpose"]
    prepopulated_fields = {"slug": ["name"]}
