"""My space: my profile, my photo, my skills, my preferences."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guards.refusals import refusals_on
from guards.versions import written
from mailing.addresses import is_failing
from mailing.models import HARD_FAILURES_ALLOWED
from members.actions.profile import save_profile, save_skills, set_photo, withdraw_photo
from members.charter import status_for
from members.forms.profile import PhotoForm, PreferencesForm, PreviewedProfileForm, PreviewForm, ProfileForm, SkillsForm
from members.models import Member
from members.profile import current_terms
from members.views.profile import page_of
from members.visibility import ProfileView, Visibility

PLAYED = {
    "membre": {Visibility.MEMBERS},
    "core-team": {Visibility.MEMBERS, Visibility.CORE_TEAM},
}


@require_safe
def my_space(request):
    context = {"current": current_terms(request.user), "charter": status_for(request.user)}
    return render(request, "members/my_space.html", context)


def profile_edit(request):
    form, saved = written(
        lambda: ProfileForm(request.POST or None, instance=_mine(request)),
        lambda form: save_profile(form.instance, version=form.version),
    )
    if saved:
        messages.success(request, _("Votre profil est à jour."))
        return redirect("members:my_space")
    return render(request, "members/profile_edit.html", {"form": form})


def profile_preview(request):
    """« Voir mon profil comme… »: as saved, or as typed when the form comes along; nothing is saved."""
    me = _mine(request)
    if request.method == "POST":
        form = PreviewedProfileForm(request.POST, instance=me)
        if not form.is_valid():
            return render(request, "members/profile_edit.html", {"form": form})
    asked = PreviewForm(request.POST or request.GET)
    asked.is_valid()
    played = asked.cleaned_data.get("comme") or "membre"
    context = page_of(ProfileView(me, request.user, level=PLAYED[played]), request.user)
    return render(request, "members/profile_preview.html", context | {"played": played, "unsaved": request.POST})


def photo_edit(request):
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, beside="photo"):
            set_photo(request.user, form.cleaned_data["photo"])
            messages.success(request, _("Votre photo est publiée."))
            return redirect("members:my_space")
    return render(request, "members/photo_edit.html", {"form": form})


@require_POST
def photo_withdraw(request):
    withdraw_photo(request.user)
    messages.success(request, _("Votre photo est retirée : vos initiales la remplacent partout."))
    return redirect("members:my_space")


def skills_edit(request):
    form = SkillsForm(request.POST or None, member=request.user)
    if request.method == "POST" and form.is_valid():
        save_skills(request.user, **form.cleaned_data)
        messages.success(request, _("Vos compétences sont à jour."))
        return redirect("members:my_space")
    return render(request, "members/skills_edit.html", {"form": form})


def preferences(request):
    form = PreferencesForm(request.POST or None, instance=_mine(request))
    if request.method == "POST" and form.is_valid():
        form.instance.save(update_fields=form.Meta.fields)
        messages.success(request, _("Vos préférences sont enregistrées."))
        return redirect("members:preferences")
    context = {"form": form, "is_blocked": is_failing(request.user.email), "refusals": HARD_FAILURES_ALLOWED}
    return render(request, "members/preferences.html", context)


def _mine(request):
    """My row, apart from ``request.user``: what is typed and refused must not show in the page's header."""
    return Member.objects.with_roles_today().select_related("site", "department", "backup").get(pk=request.user.pk)
