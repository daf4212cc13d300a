"""The box on the first page of the back office."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from backoffice.site import Count
from contact.models import Thread, boxes_of


@admin.site.counter  # type: ignore[attr-defined]
def to_answer(request: HttpRequest) -> Count | None:
    """Threads without an answer, in the boxes that this person reads."""
    if not boxes_of(request.user):
        return None
    rows = Thread.objects.readable_by(request.user).waiting_for(request.user.pk)
    return Count(_("Messages sans réponse"), rows.count(), reverse("contact:box_list"))
