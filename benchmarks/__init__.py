"""Figures and proofs against the portal as it is served: real HTTP, real PostgreSQL, loopback only.

Each (``python -m benchmarks.race``, ``.floor``…) makes a database of its own and throws it away.
Importing the package starts that database; the processes that a benchmark starts find it by ``DATABASE_URL``.
"""

import atexit
import os
import secrets
import tempfile

import django

if "CAP_BENCHMARK" not in os.environ:
    _state = tempfile.TemporaryDirectory(prefix="capassistant-benchmark-", ignore_cleanup_errors=True)
    os.environ |= {
        "CAP_BENCHMARK": "1",
        "CAP_STATE_DIR": _state.name,
        "CAP_SECRET_KEY": secrets.token_urlsafe(50),
        "CAP_ALLOWED_HOSTS": "127.0.0.1",
        "CAP_EMAIL_FROM": "portail@example.org",
        "CAP_CORE_TEAM_CONTACT": "core-team@example.org",
        "CAP_EDITORIAL_CONTACT": "journal@example.org",
        "CAP_BEHIND_PROXY": "true",
        "DJANGO_SETTINGS_MODULE": "capassistant.settings",
    }
    os.environ.pop("DATABASE_URL", None)

    from capassistant.operations import embedded

    _database = embedded.database()
    _database.__enter__()
    atexit.register(_database.__exit__, None, None, None)
    django.setup()
