"""The charter in the back office: drafts are written, publishing asks what it changes."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from backoffice.site import PortalModelAdmin, ReadOnlyAdmin
from guards.refusals import refusals_on
from members.actions.charter import publish_charter
from members.forms.admin import CharterForm, PublishCharterForm
from members.models import CharterAcceptance, CharterVersion


@admin.register(CharterVersion)
class CharterVersionAdmin(PortalModelAdmin):
    section = "members"
    add_verb, add_title = _("Préparer"), _("Préparer une version de la charte")
    form = CharterForm
    list_display = ["number", "title", "state", "kind", "published_at", "published_by"]
    list_display_links = ["number", "title"]
    list_filter = ["state"]
    list_select_related = ["published_by"]
    fields = ["number", "title", "body", "summary", "state", "kind", "reason", "published_at", "fingerprint"]
    change_form_template = "admin/members/charterversion/change_form.html"

    def get_readonly_fields(self, request, obj=None):
        written = ["state", "kind", "reason", "published_at", "fingerprint"]
        return written if obj is None or obj.state == CharterVersion.State.DRAFT else self.fields

    def has_change_permission(self, request, obj=None):
        """A published text is frozen, for everybody."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.state == CharterVersion.State.DRAFT)

    def get_changeform_initial_data(self, request):
        last = CharterVersion.objects.aggregate(last=Max("number"))["last"] or 0
        return {"number": last + 1} | super().get_changeform_initial_data(request)

    def get_urls(self):
        publish = self.admin_site.admin_view(self.publish_view)
        return [path("<int:pk>/publication/", publish, name="members_charterversion_publish"), *super().get_urls()]

    def publish_view(self, request, pk):
        """Ask what kind of change it is and why, then put the version in force."""
        if not request.user.has_perm("members.publish_charter"):
            raise PermissionDenied
        version = self.get_queryset(request).filter(pk=pk, state=CharterVersion.State.DRAFT).first()
        if version is None:
            raise Http404
        form = PublishCharterForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._publish(request, version, form):
            return redirect("admin:members_charterversion_changelist")
        context = self.admin_site.each_context(request) | {
            "title": _("Publier la version %(number)s") % {"number": version.number},
            "version": version, "form": form, "opts": self.opts,
        }  # fmt: skip
        return render(request, "admin/members/charterversion/publish.html", context)

    def _publish(self, request, version, form):
        """Whether it is done; what is refused is said on the form."""
        with refusals_on(form):
            publish_charter(version, by=request.user, **form.cleaned_data)
            self.message_user(request, _("La charte est publiée."), messages.SUCCESS)
        return form.is_valid()


@admin.register(CharterAcceptance)
class CharterAcceptanceAdmin(ReadOnlyAdmin):
    """Who accepted which version, and when; kept for ever."""

    section = "members"
    list_display = ["member", "version", "accepted_at"]
    list_display_links = None
    list_filter = ["version"]
    list_select_related = ["member", "version"]
    search_fields = ["member__search_name__holds"]
    search_label = _("Nom")

    def get_queryset(self, request):
        """The technical administration is invisible to all others."""
        rows = super().get_queryset(request)
        return rows if request.user.is_superuser else rows.filter(member__is_superuser=False)

    def has_view_permission(self, request, obj=None):
        return obj is None and super().has_view_permission(request)
