"""What every test has: the cast, and a browser for those that ask for one."""

import gc

import pytest
from django.template.base import Template
from django.test.signals import template_rendered
from django.test.utils import _TestState

pytest_plugins = ["tests.cast", "tests.clock", "tests.template", "tests.journeys.chromium"]


def pytest_collection_finish():
    """What is loaded by now lives as long as the run: the collector of garbage need not look at it each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session", autouse=True)
def contexts_of_pages(django_test_environment):
    """Django keeps for a test a copy of the context of each template drawn: here that of the whole page alone."""
    render = _TestState.saved_data.template_render

    def kept_of_page(template, context):
        if context.template is template:
            template_rendered.send(sender=template, template=template, context=context)
        return render(template, context)

    Template._render = kept_of_page
