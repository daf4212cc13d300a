"""One search over all apps, each through what the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from capassistant.home.forms import SearchForm
from contributions import contributed


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    groups = [app.found(text, request.user) for app in contributed("search")] if text else []
    context = {"form": form, "q": text, "groups": groups, "total": sum(group.total for group in groups)}
    return render(request, "home/search.html", context)
