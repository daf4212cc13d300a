"""A real browser before the live site; whatever it complains of fails the journey."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.cast import signed_in
from tests.journeys import chromium as installed
from tests.journeys.readers import Reader
from tests.journeys.witness import Witness

PHONE = {"width": 390, "height": 844}
PATIENCE = 5000
LAPTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="package")
def chromium():
    """One browser for all journeys in a row: while it lives its event loop runs, so it does not outlive them."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=installed.executable(), args=installed.ARGUMENTS)
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def arrive(chromium, live_server, settings):
    """``arrive(PHONE, member=…)``: somebody before a screen, a :class:`Reader` of the portal."""
    settings.SITE_URL = live_server.url
    readers, witnesses = [], []

    def arrive(screen, *, member=None, hands=Reader, **options):
        context = chromium.new_context(base_url=live_server.url, viewport=screen, locale="fr-FR", **options)
        if member is not None:
            session = signed_in(member).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        context.set_default_timeout(PATIENCE)
        witnesses.append(Witness(context.new_page(), live_server.url))
        readers.append(hands(witnesses[-1], has_scripts=options.get("java_script_enabled", True)))
        return readers[-1]

    yield arrive

    for reader in readers:
        reader.leave()
    troubles = [trouble for witness in witnesses for trouble in witness.troubles]
    assert not troubles, "\n".join(troubles)
