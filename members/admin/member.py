"""Members in the back office: read, and change of state by named acts, never by fields."""

from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Min, OuterRef, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from backoffice.filters import NamedFilter, WordFilter, counted
from backoffice.site import Count, PortalModelAdmin
from backoffice.words import NOTHING
from clock.words import day_in_year, in_words
from contributions.departure import all_handed_over
from guards.refusals import refusals_on
from members.actions.address import correct_address
from members.actions.invitation import approve, invite, invite_again, refuse
from members.actions.membership import mark_left, pause, resume, suspend
from members.actions.profile import remove_photo
from members.admin.acts import Act, Weight, done_for_all, fates
from members.admin.requests import LATE, late_since, requests, unanswered, waiting
from members.admin.rows import MemberList
from members.forms.admin import AddressForm, InviteForm, ReasonForm
from members.invitations import ends_at, is_over
from members.models import Appointment, Member, Visibility, states
from members.permissions import can_be_handled
from members.search import is_called
from members.words import words_of

State = Member.State
ACTS = {
    "accepter": Act(
        _("Accepter la demande"), approve, states.APPROVAL.sources,
        text=_("Le compte s’ouvre. Un e-mail donne le lien pour choisir un mot de passe."),
        icon="hand-waving", weight=Weight.CALLED_FOR,
        fate=_("Le compte s’ouvre ; le lien pour choisir un mot de passe part à %(address)s."),
    ),
    "refuser": Act(
        _("Refuser"), refuse, states.REFUSAL.sources, asks=ReasonForm,
        text=_("Votre raison part telle quelle, signée de la core-team. Puis la demande s’efface."),
        weight=Weight.GRAVE, fate=_("Votre raison part à %(address)s, signée de la core-team."),
    ),
    "pause": Act(
        _("Mettre en pause"), pause, states.PAUSE.sources, closes=True,
        text=_(
            "Plus aucun e-mail. Ses places vont aux listes d’attente, ses mandats s’arrêtent ; tout le reste l’attend."
        ),
        icon="clock",
    ),
    "suspendre": Act(
        _("Suspendre"), suspend, states.SUSPENSION.sources, closes=True, asks=ReasonForm,
        text=_("La connexion se ferme, rien n’est effacé. À réserver à un manquement à la charte."),
        weight=Weight.GRAVE,
    ),
    "rouvrir": Act(
        _("Rouvrir le compte"), resume, states.RETURN.sources,
        text=_("La connexion s’ouvre de nouveau, avec tout ce qui était gardé. Un e-mail l’annonce."),
        icon="hand-waving", weight=Weight.CALLED_FOR,
    ),
    "depart": Act(
        _("Enregistrer le départ"), mark_left, states.DEPARTURE.sources, closes=True,
        text=_("Le compte se ferme, ses places et ses mandats se libèrent. Son nom devient « Ancien membre »."),
        weight=Weight.GRAVE,
    ),
    "adresse": Act(
        _("Changer l’adresse e-mail"), correct_address, states.INSIDE, asks=AddressForm,
        text=_("Les deux adresses en sont prévenues."), icon="envelope-simple",
    ),
    "photo": Act(
        _("Retirer la photo"), remove_photo, states.INSIDE, text=_("Ses initiales la remplacent partout."),
        icon="user-circle",
    ),
    "inviter": Act(
        _("Renvoyer l’invitation"), invite_again, states.OPENING.sources,
        text=_("Un nouveau lien part par e-mail. Le précédent ne sert plus."),
        icon="envelope-simple", weight=Weight.CALLED_FOR,
        fate=_("Un nouveau lien part à %(address)s ; le précédent ne sert plus."),
    ),
    "revenir": Act(
        _("Inviter de nouveau"), invite_again, states.INVITATION_BACK.sources,
        text=_("Un lien part par e-mail. Un oui rend le profil, les accords et l’histoire qui étaient gardés."),
        icon="hand-waving", weight=Weight.CALLED_FOR,
    ),
}  # fmt: skip


class ToDoFilter(WordFilter):
    """Who waits for the core-team."""

    title = _("à faire")
    parameter_name = "afaire"
    kept = {
        "demandes": (_("Demandes à accepter"), waiting),
        "relances": (format_lazy(_("Invitations sans réponse depuis {days} jours"), days=LATE.days), unanswered),
    }


def act_on_all(model_admin, request, chosen, *, name):
    """Say what the act does to each, then, once that was read, do it."""
    act = ACTS[name]
    proven = Exists(EmailAddress.objects.filter(user=OuterRef("pk"), verified=True))
    told = fates(act, chosen.annotate(is_proven=proven), request.user)
    possible = [fate.member for fate in told if not fate.obstacle]
    form = act.form(request.POST if "vu" in request.POST else None)
    if form.is_valid() and possible:
        refused = done_for_all(act, possible, by=request.user, typed=form.cleaned_data)
        return told_of_all(model_admin, request, act, done=len(possible) - len(refused), refused=refused)
    context = model_admin.admin_site.each_context(request) | {
        "title": act.label, "opts": model_admin.opts, "fates": told, "possible": possible, "form": form, "act": act,
        "name": name, "list": list_of(act),
    }  # fmt: skip
    return render(request, "admin/members/member/act_on_all.html", context)


