"""Taking part waits for the charter; reading never does."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from guards import typed
from members.charter import status_for


def charter_accepted(view):
    """Send a member whose answer is due to the charter instead of doing what was asked."""

    @wraps(view)
    def gated(request, *args, **kwargs):
        if request.method == "POST" and status_for(request.user).state == "due":
            messages.warning(
                request, _("Avant de participer, il reste à lire et à accepter la charte. Deux minutes suffisent.")
            )
            return redirect(typed.PAGE if typed.keep(request) else "members:charter")
        return view(request, *args, **kwargs)

    return gated
