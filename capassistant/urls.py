"""Every address of the portal: French nouns, without accents, that stay."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("capassistant.home.urls")),
    path("", include("capassistant.operations.urls")),
    path("", include("members.account_urls")),
    path("", include("members.urls")),
    path("", include("groups.urls")),
    path("", include("contact.urls")),
    path("", include("events.urls")),
    path("", include("journal.urls")),
    path("", include("mailing.urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
]

handler400 = "capassistant.errors.bad_request"
handler403 = "capassistant.errors.forbidden"
handler404 = "capassistant.errors.not_found"
handler500 = "capassistant.errors.failure"
