"""The least that Django does: one view, no middleware, no database. What the portal's pages are compared with."""

import secrets

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, SECRET_KEY=secrets.token_hex(), ALLOWED_HOSTS=["127.0.0.1"], MIDDLEWARE=[])


def page(request):
    return HttpResponse("Bonjour")


urlpatterns = [path("", page)]
application = get_wsgi_application()
