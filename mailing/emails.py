"""The one e-mail of this app: the week in one message."""

from collections.abc import Iterable

from django.conf import settings

from mailing.causes import Cause
from mailing.messages import Message, Reader
from mailing.models import Delivery
from mailing.topics import Topic

FIRST_WORDS = 280
GREETING = 1
"""Paragraphs at the head of every text, which the digest says once."""


def digest(member: Reader, deliveries: Iterable[Delivery], *, about: str) -> Message:
    """All that waited for the Monday of the week ``about``: the subject of each message, its first words, its page."""
    return Message(
        cause=Cause.DIGEST,
        once_for=f"{about}-{member.pk}",
        about=about,
        topic=Topic.DIGEST,
        to_member=member,
        context={"items": [item(delivery) for delivery in deliveries]},
    )


def item(delivery: Delivery) -> dict[str, str]:
    return {
        "subject": delivery.subject,
        "words": first_words(delivery.text),
        "url": settings.SITE_URL + delivery.link if delivery.link else "",
    }


def first_words(text: str) -> str:
    """The paragraphs between the greeting and the first address, cut after a few lines."""
    words = []
    for paragraph in text.split("\n\n")[GREETING:]:
        if "://" in paragraph:
            break
        words.append(" ".join(paragraph.split()))
    said = " ".join(words)
    return said if len(said) <= FIRST_WORDS else said[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"
