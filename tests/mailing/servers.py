"""Mail servers of the tests: real SMTP on the loopback, of several tempers; and the worker that talks to them."""

import asyncio
import socket
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller
from asgiref.sync import sync_to_async
from django.db import connection, connections
from procrastinate.contrib.django import app


class Mailbox:
    """Keeps what it is given; ``refusals`` answers instead, by the moment of the conversation."""

    def __init__(self, *, recipient="", content="", pause=0):
        self.recipient, self.content, self.pause = recipient, content, pause
        self.received = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.recipient:
            return self.recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(self.pause)
        if self.content:
            return self.content
        self.received.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"

    @property
    def mails(self):
        return [message_from_bytes(content, policy=default) for _to, content in self.received]


@contextmanager
def mail_server(settings, **temper):
    """A server that keeps mails, or refuses them as told; the portal sends to it."""
    mailbox = Mailbox(**temper)
    server = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.MAILERS = smtp(server.port)
    try:
        yield mailbox
    finally:
        server.stop()


@contextmanager
def silent_server(settings, *, timeout=1):
    """A server that accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.MAILERS = smtp(listener.getsockname()[1], timeout=timeout)
        yield


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def smtp(port, *, timeout=5):
    return {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": timeout},
        }
    }


def run_worker():
    """Do all that is due, as the worker of ``serve`` does, then stop."""
    worker = app.with_connector(app.connector.get_worker_connector())

    async def run():
        async with worker.open_async():
            await worker.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)
        await sync_to_async(connections.close_all)()

    asyncio.run(run())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def make_due():
    """The pauses and the quiet hours are over, for the deliveries and for their tasks."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mailing_delivery SET leaves_at = now() WHERE state = 'prepared'")
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
