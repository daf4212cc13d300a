"""The lists that profiles choose from."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from backoffice.site import PortalModelAdmin
from members.models import Department, Site, Skill


class NamesAdmin(PortalModelAdmin):
    view_verb = _("Ranger")
    search_label = _("Nom")
    list_display = ["name"]
    search_fields = ["name"]
    fields = ["name"]


@admin.register(Site)
class SiteAdmin(NamesAdmin):
    add_title = _("Ajouter un site")


@admin.register(Department)
class DepartmentAdmin(NamesAdmin):
    add_title = _("Ajouter une direction")


@admin.register(Skill)
class SkillAdmin(NamesAdmin):
    add_title = _("Ajouter une compétence")
    list_display = ["name", "theme"]
    list_filter = ["theme"]
    fields = ["name", "theme"]
