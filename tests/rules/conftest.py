"""What the rules have beside the cast."""

import pytest

from tests.rules.memory import watched


@pytest.fixture
def guarded_memory(monkeypatch):
    """What is kept in memory is made again, and compared (``tests.rules.memory``)."""
    watched(monkeypatch)
