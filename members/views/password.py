"""A forgotten password: what the link of the mail opens is kept by the browser that followed it, and by nobody else."""

from allauth.account.views import INTERNAL_RESET_SESSION_KEY, PasswordResetFromKeyView, password_reset_from_key
from django.conf import settings
from django.contrib.auth.decorators import login_not_required

COOKIE, PATH = "nouveau-mot-de-passe", "/connexion/mot-de-passe/"


@login_not_required
def account_reset_password_from_key(request, uidb36, key):
    """Allauth keeps the key in the session until a password is chosen, and who reads the database could choose one."""
    if key == PasswordResetFromKeyView.reset_url_key:
        request.session[INTERNAL_RESET_SESSION_KEY] = request.COOKIES.get(COOKIE, "")
    response = password_reset_from_key(request, uidb36=uidb36, key=key)
    response.set_cookie(
        COOKIE,
        request.session.pop(INTERNAL_RESET_SESSION_KEY, ""),
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
