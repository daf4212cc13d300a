"""What an action wants to say to one person."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Attachment:
    """A file of the message; ``mimetype`` may carry parameters (« text/calendar; method=REQUEST »)."""

    name: str
    content: str
    mimetype: str


@dataclass(frozen=True)
class Message:
    """One message, for one cause and one address.

    ``key`` names the cause (« registered-<registration id> »): the same key is never sent twice.
    ``template`` is a folder and a name without extension: ``.subject.txt``, ``.txt`` and ``.html`` exist.
    ``to_member`` gives the address and the language; ``to_address`` serves people without an account.
    """

    key: str
    template: str
    to_member: object = None
    to_address: str = ""
    context: dict = field(default_factory=dict)
    language: str = "fr"
    attachments: tuple[Attachment, ...] = ()

    @property
    def address(self):
        return self.to_member.email if self.to_member else self.to_address

    @property
    def reader_language(self):
        return self.to_member.language if self.to_member else self.language
