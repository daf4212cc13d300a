"""The lists that profiles choose from."""

from django.contrib import admin

from backoffice.site import PortalModelAdmin
from members.models import Department, Site, Skill


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
    list_display = ["name", "theme"]
    list_filter = ["theme"]
    fields = ["name", "theme"]
