"""The embedded database server."""

import os
import subprocess
import sys

from tests.rules.source import ROOT

SCRIPT = """
from pathlib import Path
import psycopg, os, sys
from capassistant import embedded
with embedded.database(Path(sys.argv[1])):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        print(connection.execute("SELECT 40 + 2").fetchone()[0])
"""


def test_bug_the_server_starts_in_a_folder_closed_to_others(tmp_path):
    closed = tmp_path / "à moi seule"
    closed.mkdir(mode=0o700)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, closed / "state"], cwd=ROOT, env=environment, capture_output=True, text=True
    )

    assert done.stdout.strip() == "42", done.stderr
