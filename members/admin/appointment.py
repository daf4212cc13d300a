"""Terms in the back office: given, prolonged, ended; who holds what today."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from backoffice.filters import WordFilter, counted
from backoffice.site import Count, PortalModelAdmin, is_id
from clock.words import dated
from guards.refusals import refusals_on
from members import rights
from members.actions.appointment import appoint, change_appointment, end_appointment, hand_over
from members.forms.admin import AppointmentForm, HandOverForm, typed_names
from members.models import Appointment, Member, Role
from members.models.appointment import SOON, last_day
from members.permissions import is_own_case


class WhenFilter(WordFilter):
    title = _("moment")
    parameter_name = "quand"
    kept = {
        "aujourdhui": (_("Qui détient quoi aujourd’hui"), lambda terms: terms.today()),
        "fin": (
            format_lazy(_("Se terminent dans les {days} jours"), days=SOON.days),
            lambda terms: terms.ending_soon(),
        ),
        "avenir": (_("À venir"), lambda terms: terms.filter(starts_on__gt=timezone.localdate())),
        "passe": (_("Terminés"), lambda terms: terms.filter(ends_on__lt=timezone.localdate())),
    }


@admin.register(Appointment)
class AppointmentAdmin(PortalModelAdmin):
    section = "members"
    form = AppointmentForm
    add_verb, add_title, save_label = _("Nommer"), _("Nommer à un rôle"), _("Nommer")
    search_label = _("Nom ou fonction")
    list_display = ["member", "role", "title", "starts_on", "ends_on", "appointed_by"]
    list_filter = [WhenFilter, "role"]
    list_select_related = ["member", "appointed_by"]
    search_fields = ["member__search_name__holds", "title"]
    ordering = [F("ends_on").desc(nulls_first=True), "-starts_on", "pk"]
    fields = ["member", "role", "title", "starts_on", "ends_on", "reason"]
    actions = ["end_today"]
    change_form_template = "admin/members/appointment/change_form.html"

    def get_queryset(self, request):
        terms = super().get_queryset(request)
        return terms if request.user.is_superuser else terms.filter(member__is_superuser=False)

    def get_fields(self, request, obj=None):
        return [*self.fields, "appointed_by", "created_at"] if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        return ["appointed_by", "created_at", "member", "role", "starts_on"] if obj else []

    def get_changeform_initial_data(self, request):
        """The person by name, and the last day of a term of the usual length."""
        given = super().get_changeform_initial_data(request)
        number, today = given.get("member", ""), timezone.localdate()
        known = typed_names().get(int(number)) if is_id(Member._meta, number) else None
        return {"starts_on": today, "ends_on": last_day(today)} | given | {"member": known[0] if known else ""}

    def has_change_permission(self, request, obj=None):
        """Nobody changes his or her own terms."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not is_own_case(obj.member_id, request.user))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form says what each role gives."""
        gifts = [(role, rights.sentences(role)) for role in Role]
        return super().changeform_view(request, object_id, form_url, {"all_gifts": gifts} | (extra_context or {}))

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
            "gifts": rights.sentences(term.role),
        }  # fmt: skip
        return render(request, "admin/members/appointment/hand_over.html", context)

    def _hand_over(self, request, term, form):
        """Whether it is done; what is refused is said on the form."""
        with refusals_on(form):
            following = hand_over(term, by=request.user, **form.cleaned_data)
            words = {"name": following.member, "day": dated(following.starts_on)}
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


@admin.site.counter
def terms_ending(request):
    rows, address = counted(request, Appointment, WhenFilter, "fin")
    text = _("Dans les %(days)s jours : à prolonger ou à transmettre.") % {"days": SOON.days}
    return Count(_("Mandats qui se terminent"), rows.count(), address, text, _("Prévoir la relève"))
