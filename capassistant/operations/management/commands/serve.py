"""The whole portal in one command: database made ready, web server, worker.

The web server's end ends the command, for whoever keeps it running to start again; the worker
of background tasks is started again here. Both end with the command, even when it is killed.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from capassistant.operations.checks import former
from members.models import Member

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 15
PAUSE = 2
"""Seconds before the background tasks are started again: the database may be away for a moment."""
PR_SET_PDEATHSIG = 1
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
        address = f"{host}:{os.environ.get('PORT', '8000')}"
        self.children = []
        try:
            self.children += [start(web(address)), start(worker())]
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
            call_command("collectstatic", interactive=False, verbosity=0)

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
        while server.poll() is None:
            if tasks.poll() is not None:
                self.stderr.write(f"Les tâches de fond se sont arrêtées ({tasks.returncode}) : elles reprennent.")
                time.sleep(PAUSE)
                self.children[1] = tasks = start(worker())
            time.sleep(0.3)
        raise CommandError(f"Le serveur web s’est arrêté ({server.returncode}) : lisez les lignes ci-dessus.")


def stop(*_signal):
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    sys.exit(0)


def web(address):
    """The production server: threads share a process, so that a slow page does not hold the others."""
    options = ["--bind", address, "--workers", "2", "--threads", "8", "--no-control-socket", "--log-level", "warning"]
    patience = ["--graceful-timeout", str(PATIENCE - 5)]
    return [sys.executable, "-m", "gunicorn", "capassistant.wsgi", *options, *patience]


def worker():
    return [sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", "2"]


def start(command):
    """A child that receives SIGTERM when this process dies, killed included (where the system is Linux).

    It leads a group of its own: the signals of the terminal reach this process alone, which passes on one.
    """
    parent = os.getpid()

    def die_with_parent():
        LIBRARY.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(0)

    return subprocess.Popen(command, process_group=0, preexec_fn=die_with_parent if LIBRARY else None)


def end(children):
    """Ask each child to end, and leave nothing of its group behind."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(PATIENCE)
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
