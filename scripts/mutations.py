"""Which tests fail when one safeguard of the places is taken away: ``.venv/bin/python scripts/mutations.py [word]``.

Works in a copy of the last commit, never in the checkout. Ends with 1 when a safeguard is missed by no test.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACES = "events/actions/places.py"
RULES = "events/migrations/0002_seats_and_lines.py"
MAIL = "mailing/migrations/0001_initial.py"
TESTS = ("models", "concurrency", "registering", "lines", "dates")

SAFEGUARDS = {
    "the lock of the event": [(PLACES, 'address().select_for_update(of=("self",), no_key=True)', "address()")],
    "the constraint on the seats": [
        (RULES, 'models.Q(("seats__isnull", True), ("taken_count__lte"', 'models.Q(("seats__gte", 0), ("taken_count__gte"'),
        (RULES, '("taken_count__gte", models.F("seats"))', '("taken_count__gte", 0)'),
    ],
    "the order of the line": [(PLACES, "member__is_active=True).in_line()", 'member__is_active=True).order_by("-pk")')],
    "the unique key of the messages": [
        (MAIL, "models.CharField(max_length=200, unique=True", "models.CharField(max_length=200"),
        ("mailing/models.py", "max_length=200, unique=True", "max_length=200"),
    ],
    "the single live registration": [(RULES, 'fields=("event", "member"),', 'fields=("event", "member", "id"),')],
    "the single seat across dates": [
        (RULES, 'fields=("one_seat_of", "member"),', 'fields=("one_seat_of", "member", "id"),')
    ],
    "the lock of the series": [(PLACES, 'list(shared.select_for_update(of=("self",), no_key=True).order_by("pk"))', "")],
}  # fmt: skip


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


def failures(folder):
    """The names of the tests that fail in the copy."""
    paths = [f"tests/events/test_{name}.py" for name in TESTS] + ["tests/mailing"]
    command = [sys.executable, "-m", "pytest", "-q", "--tb=no", "-p", "no:randomly", *paths]
    out = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    return [line.split("::")[1].split(" ")[0] for line in out.splitlines() if line.startswith(("FAILED", "ERROR"))]


def main():
    wanted = " ".join(sys.argv[1:])
    missed = []
    for name, changes in SAFEGUARDS.items():
        if wanted not in name:
            continue
        with tempfile.TemporaryDirectory(prefix="capassistant-mutation-") as folder:
            copy_to(folder)
            take_away(folder, changes)
            failed = failures(folder)
        print(f"Without {name}: {len(failed)} fail")
        for test in failed[:6]:
            print(f"    {test}")
        missed += [] if failed else [name]
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
