"""Subject, text and HTML of a message, in the reader's language."""

from dataclasses import asdict

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from mailing.models import Delivery

PLAIN = "text"
"""The template engine that escapes nothing: for subjects and texts, which hold no markup."""


def render(message):
    """The delivery of ``message``, not saved."""
    context = message.context | {"site_url": settings.SITE_URL, "member": message.to_member}
    with override(message.reader_language):
        subject = render_to_string(f"{message.template}.subject.txt", context, using=PLAIN)
        return Delivery(
            key=message.key,
            member=message.to_member,
            address=message.address,
            subject=" ".join(subject.split())[:250],
            text=render_to_string(f"{message.template}.txt", context, using=PLAIN).strip() + "\n",
            html=render_to_string(f"{message.template}.html", context),
            attachments=[asdict(attachment) for attachment in message.attachments],
        )
