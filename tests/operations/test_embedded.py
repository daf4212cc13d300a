"""The embedded database server."""

import os
import subprocess
import sys

from tests.rules.source import ROOT

KILLED = """
from pathlib import Path
import os, signal, sys
from capassistant.operations import embedded
with embedded.database(Path(sys.argv[1])):
    pid = int((Path(sys.argv[1]) / "postgresql" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    os._exit(9)
"""
SCRIPT = """
from pathlib import Path
import psycopg, os, sys
from capassistant.operations import embedded
with embedded.database(Path(sys.argv[1])):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        print(connection.execute("SELECT 40 + 2").fetchone()[0])
"""


def run(script, folder):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-c", script, folder]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_bug_a_killed_server_starts_again_at_once(tmp_path):
    assert run(KILLED, tmp_path).returncode == 9

    done = run(SCRIPT, tmp_path)

    assert done.stdout.strip() == "42", done.stderr


def test_bug_the_server_starts_in_a_folder_closed_to_others(tmp_path):
    closed = tmp_path / "à moi seule"
    closed.mkdir(mode=0o700)

    done = run(SCRIPT, closed / "state")

    assert done.stdout.strip() == "42", done.stderr
