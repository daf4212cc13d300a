"""The agenda in the back office: lists to find things, and the same actions as on the site."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from backoffice.filters import WordFilter, counted
from backoffice.forms import BackofficeForm
from backoffice.site import Count, PortalModelAdmin, ReadOnlyAdmin
from events.actions.event import save_event
from events.forms.fields import StoredEventForm
from events.models import Event, Registration


class NoHostFilter(WordFilter):
    title = _("animation")
    parameter_name = "animation"
    kept = {"sans": (_("À venir, sans animation"), lambda events: events.without_host())}


class EventForm(StoredEventForm, BackofficeForm):
    """The few fields of an event that the back office changes."""


@admin.register(Event)
class EventAdmin(PortalModelAdmin):
    section = "events"
    search_label = _("Titre ou lieu")
    form = EventForm
    list_display = ["title", "kind", "format", "state", "starts_at", "seats", "taken_count"]
    list_filter = [NoHostFilter, "state", "kind", "format", "site"]
    search_fields = ["title", "place"]
    date_hierarchy = "starts_at"
    ordering = ["-starts_at", "-pk"]
    fieldsets = [
        (None, {"fields": ["title", "promise", "kind", "group", "run_by", "state", "cancellation_reason"]}),
        (_("Quand et où"), {"fields": ["starts_at", "ends_at", "format", "place", "site", "join_url"]}),
        (
            _("Inscriptions"),
            {"fields": ["seats", "taken_count", "registration_opens_at", "registration_closes_at"]},
        ),
        (_("Suivi"), {"fields": ["uid", "sequence", "changed_at", "changed_by"]}),
    ]
    readonly_fields = [
        "run_by", "state", "cancellation_reason", "taken_count", "uid", "sequence", "changed_at", "changed_by",
    ]  # fmt: skip

    @admin.display(description=_("animation"))
    def run_by(self, event):
        """Who runs it: to read; they are named on the event's own page."""
        return ", ".join(member.full_name for member in event.host_list) or "–"

    def has_add_permission(self, request):
        """An event is prepared on the site, where its text and its hosts are written."""
        return False

    def save_model(self, request, obj, form, change):
        save_event(obj, by=request.user, version=form.version)


@admin.register(Registration)
class RegistrationAdmin(ReadOnlyAdmin):
    section = "events"
    list_display = ["event", "member", "status", "queued_at", "promoted_at", "left_at", "attendance"]
    list_filter = ["status", "attendance", "queued_at"]
    list_select_related = ["event", "member"]
    search_label = _("Rendez-vous ou nom")
    search_fields = ["event__title", "member__search_name__holds"]
    ordering = ["-queued_at", "-pk"]

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("events.view_registration_list")

    def has_module_permission(self, request):
        return self.has_view_permission(request)


@admin.site.counter
def events_without_host(request):
    """What comes and has nobody to run it."""
    if not request.user.has_perm("events.view_event"):
        return None
    rows, address = counted(request, Event, NoHostFilter, "sans")
    return Count(_("Rendez-vous sans animation"), rows.count(), address, _("Il faut quelqu’un pour les animer."))
