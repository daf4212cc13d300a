"""Subject, text and HTML of a message, in the reader's language and time zone, with the reason why it is sent.

The reason and the way to the reader's choices are written here once, for all templates.
"""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from clock.reader import reading_in
from mailing import links
from mailing.messages import Message
from mailing.models import Delivery
from mailing.topics import REASONS, box_of, may_stop

PLAIN = "text"
"""The template engine that escapes nothing: for subjects and texts, which hold no markup."""


def render(message: Message, *, with_invitations: bool = True) -> Delivery:
    """The delivery of ``message``, not saved."""
    with override(message.reader_language), reading_in(message.reader_zone):
        context = message.context | footer(message) | {"site_url": settings.SITE_URL, "member": message.to_member}
        subject = render_to_string(f"{message.template}.subject.txt", context, using=PLAIN)
        text = render_to_string(f"{message.template}.txt", context, using=PLAIN)
        reason = render_to_string("mailing/email/_why.txt", context, using=PLAIN)
        attachments = [item for item in message.attachments if with_invitations or not item.is_invitation]
        return Delivery(
            key=message.key,
            topic=message.topic,
            cause=message.cause,
            member=message.to_member,
            address=message.address,
            reply_to=message.reply_to or box_of(message.topic),
            subject=" ".join(subject.split())[:250],
            text=f"{text.strip()}\n\n{reason.strip()}\n",
            html=render_to_string(f"{message.template}.html", context),
            attachments=[asdict(attachment) for attachment in attachments],
            link=message.link,
            about=message.about,
            depends_on=message.depends_on,
            follows=" ".join(message.follows),
            expires_at=message.expires_at,
        )


def footer(message: Message) -> dict[str, Any]:
    """Why this message comes, and where to choose; a person without an open account has nothing to choose."""
    member, why = message.to_member, {"why": REASONS[message.topic], "choices_url": "", "stop_url": ""}
    if member is not None and member.is_active:
        why["choices_url"] = links.preferences_url(member.pk, message.topic)
        why["stop_url"] = links.unsubscribe_url(member.pk, message.topic) if may_stop(message.topic) else ""
    return why
