"""Loaded before Django: the embedded database and a state directory of this run, each worker with its own files."""

import atexit
import os
import tempfile

from capassistant.operations import embedded

os.environ.setdefault("CAP_DEBUG", "false")
if "PYTEST_XDIST_WORKER" not in os.environ:
    _state = tempfile.TemporaryDirectory(prefix="capassistant-tests-")
    os.environ["CAP_MEDIA_ROOT"] = os.path.join(_state.name, "media")
    os.environ["CAP_STATIC_ROOT"] = os.path.join(_state.name, "static")
    os.mkdir(os.environ["CAP_STATIC_ROOT"])
    _database = embedded.database()
    _database.__enter__()
    atexit.register(_database.__exit__, None, None, None)
else:
    os.environ["CAP_MEDIA_ROOT"] += f"-{os.environ['PYTEST_XDIST_WORKER']}"
