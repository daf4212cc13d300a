"""The journal of acts: who did what, when, from what to what; written by the database, to read only."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from members.adminsite import ReadOnlyAdmin, site
from members.models import Act, Member

KINDS = {
    "members.MemberHistory": _("Membre"),
    "members.AppointmentHistory": _("Mandat"),
    "members.CharterVersionHistory": _("Charte"),
}
LABELS = {"insert": _("création"), "update": _("modification"), "delete": _("suppression")}


class KindFilter(admin.SimpleListFilter):
    title = _("objet")
    parameter_name = "objet"

    def lookups(self, request, model_admin):
        return list(KINDS.items())

    def queryset(self, request, queryset):
        return queryset.filter(pgh_model=self.value()) if self.value() in KINDS else queryset


@admin.register(Act, site=site)
class HistoryAdmin(ReadOnlyAdmin):
    section = "settings"
    list_display = ["pgh_created_at", "author", "kind", "thing", "label", "change"]
    list_display_links = None
    list_filter = [KindFilter, "pgh_created_at"]
    list_select_related = ["user"]
    ordering = ["-pgh_created_at"]

    def get_queryset(self, request):
        events = Act.objects.all().order_by("-pgh_created_at")
        if request.user.is_superuser:
            return events
        hidden = [str(pk) for pk in Member.objects.filter(is_superuser=True).values_list("pk", flat=True)]
        return events.exclude(pgh_obj_model="members.Member", pgh_obj_id__in=hidden)

    def has_view_permission(self, request, obj=None):
        return obj is None and request.user.has_perm("members.view_history")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    @admin.display(description=_("qui"))
    def author(self, event):
        return event.user or _("le système")

    @admin.display(description=_("objet"))
    def kind(self, event):
        return KINDS.get(event.pgh_model, event.pgh_model)

    @admin.display(description=_("lequel"))
    def thing(self, event):
        row = event.pgh_data
        names = [row.get(key) for key in ("first_name", "last_name", "role", "number")]
        return " ".join(str(name) for name in names if name) or event.pgh_obj_id

    @admin.display(description=_("acte"))
    def label(self, event):
        return LABELS.get(event.pgh_label, event.pgh_label)

    @admin.display(description=_("avant → après"))
    def change(self, event):
        return " ; ".join(f"{name} : {before} → {after}" for name, (before, after) in (event.pgh_diff or {}).items())
