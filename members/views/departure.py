"""Leaving the community by oneself: what that means is said first, and nothing happens before a deliberate yes."""

from allauth.decorators import rate_limit
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from contributions.departure import all_handed_over
from guards.refusals import refusals_on
from members.actions.membership import leave
from members.forms.account import DepartureForm


@rate_limit(action="reauthenticate")
def departure(request):
    form = DepartureForm(request.POST or None, member=request.user)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            leave(request.user)
            logout(request)
            return redirect("members:departure_done")
    return render(request, "members/departure.html", {"form": form, "held": all_handed_over(request.user)})


@login_not_required
@require_safe
def departure_done(request):
    """The account is closed; the way back. Who has an open one is not told so."""
    if request.user.is_authenticated:
        return redirect("members:my_space")
    return render(request, "members/departure_done.html")
