"""What an action wants to say to one person."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model

from clock import paris

type Reader = Any
"""A member: the class is of an app above, which this one only knows as ``settings.AUTH_USER_MODEL``."""


@dataclass(frozen=True)
class Attachment:
    """A file of the message; ``mimetype`` may carry parameters (« text/calendar; method=REQUEST »)."""

    name: str
    content: str
    mimetype: str

    @property
    def is_invitation(self) -> bool:
        """Whether calendars act on it by themselves (iTIP), which a member may refuse."""
        return "method=" in self.mimetype


@dataclass(frozen=True)
class Message:
    """One message, for one cause and one address.

    ``cause`` is one of those in ``causes.py`` of an app, and names the words: « events.promoted » is written in
    ``events/email/promoted`` (``.subject.txt``, ``.txt`` and ``.html``). It is told once for each ``once_for``.
    ``topic`` is a ``mailing.topics.Topic``: it decides whether and when the message leaves.
    ``to_member`` gives the address, the language and the time zone; ``to_address`` serves people without an account.
    ``is_answer`` confirms what the reader has just done; ``is_urgent`` could not wait for tomorrow: both
    pass the quiet hours. After ``expires_at`` nobody needs the message any more. ``link`` is the path of
    the page it is about, ``reply_to`` the address of the person who reads answers. ``about`` names the row that it
    speaks of, ``depends_on`` the row of the reader without which it is not true (``reference``): by these it is found
    again while it has not left. ``follows`` names the mails that it continues, by Message-ID, the oldest first.
    """

    cause: str
    once_for: int | str
    to_member: Reader = None
    to_address: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    language: str = "fr"
    attachments: tuple[Attachment, ...] = ()
    topic: str = field(kw_only=True)
    is_answer: bool = False
    is_urgent: bool = False
    expires_at: datetime | None = None
    link: str = ""
    reply_to: str = ""
    about: str = ""
    depends_on: str = ""
    follows: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.cause}:{self.once_for}"

    @property
    def template(self) -> str:
        app, name = self.cause.split(".")
        return f"{app}/email/{name}"

    @property
    def address(self) -> str:
        return self.to_member.email if self.to_member else self.to_address

    @property
    def reader_language(self) -> str:
        return self.to_member.language if self.to_member else self.language

    @property
    def reader_zone(self) -> str:
        return self.to_member.time_zone if self.to_member else paris.NAME


def reference(row: Model) -> str:
    """How messages name a row: « events.event:12 »."""
    return f"{row._meta.label_lower}:{row.pk}"
