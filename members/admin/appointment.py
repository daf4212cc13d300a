"""Terms in the back office: given, prolonged, ended; who holds what today."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from backoffice.site import PortalModelAdmin
from guards.refusals import refusals_on
from members import rights
from members.actions.appointment import appoint, change_appointment, end_appointment, hand_over
from members.forms.admin import HandOverForm
from members.models import Appointment, Role
from members.models.appointment import SOON
from members.permissions import is_own_case


class WhenFilter(admin.SimpleListFilter):
    title = _("moment")
    parameter_name = "quand"

    def lookups(self, request, model_admin):
        return [
            ("aujourdhui", _("Qui détient quoi aujourd’hui")),
            ("fin", _("Se terminent dans les %(days)s jours") % {"days": SOON.days}),
            ("avenir", _("À venir")),
            ("passe", _("Terminés")),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        choices = {
            "aujourdhui": queryset.today,
            "fin": queryset.ending_soon,
            "avenir": lambda: queryset.filter(starts_on__gt=today),
            "passe": lambda: queryset.filter(ends_on__lt=today),
        }
        return choices[self.value()]() if self.value() in choices else queryset


@admin.register(Appointment)
class AppointmentAdmin(PortalModelAdmin):
    section = "members"
    list_display = ["member", "role", "title", "starts_on", "ends_on", "appointed_by"]
    list_filter = [WhenFilter, "role"]
    list_select_related = ["member", "appointed_by"]
    search_fields = ["member__search_name__holds", "title"]
    autocomplete_fields = ["member"]
    ordering = [F("ends_on").desc(nulls_first=True), "-starts_on", "pk"]
    fields = ["member", "role", "title", "starts_on", "ends_on", "reason", "appointed_by", "created_at"]
    actions = ["end_today"]
    change_form_template = "admin/members/appointment/change_form.html"

    def get_queryset(self, request):
        terms = super().get_queryset(request)
        return terms if request.user.is_superuser else terms.filter(member__is_superuser=False)

    def get_readonly_fields(self, request, obj=None):
        written = ["appointed_by", "created_at"]
        return [*written, "member", "role", "starts_on"] if obj else written

    def has_change_permission(self, request, obj=None):
        """Nobody changes his or her own terms."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not is_own_case(obj.member_id, request.user))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form says what each role gives."""
        gifts = [(role, rights.sentence(role)) for role in Role]
        return super().changeform_view(request, object_id, form_url, {"gifts": gifts} | (extra_context or {}))

    def get_urls(self):
        relay = self.admin_site.admin_view(self.hand_over_view)
        return [path("<int:pk>/relais/", relay, name="members_appointment_hand_over"), *super().get_urls()]

    def hand_over_view(self, request, pk):
        """Ask for the day and the person, then end this term and begin the next one; one's own too."""
        if not request.user.has_perms(["members.add_appointment", "members.change_appointment"]):
            raise PermissionDenied
        term = self.get_queryset(request).select_related("member").filter(pk=pk).first()
        if term is None or term.is_over:
            raise Http404
        form = HandOverForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._hand_over(request, term, form):
            return redirect("admin:members_appointment_changelist")
        context = self.admin_site.each_context(request) | {
            "title": _("Passer le relais"), "term": term, "form": form, "opts": self.opts,
            "gift": rights.sentence(term.role),
        }  # fmt: skip
        return render(request, "admin/members/appointment/hand_over.html", context)

    def _hand_over(self, request, term, form):
        """Whether it is done; what is refused is said on the form."""
        with refusals_on(form):
            following = hand_over(term, by=request.user, **form.cleaned_data)
            words = {"name": following.member, "day": date_format(following.starts_on, "j F Y")}
            done = _("Le relais est passé à %(name)s, qui tient le rôle à partir du %(day)s.") % words
            self.message_user(request, done, messages.SUCCESS)
        return form.is_valid()

    def save_model(self, request, obj, form, change):
        if change:
            change_appointment(obj, by=request.user, version=form.version)
        else:
            appoint(obj, by=request.user)

    @admin.action(description=_("Terminer ces mandats aujourd’hui"), permissions=["change"])
    def end_today(self, request, queryset):
        for term in queryset.today().select_related("member"):
            end_appointment(term, on=timezone.localdate(), by=request.user)
