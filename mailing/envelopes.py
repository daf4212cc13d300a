"""A delivery as an e-mail, and what the answers of mail servers mean."""

import email.policy
import smtplib
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from mailing import links
from mailing.models import Delivery
from mailing.topics import box_of, may_stop

CALENDAR = "text/calendar"
HARD = range(500, 600)
BY_A_MACHINE = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
"""No answer by a machine: none of RFC 3834 (3.1.7), nor of Exchange, which reads its own header."""


class OneLine(UnstructuredHeader):
    """A header that mail programs read as it stands: the standard library would encode a long address."""

    name: str

    def fold(self, *, policy: email.policy.Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("list-unsubscribe", OneLine)  # type: ignore[arg-type]


class Envelope(EmailMultiAlternatives):
    def message(self, *, policy: Any = email.policy.default) -> Any:
        return super().message(policy=policy.clone(header_factory=HEADERS))


def as_email(delivery: Delivery) -> Envelope:
    """Text first, HTML beside it, then the calendar's part if any: Outlook files an invitation that is an alternative.

    The Message-ID repeats with the delivery, so that a mail accepted twice can be known as one.
    """
    envelope = Envelope(
        subject=delivery.subject,
        body=delivery.text,
        to=[delivery.address],
        reply_to=[delivery.reply_to or box_of(delivery.topic)],
        headers={"Message-ID": message_id(delivery)} | BY_A_MACHINE | one_click(delivery) | in_thread(delivery),
    )
    envelope.attach_alternative(delivery.html, "text/html")
    for attachment in delivery.attachments:
        if attachment["mimetype"].startswith(CALENDAR) and "method=" in attachment["mimetype"]:
            envelope.attach_alternative(attachment["content"], attachment["mimetype"])
        else:
            envelope.attach(attachment["name"], attachment["content"], attachment["mimetype"])
    return envelope


def message_id(delivery: Delivery) -> str:
    """Ends in the host of the site: filters of mail mistrust a name that cannot exist."""
    return f"<{delivery.pk}.{delivery.created_at:%Y%m%d%H%M%S}@{urlsplit(settings.SITE_URL).hostname}>"


def earlier_ids(about: str, address: str) -> tuple[str, ...]:
    """The Message-IDs of what was written to ``address`` about that row, the oldest first."""
    rows = Delivery.objects.filter(about=about, address=address).exclude(state=Delivery.State.DISCARDED)
    return tuple(map(message_id, rows.order_by("pk")))


def in_thread(delivery: Delivery) -> dict[str, str]:
    """The headers by which mail programs show a conversation (RFC 5322, 3.6.4)."""
    if not delivery.follows:
        return {}
    return {"In-Reply-To": delivery.follows.split()[-1], "References": delivery.follows}


def one_click(delivery: Delivery) -> dict[str, str]:
    """The headers of RFC 8058, on what may be stopped."""
    if delivery.member_id is None or not may_stop(delivery.topic):
        return {}
    return {
        "List-Unsubscribe": f"<{links.unsubscribe_url(delivery.member_id, delivery.topic)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def is_refused_for_good(error: BaseException) -> bool:
    """Whether the server says that this reader's address takes no mail, now or later (5xx)."""
    return isinstance(error, smtplib.SMTPRecipientsRefused) and all(
        code in HARD for code, _said in error.recipients.values()
    )


def described(error: BaseException) -> str:
    """What the server said, on one line; of a message that could not be written, why."""
    code: int | str
    said: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, error.smtp_error
    else:
        code, said = type(error).__name__, str(error)
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    return " ".join(f"{code} {words}".split())[:300]
