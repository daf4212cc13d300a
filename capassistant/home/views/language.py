"""The language of the pages."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from capassistant.home.forms import LanguageForm
from guards.paths import safe_path
from members.models import Member


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
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
