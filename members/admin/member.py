"""Members in the back office: read, and change of state by named acts, never by fields."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms import Form
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from backoffice.site import Count, PortalModelAdmin
from clock.words import in_words
from contributions.departure import all_handed_over
from guards.refusals import refusals_on, refusals_told
from members.actions.address import correct_address
from members.actions.invitation import approve, invite, invite_again, refuse
from members.actions.membership import mark_left, pause, resume, suspend
from members.actions.profile import remove_photo
from members.forms.admin import AddressForm, InviteForm, ReasonForm
from members.invitations import ends_at, is_over
from members.models import Appointment, Member, Visibility, states
from members.permissions import can_be_handled
from members.search import in_name, words_of

State = Member.State
LATE = timedelta(days=7)
"""After how long without an answer the first page of the back office counts a request or an invitation."""


@dataclass(frozen=True)
class Act:
    """A change of state that the core-team may decide, from the states in which it makes sense."""

    label: str
    action: object
    states: tuple
    form: type[Form] = Form
    """What is asked for it; nothing but a yes if nothing is said."""
    closes: bool = False
    """Whether what the person holds passes to others."""


ACTS = {
    "accepter": Act(_("Accepter la demande"), approve, states.APPROVAL.sources),
    "refuser": Act(_("Refuser"), refuse, states.REFUSAL.sources, ReasonForm),
    "pause": Act(_("Mettre en pause"), pause, states.PAUSE.sources, closes=True),
    "suspendre": Act(_("Suspendre"), suspend, states.SUSPENSION.sources, ReasonForm, closes=True),
    "rouvrir": Act(_("Rouvrir le compte"), resume, states.RETURN.sources),
    "depart": Act(_("Enregistrer le départ"), mark_left, states.DEPARTURE.sources, closes=True),
    "adresse": Act(_("Changer l’adresse e-mail"), correct_address, states.INSIDE, AddressForm),
    "photo": Act(_("Retirer la photo"), remove_photo, states.INSIDE),
    "inviter": Act(_("Renvoyer l’invitation"), invite_again, states.OPENING.sources),
    "revenir": Act(_("Inviter de nouveau"), invite_again, states.INVITATION_BACK.sources),
}


class ShownSiteFilter(admin.RelatedFieldListFilter):
    """By site, among those who show theirs to the core-team: a filter tells as much as a column."""

    def queryset(self, request, queryset):
        found = super().queryset(request, queryset)
        return found.exclude(site_visibility=Visibility.SELF) if self.used_parameters else found


class TermInline(admin.TabularInline):
    """The roles held, past and present: to read; they are given on their own page."""

    model = Appointment
    template = "admin/members/member/terms.html"
    fk_name = "member"
    fields = readonly_fields = ["role", "title", "starts_on", "ends_on", "reason", "appointed_by"]
    extra = 0
    can_delete = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("appointed_by")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Member)
class MemberAdmin(PortalModelAdmin):
    section = "members"
    list_display = ["sorted_name", "address", "state", "shown_site", "department", "requested_at", "joined_on"]
    list_display_links = ["sorted_name"]
    list_filter = ["state", ("site", ShownSiteFilter), "department"]
    list_select_related = ["site", "department"]
    search_fields = ["search_name", "email"]
    ordering = ["sort_name", "pk"]
    inlines = [TermInline]
    fields = readonly_fields = [
        "first_name", "last_name", "address", "state", "state_reason", "shown_site", "department", "job_title",
        "requested_at", "invited_until", "joined_on", "left_on",
    ]  # fmt: skip
    change_form_template = "admin/members/member/change_form.html"

    @admin.display(description=_("nom"), ordering="sort_name")
    def sorted_name(self, member):
        return f"{member.last_name} {member.first_name}".strip() or str(member)

    @admin.display(description=Member._meta.get_field("email").verbose_name, ordering="email")
    def address(self, member):
        return "" if member.is_erased else member.email

    @admin.display(description=Member._meta.get_field("site").verbose_name)
    def shown_site(self, member):
        return "–" if member.site is None or member.site_visibility == Visibility.SELF else member.site

    @admin.display(description=_("lien de l’invitation"))
    def invited_until(self, member):
        if member.state != State.INVITED:
            return "–"
        day = date_format(timezone.localtime(ends_at(member)), "j F Y")
        return (_("expiré le %(day)s") if is_over(member) else _("valable jusqu’au %(day)s")) % {"day": day}

    def get_queryset(self, request):
        """The technical administration is invisible to all others."""
        members = super().get_queryset(request)
        return members if request.user.is_superuser else members.filter(is_superuser=False)

    def get_search_results(self, request, queryset, search_term):
        for word in words_of(search_term.replace("@", " ")):
            queryset = queryset.filter(in_name(word) | Q(email__icontains=word))
        return queryset, False

    def has_add_permission(self, request):
        return request.user.has_perm("members.invite_member")

    def get_fields(self, request, obj=None):
        return self.fields if obj else InviteForm.Meta.fields

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, **({} if obj else {"form": InviteForm}) | kwargs)

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def save_model(self, request, obj, form, change):
        """Adding is inviting; a change of fields does not exist."""
        if not change:
            obj.pk = invite(by=request.user, **form.cleaned_data).pk

    def get_urls(self):
        acts = self.admin_site.admin_view(self.act_view)
        return [path("<path:object_id>/acte/<slug:act>/", acts, name="members_member_act"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        member = self.get_object(request, unquote(object_id))
        acts = self.acts_for(request, member) if member else {}
        extra = {"acts": acts, "show_save": False, "show_save_and_continue": False, "show_save_and_add_another": False}
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    def acts_for(self, request, member):
        if member.is_erased or not can_be_handled(member, request.user):
            return {}
        possible = {name: act for name, act in ACTS.items() if member.state in act.states}
        if not member.photo:
            possible.pop("photo", None)
        return possible

    def act_view(self, request, object_id, act):
        """Confirm an act, with its reason where one is due, then do it."""
        member = self.get_object(request, unquote(object_id))
        if member is None or act not in ACTS:
            raise Http404
        if act not in self.acts_for(request, member):
            raise PermissionDenied
        form = ACTS[act].form(request.POST if request.method == "POST" else None)
        if form.is_valid() and self._do(request, member, ACTS[act], form):
            return redirect("admin:members_member_change", member.pk)
        context = self.admin_site.each_context(request) | {
            "title": ACTS[act].label, "member": member, "form": form, "opts": self.opts, "act": ACTS[act],
            "held": all_handed_over(member) if ACTS[act].closes else [],
        }  # fmt: skip
        return render(request, "admin/members/member/act.html", context)

    def _do(self, request, member, act, form):
        """Whether the page of the member comes next; a refusal is said there, or on the form where one was filled."""
        with refusals_on(form) if form.fields else refusals_told(request):
            act.action(member, by=request.user, **form.cleaned_data)
            self.message_user(request, _("C’est fait : %(act)s.") % {"act": str(act.label).lower()})
        return form.is_valid()


@admin.site.counter
def to_approve(request):
    waiting = Member.objects.filter(state=State.AWAITING, emailaddress__verified=True).distinct().count()
    return Count(_("À valider"), waiting, reverse("admin:members_member_changelist") + "?state__exact=awaiting")


@admin.site.counter
def to_remind(request):
    """Requests and invitations that nobody has answered for long."""
    since = timezone.now() - LATE
    late = Member.objects.filter(state__in=states.NEWCOMERS, requested_at__lt=since).count()
    label = _("Sans réponse depuis %(days)s jours") % {"days": in_words(LATE.days)}
    return Count(label, late, reverse("admin:members_member_changelist") + "?o=6")


@admin.site.counter
def terms_ending(request):
    ending = Appointment.objects.ending_soon().count()
    return Count(_("Mandats qui se terminent"), ending, reverse("admin:members_appointment_changelist") + "?quand=fin")
