"""Pages that see all apps: home, search, the menu of the phone, a few words about the site."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST, require_safe

from capassistant.addresses import safe_path
from capassistant.home import parts
from capassistant.home import search as finding
from capassistant.home.awaiting import awaiting
from capassistant.home.forms import LanguageForm, SearchForm
from members.models import Member
from members.visibility import ProfileView


@login_not_required
@require_safe
def home(request):
    if not request.user.is_authenticated:
        return render(request, "capassistant/welcome.html")
    member = request.user
    awaited = awaiting(member)
    engagements = parts.engagements(member)
    issue, articles = parts.latest_issue(member)
    proposal = None if engagements else parts.suggestion(member)
    context = {
        "now": timezone.now(),
        "awaited": awaited,
        "awaiting_count": len(awaited),
        "engagements": engagements,
        "proposal": proposal,
        "issue": issue,
        "articles": articles,
        "newcomers": [ProfileView(newcomer, member) for newcomer in parts.newcomers(member)],
        "brief": parts.brief(engagements, awaited, issue, proposal),
    }
    return render(request, "capassistant/home.html", context)


@require_safe
def search(request):
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    context = {"form": form, "q": text}
    if text:
        context |= {
            "members": finding.members(text, request.user),
            "events": finding.events(text, request.user),
            "articles": finding.articles(text, request.user),
        }
        context["total"] = sum(context[name].total for name in ("members", "events", "articles"))
    return render(request, "capassistant/search.html", context)


@require_safe
def menu(request):
    return render(request, "capassistant/menu.html")


@login_not_required
@require_safe
def help_page(request):
    return render(request, "capassistant/help_page.html")


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "capassistant/accessibility.html")


@login_not_required
@require_safe
def privacy(request):
    return render(request, "capassistant/privacy.html")


@login_not_required
@require_POST
def language(request):
    """Change the language, for good when signed in, and come back to the page."""
    form = LanguageForm(request.POST)
    form.is_valid()
    response = HttpResponseRedirect(safe_path(form.cleaned_data.get("next", "")))
    chosen = form.cleaned_data.get("language")
    if chosen and check_for_language(chosen):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * 24 * 3600, samesite="Lax")
        if request.user.is_authenticated:
            Member.objects.filter(pk=request.user.pk).update(language=chosen)
    return response
