"""What the tests of whole tables share: they ask for thousands of pages."""

import pytest
from django.template import Template
from django.test.utils import _TestState

from tests.rules.memory import watched


@pytest.fixture
def plain_templates(monkeypatch):
    """Templates rendered as in production: nobody reads the copies of their contexts that Django keeps for tests."""
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)


@pytest.fixture
def guarded_memory(monkeypatch):
    """What is kept in memory is made again, and compared (``tests.rules.memory``)."""
    watched(monkeypatch)
