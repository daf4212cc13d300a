"""Every address of the portal: DESIGN section 2 is the contract."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from capassistant.home import views
from capassistant.operations import health

urlpatterns = [
    path("", views.home, name="home"),
    path("recherche/", views.search, name="search"),
    path("menu/", views.menu, name="menu"),
    path("langue/", views.language, name="language"),
    path("aide/", views.help_page, name="help_page"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("confidentialite/", views.privacy, name="privacy"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("members.account_urls")),
    path("", include("members.urls")),
    path("", include("groups.urls")),
    path("", include("events.urls")),
    path("", include("journal.urls")),
    path("", include("mailing.urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
]

handler400 = "capassistant.errors.bad_request"
handler403 = "capassistant.errors.forbidden"
handler404 = "capassistant.errors.not_found"
handler500 = "capassistant.errors.failure"
