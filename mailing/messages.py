"""What an action wants to say to one person."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Attachment:
    """A file of the message; ``mimetype`` may carry parameters (« text/calendar; method=REQUEST »)."""

    name: str
    content: str
    mimetype: str

    @property
    def is_invitation(self):
        """Whether calendars act on it by themselves (iTIP), which a member may refuse."""
        return "method=" in self.mimetype


@dataclass(frozen=True)
class Message:
    """One message, for one cause and one address.

    ``key`` names the cause (« registered-<registration id> »): the same key is never sent twice.
    ``template`` is a folder and a name without extension: ``.subject.txt``, ``.txt`` and ``.html`` exist.
    ``topic`` is a ``mailing.topics.Topic``: it decides whether and when the message leaves.
    ``to_member`` gives the address and the language; ``to_address`` serves people without an account.
    ``is_answer`` confirms what the reader has just done; ``is_urgent`` could not wait for tomorrow: both
    pass the quiet hours. After ``expires_at`` nobody needs the message any more. ``link`` is the path of
    the page it is about, ``reply_to`` the address of the person who reads answers. ``about`` names what a whole
    group is written to about (« event-12 »), so that whoever answers for it reads how many were told what.
    """

    key: str
    template: str
    to_member: object = None
    to_address: str = ""
    context: dict = field(default_factory=dict)
    language: str = "fr"
    attachments: tuple[Attachment, ...] = ()
    topic: str = field(kw_only=True)
    is_answer: bool = False
    is_urgent: bool = False
    expires_at: datetime | None = None
    link: str = ""
    reply_to: str = ""
    about: str = ""

    @property
    def address(self):
        return self.to_member.email if self.to_member else self.to_address

    @property
    def reader_language(self):
        return self.to_member.language if self.to_member else self.language
