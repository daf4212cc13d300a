"""What a member had typed when the session ended, offered once she or he is back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from guards import typed

SHORT = 10
"""Signs: what is shorter says nothing without its form (a choice, a number)."""


@require_safe
def typed_again(request: HttpRequest) -> HttpResponse:
    found = typed.waiting(request)
    if found is None:
        return redirect("home")
    texts = [value for _name, value in found["fields"] if len(value) > SHORT]
    return render(request, "home/typed_again.html", {"typed": found, "texts": texts})