def told_of_all(model_admin, request, act, *, done, refused):
    for sentence in refused:
        model_admin.message_user(request, sentence, messages.ERROR)
    if done:
        words = {"n": done, "act": str(act.label).lower()}
        sentence = ngettext(
            "C’est fait pour %(n)s personne : %(act)s.", "C’est fait pour %(n)s personnes : %(act)s.", done
        )
        model_admin.message_user(request, sentence % words, messages.SUCCESS)
    return redirect(list_of(act))


def list_of(act):
    """Where those for whom the act is called for are chosen."""
    page = "requests" if State.AWAITING in act.states else "changelist"
    return reverse(f"admin:members_member_{page}")


def for_several(name):
    """The act of that name, chosen in the list."""

    @admin.action(description=ACTS[name].label, permissions=["change"])
    def act(model_admin, request, chosen):
        return act_on_all(model_admin, request, chosen, name=name)

    act.__name__ = name
    return act


class ShownSiteFilter(NamedFilter):
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
    add_verb, add_title = _("Inviter"), _("Inviter une personne")
    save_label = _("Envoyer l’invitation")
    search_label = _("Nom ou adresse")
    list_display = ["sorted_name", "shown_state", "shown_site", "department", "address", "joined_on"]
    list_display_links = ["sorted_name"]
    list_filter = [ToDoFilter, "state", ("site", ShownSiteFilter), "department"]
    list_select_related = ["site", "department"]
    search_fields = ["search_name", "email"]
    ordering = ["sort_name", "pk"]
    inlines = [TermInline]
    actions = [for_several(name) for name, act in ACTS.items() if act.fate]
    fields = readonly_fields = [
        "first_name", "last_name", "address", "state", "state_reason", "shown_site", "department", "job_title",
        "requested_at", "invited_until", "joined_on", "left_on",
    ]  # fmt: skip
    add_form_template = "admin/change_form.html"
    change_form_template = "admin/members/member/change_form.html"

    @admin.display(description=_("nom"), ordering="sort_name")
    def sorted_name(self, member):
        return f"{member.last_name} {member.first_name}".strip() or str(member)

    @admin.display(description=_("état"), ordering="state")
    def shown_state(self, member):
        return member.get_state_display()

    def get_changelist(self, request, **kwargs):
        return MemberList

    def title_of(self, member):
        return member.both_names or member.full_name

    @admin.display(description=Member._meta.get_field("email").verbose_name, ordering="email")
    def address(self, member):
        return "" if member.is_erased else member.email

    @admin.display(description=Member._meta.get_field("site").verbose_name)
    def shown_site(self, member):
        return NOTHING if member.site is None or member.site_visibility == Visibility.SELF else member.site

    @admin.display(description=_("lien de l’invitation"))
    def invited_until(self, member):
        if member.state != State.INVITED:
            return NOTHING
        day = day_in_year(ends_at(member))
        return (_("expiré le %(day)s") if is_over(member) else _("valable jusqu’au %(day)s")) % {"day": day}

    def get_queryset(self, request):
        """The technical administration is invisible to all others."""
        members = super().get_queryset(request)
        return members if request.user.is_superuser else members.filter(is_superuser=False)

    def get_search_results(self, request, queryset, search_term):
        for word in words_of(search_term.replace("@", " ")):
            queryset = queryset.filter(is_called(word) | Q(email__icontains=word.folded))
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
        guarded = self.admin_site.admin_view
        return [
            path("demandes/", guarded(self.requests_view), name="members_member_requests"),
            path("<path:object_id>/acte/<slug:act>/", guarded(self.act_view), name="members_member_act"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        member = self.get_object(request, unquote(object_id))
        acts = self.acts_for(request, member) if member else {}
        grave = any(act.is_grave for act in acts.values())
        extra = {"acts": acts, "has_grave_acts": grave, "show_save": False, "show_save_and_add_another": False}
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
        """Whether it is done; what is refused is said on the form, which keeps what was typed."""
        with refusals_on(form):
            act.action(member, by=request.user, **form.cleaned_data)
            self.message_user(request, _("C’est fait : %(act)s.") % {"act": str(act.label).lower()}, messages.SUCCESS)
        return form.is_valid()

    @method_decorator(require_safe)
    def requests_view(self, request):
        """Who asks to join, with what is worth knowing; those who raise no question are chosen already."""
        if not request.user.has_perm("members.invite_member"):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": _("Demandes à accepter"), "opts": self.opts, "requests": requests(self.get_queryset(request)),
        }  # fmt: skip
        return render(request, "admin/members/member/requests.html", context)


@admin.site.counter
def to_approve(request):
    rows, _list = counted(request, Member, ToDoFilter, "demandes")
    first = rows.order_by("requested_at", "pk").first()
    text = _("La plus ancienne : %(name)s.") % {"name": first.both_names} if first else ""
    return Count(
        ToDoFilter.kept["demandes"][0], rows.count(), reverse("admin:members_member_requests"), text, _("Répondre"),
        late_since(first and first.requested_at),
    )  # fmt: skip


@admin.site.counter
def to_remind(request):
    """Invitations that nobody has answered for long."""
    rows, address = counted(request, Member, ToDoFilter, "relances")
    oldest = rows.aggregate(first=Min("requested_at"))["first"]
    label = _("Invitations sans réponse depuis %(days)s jours") % {"days": in_words(LATE.days)}
    return Count(
        label, rows.count(), address, _("Un nouveau lien peut leur être envoyé."), _("Les voir"), late_since(oldest)
    )
