"""Why this app writes to somebody, in words for the core-team."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Cause(TextChoices):
    ANSWER = "contact.answer", _("une réponse à son message")
    COPY = "contact.copy", _("la copie de son message")
    NOTICE = "contact.notice", _("un message attend dans la boîte de contact")
