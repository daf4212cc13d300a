"""Every address of the portal: DESIGN section 2 is the contract."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("members.urls")),
    path("", include("events.urls")),
    path("", include("journal.urls")),
]
