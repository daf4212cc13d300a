"""One data folder for all portals that these tests serve."""

import tempfile
from pathlib import Path

import pytest

from tests.operations.served import Portal


@pytest.fixture(scope="package")
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
    portal.kill()
