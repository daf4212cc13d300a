"""Three short pages for those who arrive; « Plus tard » is on each, and each is saved by itself."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from guards.refusals import refusals_on
from guards.versions import written
from members.actions.charter import accept_charter
from members.actions.profile import finish_welcome, save_profile, save_skills
from members.charter import status_for
from members.forms.charter import CharterAcceptForm
from members.forms.profile import ProfileForm, SkillsForm
from members.models import CharterVersion, Member


def welcome(request):
    """The way in: what awaits, in two minutes."""
    return render(request, "members/welcome.html")


def welcome_profile(request):
    form, saved = written(
        lambda: ProfileForm(request.POST or None, instance=Member.objects.get(pk=request.user.pk)),
        lambda form: save_profile(form.instance, version=form.version),
    )
    if saved:
        return redirect("members:welcome_skills")
    return render(request, "members/welcome_profile.html", {"form": form, "step": 1})


def welcome_skills(request):
    form = SkillsForm(request.POST or None, member=request.user, submit_label=_("Je continue"))
    if request.method == "POST" and form.is_valid():
        save_skills(request.user, **form.cleaned_data)
        return redirect("members:welcome_charter") if status_for(request.user).is_asked else _finish(request)
    return render(request, "members/welcome_skills.html", {"form": form, "step": 2})


def welcome_charter(request):
    version = CharterVersion.objects.in_force()
    if version is None or not status_for(request.user).is_asked:
        return redirect("/")
    form = CharterAcceptForm(request.POST or None, initial={"number": version.number})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            accept_charter(request.user, number=form.cleaned_data["number"])
            return _finish(request)
    return render(request, "members/welcome_charter.html", {"form": form, "version": version, "step": 3})


def _finish(request):
    finish_welcome(request.user)
    messages.success(request, _("Tout est prêt. Choisissez un premier rendez-vous."))
    return redirect("/")
