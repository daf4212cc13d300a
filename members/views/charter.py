"""The charter: its text, its versions, the answer of each member."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guards.refusals import refusals_on
from members.actions.charter import accept_charter
from members.charter import status_for
from members.forms.charter import CharterAcceptForm
from members.models import CharterVersion
from ui.diff import compare


@login_not_required
@require_safe
def charter(request):
    """The version in force, and for a member where he or she stands."""
    return render(request, "members/charter.html", _page(request, CharterVersion.objects.in_force()))


@login_not_required
@require_safe
def charter_version(request, number):
    """Any version that is or was in force, with what changed since the one before."""
    version = get_object_or_404(CharterVersion.objects.published(), number=number)
    before = CharterVersion.objects.published().filter(number__lt=number).first()
    context = {
        "version": version,
        "before": before,
        "paragraphs": compare(before.body, version.body) if before else [],
        "versions": CharterVersion.objects.published(),
    }
    return render(request, "members/charter_version.html", context)


@require_POST
def charter_accept(request):
    form = CharterAcceptForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            accept_charter(request.user, number=form.cleaned_data["number"])
            messages.success(request, _("Merci : votre accord est enregistré."))
            return redirect("members:charter")
    version = CharterVersion.objects.in_force()
    if version is None:
        raise Http404
    return render(request, "members/charter.html", _page(request, version, form))


@require_safe
def charter_decline(request):
    """Not ready to accept: three ways out, none of them closed."""
    return render(request, "members/charter_decline.html", {"version": CharterVersion.objects.in_force()})


def _page(request, version, form=None):
    context = {"version": version, "versions": CharterVersion.objects.published()}
    if version and request.user.is_authenticated:
        status = status_for(request.user)
        acceptance = request.user.acceptances.filter(version__number=status.accepted).select_related("version").first()
        context |= {
            "status": status,
            "acceptance": acceptance,
            "form": form or CharterAcceptForm(initial={"number": version.number}),
        }
    return context
