"""One search over all apps, each through what the reader may see."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from capassistant.home.answers import Found, all_answered, answered
from capassistant.home.forms import SearchForm
from members.models import Member


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The first answers of each app, or with ``dans`` all of one."""
    form = SearchForm(request.GET)
    asked = form.read()
    if not asked["q"]:
        found = Found("")
    elif asked["dans"]:
        found = all_answered(asked["q"], cast(Member, request.user), name=asked["dans"], number=asked["page"])
    else:
        found = answered(asked["q"], cast(Member, request.user), as_typed=asked["tel_quel"])
    return render(request, "home/search.html", {"form": form, "asked": asked, "q": found.text, "found": found})
