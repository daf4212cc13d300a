"""Terms in the back office: given, prolonged, ended; who holds what today."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members import actions
from members.adminsite import PortalModelAdmin, site
from members.models import Appointment


class WhenFilter(admin.SimpleListFilter):
    title = _("moment")
    parameter_name = "quand"

    def lookups(self, request, model_admin):
        return [
            ("aujourdhui", _("Qui détient quoi aujourd’hui")),
            ("fin", _("Se terminent dans les 90 jours")),
            ("avenir", _("À venir")),
            ("passe", _("Terminés")),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        choices = {
            "aujourdhui": queryset.today,
            "fin": lambda: queryset.ending_before(today + timedelta(days=90)),
            "avenir": lambda: queryset.filter(starts_on__gt=today),
            "passe": lambda: queryset.filter(ends_on__lt=today),
        }
        return choices[self.value()]() if self.value() in choices else queryset


@admin.register(Appointment, site=site)
class AppointmentAdmin(PortalModelAdmin):
    section = "members"
    list_display = ["member", "role", "title", "starts_on", "ends_on", "appointed_by"]
    list_filter = [WhenFilter, "role"]
    list_select_related = ["member", "appointed_by"]
    search_fields = ["member__search_name", "title"]
    autocomplete_fields = ["member"]
    ordering = [F("ends_on").desc(nulls_first=True), "-starts_on", "pk"]
    fields = ["member", "role", "title", "starts_on", "ends_on", "reason", "appointed_by", "created_at"]
    actions = ["end_today"]

    def get_queryset(self, request):
        terms = super().get_queryset(request)
        return terms if request.user.is_superuser else terms.filter(member__is_superuser=False)

    def get_readonly_fields(self, request, obj=None):
        written = ["appointed_by", "created_at"]
        return [*written, "member", "role", "starts_on"] if obj else written

    def has_change_permission(self, request, obj=None):
        """Nobody changes his or her own terms."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or request.user.is_superuser or obj.member_id != request.user.pk)

    def save_model(self, request, obj, form, change):
        act = actions.change_appointment if change else actions.appoint
        act(obj, by=request.user)

    @admin.action(description=_("Terminer ces mandats aujourd’hui"), permissions=["change"])
    def end_today(self, request, queryset):
        for term in queryset.today().select_related("member"):
            actions.end_appointment(term, on=timezone.localdate(), by=request.user)
