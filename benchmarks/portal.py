"""The portal as ``manage.py serve`` runs it, started again when it stops."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from benchmarks.browser import Browser

ROOT = Path(__file__).resolve().parents[1]
PROCESSES = Path("/proc")
PATIENCE = 120
FAILURE = re.compile(r"^([\w.]+(?:Error|Exception))\b(?![^\n]*(?:\n[ \t].*)*\n\n(?:During|The above))", re.MULTILINE)
"""The last line of a traceback, but for those that led to another one."""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Portal:
    """``manage.py serve`` on a free port; a supervisor starts it again whenever it ends, as systemd would."""

    def __init__(self, **environment):
        self.port = free_port()
        self.environment = os.environ | {"PORT": str(self.port)} | environment
        self.is_wanted, self.starts = True, 0
        self.log = open(Path(os.environ["CAP_STATE_DIR"]) / "portal.log", "w")  # noqa: SIM115
        self.supervisor = threading.Thread(target=self.supervise, daemon=True)

    def __enter__(self):
        self.supervisor.start()
        try:
            self.wait_until_ready()
        except TimeoutError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception):
        self.is_wanted = False
        self.process.terminate()
        self.supervisor.join(PATIENCE)
        self.log.close()

    def supervise(self):
        while self.is_wanted:
            self.starts += 1
            command = [sys.executable, "manage.py", "serve"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log)
            self.process.wait()
            time.sleep(0.5)

    def wait_until_ready(self):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                if Browser(self.port).get("/readyz")[0] == 200:
                    return
            time.sleep(0.2)
        raise TimeoutError(f"The portal does not answer:\n{Path(self.log.name).read_text()[-2000:]}")

    def errors(self):
        """What the portal wrote down of failures, each by the name that it ended with: name -> times."""
        return Counter(FAILURE.findall(Path(self.log.name).read_text()))

    def processes(self, name):
        """The numbers of the processes below ``serve`` of that name."""
        below = {self.process.pid}
        found = []
        for folder in sorted(PROCESSES.glob("[0-9]*"), key=lambda folder: int(folder.name)):
            with contextlib.suppress(OSError, IndexError):
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
                own = (folder / "comm").read_text().strip()
                if parent in below:
                    below.add(int(folder.name))
                    if own == name:
                        found.append(int(folder.name))
        return found

    def kill_web_worker(self):
        """A child of gunicorn's master, which comes first."""
        os.kill(self.processes("portal-web")[-1], signal.SIGKILL)

    def kill_task_worker(self):
        os.kill(self.processes("portal-tasks")[0], signal.SIGKILL)
