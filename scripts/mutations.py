"""Which tests fail when one safeguard of the places is taken away: ``.venv/bin/python scripts/mutations.py [word]``.

Works in a copy of the last commit, never in the checkout. Ends with 1 when a safeguard is missed by no test.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = "events/actions/locks.py"
LINE = "events/models/registration.py"
RULES = "events/migrations/0001_initial.py"
MAIL = "mailing/migrations/0001_initial.py"
REGISTRATION = "tests/events/registration"
RACES = f"{REGISTRATION}/test_concurrency.py"

SAFEGUARDS = {
    "the lock of the event": (
        [(LOCKS, 'with_reply_address().select_for_update(of=("self",), no_key=True)', "with_reply_address()")],
        [RACES],
    ),
    "the constraint on the seats": (
        [
            (RULES, '("taken_count__lte", models.F("seats"))', '("taken_count__gte", 0)'),
            ("events/models/constraints.py", 'Q(taken_count__lte=F("seats"))', "Q(taken_count__gte=0)"),
        ],
        ["tests/events/test_models.py"],
    ),
    "the order of the line": (
        [(LINE, "filter(mode=mode).in_line()", 'filter(mode=mode).order_by("-pk")')],
        [f"{REGISTRATION}/test_registration.py"],
    ),
    "the unique key of the messages": (
        [
            (MAIL, "models.CharField(max_length=200, unique=True", "models.CharField(max_length=200"),
            ("mailing/models.py", "max_length=200, unique=True", "max_length=200"),
        ],
        ["tests/mailing/test_outbox.py"],
    ),
    "the single live registration": (
        [
            (
                RULES,
                'fields=("event", "member"),\n                name="registration_one_live"',
                'fields=("event", "member", "id"),\n                name="registration_one_live"',
            )
        ],
        ["tests/events/test_models.py"],
    ),
    "the single seat across dates": (
        [(RULES, 'fields=("one_seat_of", "member"),', 'fields=("one_seat_of", "member", "id"),')],
        [f"{REGISTRATION}/test_date_change.py"],
    ),
    "the lock of the series": (
        [(LOCKS, 'list(shared.select_for_update(of=("self",), no_key=True).order_by("pk"))', "")],
        [RACES],
    ),
}
"""What is taken away where, and the tests that are to miss it."""


def copy_to(folder):
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
    (Path(folder) / ".venv").symlink_to(ROOT / ".venv")


def take_away(folder, changes):
    for name, old, new in changes:
        path = Path(folder) / name
        text = path.read_text()
        if old not in text:
            raise LookupError(f"{name} no longer holds: {old}")
        path.write_text(text.replace(old, new))


def failures(folder, paths):
    """The names of the tests among ``paths`` that fail in the copy."""
    command = [sys.executable, "-m", "pytest", "-q", "--tb=no", "-p", "no:randomly", *paths]
    out = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    return [line.split("::")[1].split(" ")[0] for line in out.splitlines() if line.startswith(("FAILED", "ERROR"))]


def main():
    wanted = " ".join(sys.argv[1:])
    missed = []
    for name, (changes, paths) in SAFEGUARDS.items():
        if wanted not in name:
            continue
        with tempfile.TemporaryDirectory(prefix="capassistant-mutation-") as folder:
            copy_to(folder)
            take_away(folder, changes)
            failed = failures(folder, paths)
        print(f"Without {name}: {len(failed)} fail")
        for test in failed[:6]:
            print(f"    {test}")
        missed += [] if failed else [name]
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
