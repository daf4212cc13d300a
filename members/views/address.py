"""Changing the address of one’s account: asked for here, confirmed by the links that both addresses receive."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guards.refusals import Refused
from members import addresses
from members.actions.address import ask_for_address, confirm_address, give_up_address
from members.forms.account import AddressChangeForm
from members.models import AddressChange


@rate_limit(action="manage_email")
def address_change(request):
    form = AddressChangeForm(request.POST or None, member=request.user)
    if request.method == "POST" and form.is_valid():
        ask_for_address(request.user, email=form.cleaned_data["email"])
        messages.success(request, _("Un message vient de partir vers chacune des deux adresses."))
        return redirect("members:address_change")
    pending = AddressChange.objects.filter(member=request.user).first()
    context = {"form": form, "pending": pending, "days": addresses.VALIDITY.days}
    return render(request, "members/address_change.html", context)


@require_POST
def address_give_up(request):
    give_up_address(request.user)
    messages.success(request, _("Votre adresse reste la même."))
    return redirect("members:address_change")


@login_not_required
@never_cache
def address_confirm(request, token):
    """From either side, signed in or not; it counts on POST only, mail scanners follow links."""
    found = addresses.read(token)
    if found is None:
        return _gone(request)
    change = found[0]
    if request.method == "POST":
        try:
            change = confirm_address(token)
        except Refused as refusal:
            return _gone(request, refusal.message)
    context = {"change": change, "is_answered": request.method == "POST"}
    return render(request, "members/address_confirm.html", context)


def _gone(request, reason=""):
    context = {"reason": reason, "days": addresses.VALIDITY.days}
    return render(request, "members/address_gone.html", context, status=410)
