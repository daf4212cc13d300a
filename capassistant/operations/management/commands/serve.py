"""The whole portal in one command: database made ready, web server, worker.

Python and Django start once: both are forked from the command when all is ready, and share its memory.
The web server's end ends the command, for whoever keeps it running to start again; the worker
of background tasks is started again here. Both end with the command, even when it is killed.
"""

import ctypes
import gc
import hashlib
import multiprocessing
import os
import signal
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.wsgiapp import WSGIApplication

from capassistant.operations.checks import former
from members.models import Member

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 15
PAUSE = 2
"""Seconds before the background tasks are started again: the database may be away for a moment."""
POLITENESS = 10
PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15
LIBRARY = ctypes.CDLL(None) if sys.platform == "linux" else None
DEMO_PEOPLE = ("membre", "core-team", "redaction", "sponsor", "admin")


class Command(BaseCommand):
    help = "Makes the database ready, then serves the portal with its worker until Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--demo", action="store_true", help="fill an empty portal with the demo community")

    def handle(self, *, host, demo, **options):
        for number in STOP_SIGNALS:
            signal.signal(number, stop)
        self.prepare(demo)
        connection.close()
        gc.collect()
        gc.freeze()  # What all share is looked at by no collector, whose marks would copy it into each.
        address = f"{host}:{os.environ.get('PORT', '8000')}"
        self.children = []
        try:
            self.children += [start(partial(web, address), name="portal-web"), start(work, name="portal-tasks")]
            self.say(address)
            self.watch()
        finally:
            end(self.children)

    def prepare(self, demo):
        """Migrate and collect only what is new: a second start is quick; a former database is left as it is."""
        if sentence := former(connection):
            raise CommandError(sentence)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0)
        if "cache" not in connection.introspection.table_names():
            call_command("createcachetable")
        if demo and not Member.objects.exists():
            call_command("demo", stdout=self.stdout)
        if not settings.DEBUG:
            collect()

    def say(self, address):
        self.stdout.write(f"\n  Le portail est ouvert : http://{address}\n")
        if settings.DEBUG:
            people = ", ".join(f"{name}@demo.example" for name in DEMO_PEOPLE)
            self.stdout.write(f"  Comptes de démonstration : {people}\n  Mot de passe : capassistant")
            self.stdout.write(f"  Les e-mails sont écrits dans {settings.STATE_DIR / 'mails'}")
        self.stdout.write("  Ctrl-C arrête tout.\n\n")

    def watch(self):
        """Wait until a signal or the end of the web server, without which nothing is worth keeping up."""
        server, tasks = self.children
        while server.is_alive():
            if not tasks.is_alive():
                self.stderr.write(f"Les tâches de fond se sont arrêtées ({tasks.exitcode}) : elles reprennent.")
                time.sleep(PAUSE)
                self.children[1] = tasks = start(work, name="portal-tasks")
            time.sleep(0.3)
        raise CommandError(f"Le serveur web s’est arrêté ({server.exitcode}) : lisez les lignes ci-dessus.")


def stop(*_signal):
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    sys.exit(0)


def collect():
    """Gather and compress the static files, when one of them has come, changed or gone since the last time."""
    mark, found = settings.STATIC_ROOT / ".collected", static_files()
    if mark.exists() and mark.read_text() == found:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(found)


def static_files():
    """A text that another one takes the place of when any static file does."""
    files = (Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([]))
    states = sorted((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)
    return hashlib.sha256(repr((settings.STORAGES["staticfiles"], states)).encode()).hexdigest()


def web(address):
    """The production server: threads share a process, so that a slow page does not hold the others."""
    options = ["--bind", address, "--workers", "2", "--threads", "8", "--no-control-socket", "--log-level", "warning"]
    patience = ["--graceful-timeout", str(PATIENCE - 5)]
    sys.argv = ["gunicorn", "capassistant.wsgi", "--preload", *options, *patience]
    WSGIApplication().run()


def work():
    """Messages and tasks, after the pages where both want the processor: nobody sits before a message that leaves."""
    os.nice(POLITENESS)
    call_command("procrastinate", "worker", "--concurrency", "2")


def start(act, *, name):
    """A child that does ``act``, and receives SIGTERM when this process dies, killed included (on Linux).

    It leads a group of its own: the signals of the terminal reach this process alone, which passes on one.
    """
    child = multiprocessing.get_context("fork").Process(target=lead, args=(act, name, os.getpid()))
    child.start()
    return child


def lead(act, name, parent):
    """What a child does first: no signal means to it what it means to its parent."""
    os.setpgid(0, 0)
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    if LIBRARY:
        LIBRARY.prctl(PR_SET_NAME, name.encode())
        LIBRARY.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            return
    act()


def end(children):
    """Ask each child to end, and leave nothing of its group behind."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + PATIENCE
    while any(child.is_alive() for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    for child in children:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.join()
