"""Subject, text and HTML of a message, in the reader's language."""

from dataclasses import asdict

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from mailing.models import Delivery


def render(message):
    """The delivery of ``message``, not saved."""
    context = message.context | {"site_url": settings.SITE_URL, "member": message.to_member}
    with override(message.reader_language):
        subject = " ".join(render_to_string(f"{message.template}.subject.txt", context).split())
        return Delivery(
            key=message.key,
            member=message.to_member,
            address=message.address,
            subject=subject[:250],
            text=render_to_string(f"{message.template}.txt", context).strip() + "\n",
            html=render_to_string(f"{message.template}.html", context),
            attachments=[asdict(attachment) for attachment in message.attachments],
        )
