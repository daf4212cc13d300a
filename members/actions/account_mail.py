"""The mails of the sign-in pages: prepared like all others, so that a slow mail server holds nobody."""

from secrets import token_hex
from typing import Any

from django.db import transaction

from mailing.messages import Message
from mailing.outbox import queue
from mailing.topics import Topic


@transaction.atomic
def send_account_mail(template: str, address: str, context: dict[str, Any], *, language: str) -> None:
    """Queue one mail; each call is its own cause, asked for by a person within the limits of rate."""
    cause = template.replace("/email/", ".")
    message = Message(
        cause=cause, once_for=token_hex(12), topic=Topic.ACCOUNT, to_address=address, context=context, language=language
    )
    queue([message])
