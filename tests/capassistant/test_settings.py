"""Production by environment variables only, safe when they are unset."""

import os
import re
import subprocess
import sys

from tests.rules.source import ROOT

PRODUCTION = {
    "CAP_SECRET_KEY": "k" * 40 + "0123456789-abcdefghij",
    "CAP_SITE_URL": "https://portail.example.org",
    "CAP_ALLOWED_HOSTS": "portail.example.org",
    "CAP_EMAIL_URL": "smtp://mail.example.org:587",
    "CAP_EMAIL_FROM": "portail@example.org",
    "CAP_CORE_TEAM_CONTACT": "core-team@example.org",
}


def manage(*arguments, **variables):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CAP_")}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=kept | variables, capture_output=True, text=True
    )


def test_the_deployment_check_is_silent():
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "System check identified no issues (0 silenced).\n"


def test_production_refuses_to_start_without_its_key():
    result = manage("check", CAP_SITE_URL="https://portail.example.org")

    assert result.returncode != 0
    assert "Set CAP_SECRET_KEY" in result.stderr


def test_with_a_mail_server_nothing_starts_without_a_sender_and_a_box_that_exist():
    addresses = {"CAP_EMAIL_FROM", "CAP_CORE_TEAM_CONTACT"}
    result = manage("check", **{name: value for name, value in PRODUCTION.items() if name not in addresses})

    assert result.returncode != 0
    assert "mailing.E001" in result.stderr
    assert [name for name in addresses if name not in result.stderr] == []


def test_what_is_unset_is_safe():
    code = "from django.conf import settings as s; print(s.DEBUG, s.ALLOWED_HOSTS, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_NAME)"

    result = manage("shell", "--no-imports", "-c", code, CAP_SECRET_KEY=PRODUCTION["CAP_SECRET_KEY"])

    assert result.stdout == "False [] True __Host-sessionid\n"


def test_the_example_lists_every_variable():
    read = set()
    for name in ("settings", "operations/state"):
        code = (ROOT / "capassistant" / f"{name}.py").read_text()
        read |= set(re.findall(r"[\"'](CAP_[A-Z_]+|DATABASE_URL|CACHE_URL|PORT)[\"']", code))

    listed = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert read - listed == set()
    assert listed - read <= {"CAP_CHROMIUM"}
