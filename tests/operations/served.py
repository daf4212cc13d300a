"""``manage.py serve`` for the tests that need the whole portal: on a port and in a folder of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.rules.source import ROOT

PATIENCE = 60
NOT_ITS_OWN = ("DATABASE_URL", "CAP_", "DJANGO_")


class Portal:
    """``serve`` on a port and in a folder of its own; its lines go to a file."""

    def __init__(self, folder, **variables):
        self.folder, self.port, self.log = folder, free_port(), folder / "serve.log"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_ITS_OWN)}
        own = {"PORT": str(self.port), "CAP_STATE_DIR": str(folder), "CAP_DEBUG": "1", "PYTHONUNBUFFERED": "1"}
        self.environment = kept | own | variables
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        until(self.is_ready)
        until(lambda: self.running("portal-tasks"))

    def is_ready(self):
        assert self.process.poll() is None, self.log.read_text()
        return status(self.port, "/readyz") == 200

    def running(self, words):
        """The numbers of the living processes of this portal whose name or command line holds ``words``, the oldest first."""
        return sorted(
            int(path.name)
            for path in Path("/proc").glob("[0-9]*")
            if words in read(path / "comm") + read(path / "cmdline")
            and str(self.folder) in read(path / "cmdline") + read(path / "environ")
        )

    def send(self, number):
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def press_ctrl_c(self, times=1):
        """What a terminal does: the signal goes to each process of the group."""
        for _ in range(times):
            os.killpg(self.process.pid, signal.SIGINT)
            time.sleep(0.02)
        return self.process.wait(PATIENCE)

    def kill(self):
        for pid in self.running(""):
            os.kill(pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def is_gone(self):
        return not self.running("") and is_free(self.port)


def read(path):
    """The text of a file of /proc; a process that has just ended has none."""
    try:
        return path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def is_free(port):
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) != 0


def status(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def until(question):
    """Wait for a true answer, and return it."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := question()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)
    return answer
