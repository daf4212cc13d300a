"""A mail server that keeps what it is given, to count what truly left the house."""

from collections import Counter
from email import message_from_bytes

from aiosmtpd.controller import Controller

from benchmarks.portal import free_port


class Mailbox:
    def __init__(self):
        self.causes = Counter()
        self.server = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, server, session, envelope):
        self.causes[message_from_bytes(envelope.content)["Message-ID"]] += 1
        return "250 OK"

    def __enter__(self):
        self.server.start()
        return self

    def __exit__(self, *exception):
        self.server.stop()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.server.port}"

    @property
    def received(self):
        return sum(self.causes.values())

    @property
    def twice(self):
        return sum(times - 1 for times in self.causes.values())
