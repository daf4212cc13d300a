"""Why a message was written to somebody: every app names its causes in its ``causes.py``.

There ``Cause`` gives each one its name, app first, and its words for the core-team; ``WITH_A_CODE`` names, where
there are any, those whose words alone open an account.
"""

from functools import cache

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contributions import contributed


class Cause(TextChoices):
    DIGEST = "mailing.digest", _("le résumé du lundi")


@cache
def labels() -> dict[str, str | Promise]:
    """Every cause and how it is said."""
    return {cause: label for module in contributed("causes") for cause, label in module.Cause.choices}


@cache
def with_a_code() -> frozenset[str]:
    """The causes of messages that nobody but their reader may read: masking addresses is not enough."""
    return frozenset(cause for module in contributed("causes") for cause in getattr(module, "WITH_A_CODE", ()))
