"""What of a message the back office shows: who may read which ones, and what is hidden from everybody."""

from django.conf import settings
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from mailing.topics import Topic

WITH_A_CODE = {"account/email/login_code"}
"""Templates whose words alone open an account: masking addresses is not enough."""
DRAFTS = "journal.view_draft"
"""The right to read texts in preparation, which messages about them quote."""

PAGE_POLICY = settings.SECURE_CSP | {"frame-src": [CSP.SELF]}
FRAME_POLICY = {
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


def hidden_topics(user):
    """The topics of which ``user`` reads neither subject nor words."""
    return [] if user.has_perm(DRAFTS) else [Topic.TEXT]


def why_hidden(delivery, user):
    """The sentence that tells why ``user`` does not read what ``delivery`` says; empty when nothing prevents it."""
    if not delivery.text:
        return ERASED
    if delivery.template in WITH_A_CODE:
        return CODE
    return EDITORIAL if delivery.topic in hidden_topics(user) else ""
