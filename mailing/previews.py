"""What of a message the back office shows: who may read which ones, and what is hidden from everybody."""

from typing import Any

from django.conf import settings
from django.utils.csp import CSP
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mailing.causes import with_a_code
from mailing.messages import Reader
from mailing.models import Delivery
from mailing.topics import RESERVED, Topic

PAGE_POLICY = settings.SECURE_CSP | {"frame-src": [CSP.SELF]}
FRAME_POLICY: dict[str, Any] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
    "sandbox": True,
}
"""Mails carry their styles in the markup; in a page of its own, without an origin, these can do nothing else."""

ERASED = _("Le texte est effacé dès que le message est parti ou écarté.")
CODE = _("Ce message contient un code personnel : il ne se lit pas ici.")
EDITORIAL = _("Ce message parle d’un texte en préparation : son contenu est réservé au comité éditorial.")


def hidden_topics(user: Reader) -> list[Topic]:
    """The topics of which ``user`` reads neither subject nor words."""
    return [topic for topic, right in RESERVED.items() if not user.has_perm(right)]


def why_hidden(delivery: Delivery, user: Reader) -> str | Promise:
    """The sentence that tells why ``user`` does not read what ``delivery`` says; empty when nothing prevents it."""
    if not delivery.text:
        return ERASED
    if delivery.cause in with_a_code():
        return CODE
    return EDITORIAL if delivery.topic in hidden_topics(user) else ""
