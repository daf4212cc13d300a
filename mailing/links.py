"""Signed addresses that open one member's choices without signing in; they die (``settings.RETENTION``)."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from mailing.topics import anchor_of

PREFERENCES_SALT = "mailing.preferences"
UNSUBSCRIBE_SALT = "mailing.unsubscribe"


def preferences_url(member_id: int, topic: str = "") -> str:
    """All choices of that member; with a topic, the very setting that decides about it."""
    url = _url("mailing:message_choices_by_link", signing.dumps(member_id, salt=PREFERENCES_SALT))
    return f"{url}#{anchor_of(topic)}" if topic else url


def unsubscribe_url(member_id: int, topic: str) -> str:
    return _url("mailing:unsubscribe", signing.dumps([member_id, topic], salt=UNSUBSCRIBE_SALT))


def read_preferences(signed: str) -> int | None:
    """The number of the member for whom the address was made, or ``None`` when it is false or too old."""
    return _read(signed, PREFERENCES_SALT)


def read_unsubscribe(signed: str) -> tuple[int, str] | None:
    """The number of the member and the topic, or ``None`` when the address is false or too old."""
    return _read(signed, UNSUBSCRIBE_SALT)


def _read(signed: str, salt: str) -> Any:
    try:
        return signing.loads(signed, salt=salt, max_age=settings.RETENTION["mailing.links"])
    except signing.BadSignature:
        return None


def _url(name: str, signed: str) -> str:
    return settings.SITE_URL + reverse(name, args=[signed])
