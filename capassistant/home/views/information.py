"""The menu of the phone, and what is said of the portal itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.invitations import KEPT, PATIENCE, REFUSED_MONTHS


@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    return render(request, "home/menu.html")


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "home/help_page.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    context = {"days": PATIENCE.days, "months": REFUSED_MONTHS, "invited": KEPT.days}
    return render(request, "home/privacy.html", context)
