"""Joining through the signed link of an invitation, or after having confirmed an address."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guards.refusals import Refused
from members import invitations
from members.actions.invitation import accept_invitation
from members.forms.account import InvitationForm
from members.models import Member

BACKEND = "members.backends.RoleBackend"


@login_not_required
@never_cache
def invitation(request, token):
    """Name and password; the account opens on POST only, mail scanners follow links."""
    member = invitations.member_for(token, Member.objects.all())
    if member is None:
        return _gone(request)
    form = InvitationForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        try:
            member = accept_invitation(token, **form.cleaned_data)
        except Refused:
            return _gone(request)
        login(request, member, backend=BACKEND)
        messages.success(request, _("Votre compte est ouvert. Bienvenue, %(name)s.") % {"name": member.first_name})
        return redirect("members:my_space" if member.welcomed_at else "members:welcome")
    until = invitations.ends_at(member) if member.state == Member.State.INVITED else None
    context = {"form": form, "invited": member, "until": until}
    return render(request, "members/invitation.html", context)


@login_not_required
@require_safe
def request_confirmed(request):
    """The address is proven, the core-team has the request."""
    return render(request, "members/request_confirmed.html", {"days": invitations.PATIENCE.days})


def _gone(request):
    context = {"days": invitations.VALIDITY.days, "kept": invitations.KEPT.days}
    return render(request, "members/invitation_gone.html", context, status=410)
