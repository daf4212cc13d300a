"""``manage.py serve`` as it is run: what answers, what ends with it, what is started again.

``CAP_STOPS=50`` presses Ctrl-C that many times instead of twice.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from capassistant.operations.management.commands import serve
from tests.rules.source import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

PATIENCE = 60
NOT_ITS_OWN = ("DATABASE_URL", "CAP_", "DJANGO_")


class Portal:
    """``serve`` on a port and in a folder of its own; its lines go to a file."""

    def __init__(self, folder):
        self.folder, self.port, self.log = folder, free_port(), folder / "serve.log"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_ITS_OWN)}
        own = {"PORT": str(self.port), "CAP_STATE_DIR": str(folder), "CAP_DEBUG": "1", "PYTHONUNBUFFERED": "1"}
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=ROOT, env=kept | own, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        until(self.is_ready)
        until(lambda: self.running("procrastinate"))

    def is_ready(self):
        assert self.process.poll() is None, self.log.read_text()
        return status(self.port, "/readyz") == 200

    def running(self, words):
        """The numbers of the living processes of this portal whose command line holds ``words``, the oldest first."""
        return sorted(
            int(path.name)
            for path in Path("/proc").glob("[0-9]*")
            if words in read(path / "cmdline") and str(self.folder) in read(path / "cmdline") + read(path / "environ")
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


@contextmanager
def pages_asked_for(port):
    """Somebody reads, many pages at once, for as long as the block lasts."""
    is_over = threading.Event()

    def read_on():
        while not is_over.is_set():
            status(port, "/connexion/")

    readers = [threading.Thread(target=read_on) for _ in range(4)]
    for reader in readers:
        reader.start()
    try:
        yield
    finally:
        is_over.set()
        for reader in readers:
            reader.join()


@pytest.fixture(scope="module")
def folder():
    """The data folder of the portals below, made ready by the first of them.

    Not one of pytest's: each session that starts closes theirs to the user of the database server.
    """
    with tempfile.TemporaryDirectory(prefix="capassistant-serve-") as name:
        yield Path(name)


@pytest.fixture
def portal(folder):
    portal = Portal(folder)
    yield portal
    for pid in portal.running(""):
        os.kill(pid, signal.SIGKILL)
    portal.process.wait(PATIENCE)


def test_sigterm_stops_everything_the_database_too(portal):
    assert portal.running("bin/postgres") != []

    code = portal.send(signal.SIGTERM)

    assert (code, portal.running("gunicorn"), is_free(portal.port)) == (0, [], True)
    until(portal.is_gone)


@pytest.mark.parametrize("_time", range(int(os.environ.get("CAP_STOPS", "2"))))
def test_bug_ctrl_c_pressed_twice_under_load_leaves_no_process(portal, _time):
    with pages_asked_for(portal.port):
        code = portal.press_ctrl_c(times=2)

    assert (code, portal.running("gunicorn"), portal.running("procrastinate"), is_free(portal.port)) == (
        0,
        [],
        [],
        True,
    )


@pytest.mark.parametrize("script", ["trap '' TERM; sleep 600 & sleep 601", "sleep 600 &"], ids=["deaf", "gone"])
def test_bug_what_a_child_leaves_behind_ends_with_it(script, monkeypatch):
    monkeypatch.setattr(serve, "PATIENCE", 0.5)
    child = serve.start(["sh", "-c", script])
    until(lambda: "sleep" in living_in(child.pid))

    serve.end([child])

    until(lambda: living_in(child.pid) == [])


def living_in(group):
    """The names of the living processes of a group, whoever their parent is."""
    lines = [read(path / "stat") for path in Path("/proc").glob("[0-9]*")]
    told = [(line[line.index("(") + 1 : line.rindex(")")], line.rpartition(")")[2].split()) for line in lines if line]
    return [name for name, (state, _parent, of, *_) in told if of == str(group) and state != "Z"]


def test_a_worker_that_dies_is_replaced_and_pages_go_on(portal):
    server, page_worker, *_ = portal.running("gunicorn")
    tasks = portal.running("procrastinate")

    os.kill(page_worker, signal.SIGKILL)
    os.kill(tasks[0], signal.SIGKILL)

    until(lambda: portal.running("procrastinate") not in ([], tasks))
    until(lambda: len(portal.running("gunicorn")) == 3 and page_worker not in portal.running("gunicorn"))
    assert portal.running("gunicorn")[0] == server
    assert status(portal.port, "/readyz") == 200
    assert "Les tâches de fond se sont arrêtées (-9)\N{NO-BREAK SPACE}: elles reprennent." in portal.log.read_text()
    assert portal.send(signal.SIGINT) == 0
    until(portal.is_gone)


def test_a_command_that_is_killed_leaves_nothing_on_the_port(portal):
    portal.send(signal.SIGKILL)

    until(lambda: is_free(portal.port) and not portal.running("gunicorn") and not portal.running("procrastinate"))


def test_it_ends_with_a_clear_line_when_the_web_server_dies(portal):
    os.kill(portal.running("gunicorn")[0], signal.SIGKILL)

    assert portal.process.wait(PATIENCE) == 1
    assert "Le serveur web s’est arrêté (-9)" in portal.log.read_text()
    until(portal.is_gone)
