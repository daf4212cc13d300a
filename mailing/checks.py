"""Mails come from a mailbox that exists, and can be answered."""

from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core import checks

NOWHERE = "localhost"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@checks.register
def addresses_exist(**options: Any) -> list[checks.CheckMessage]:
    """With a mail server, neither the sender nor a box is left at the address of the trial."""
    addresses = {
        "CAP_EMAIL_FROM": settings.DEFAULT_FROM_EMAIL,
        "CAP_CORE_TEAM_CONTACT": settings.CONTACTS["core_team"],
        "CAP_EDITORIAL_CONTACT": settings.CONTACTS["editorial"],
    }
    if settings.DEBUG or settings.MAILERS["default"]["BACKEND"] != SMTP:
        return []
    unset = [name for name, address in addresses.items() if parseaddr(address)[1].rpartition("@")[2] in ("", NOWHERE)]
    said = "Mails would leave without a sender or a box that exists: set {}."
    return [checks.Error(said.format(", ".join(unset)), id="mailing.E001")] if unset else []
