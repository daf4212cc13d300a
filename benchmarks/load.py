"""The portal as it is served, under the load of its people: reading for a minute, and rushing at a few seats.

``python -m benchmarks.load [--people 100] [--seconds 60] [--presses 3] [--seats 12]``. First so many members of the demo
community read with pauses of half a second to two, while ten others register and withdraw; then as many press the same
button at the same instant, ``--presses`` times each. Ends with 1 when a page failed, or when the places, the line or the
mail of the rush are not exactly what they must be. Prints two tables in Markdown.
"""

import argparse
import http.client
import os
import random
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from statistics import median

from django.core.management import call_command
from django.utils import timezone

from benchmarks.browser import Browser, open_session
from benchmarks.checker import Checker
from benchmarks.floor import pages
from benchmarks.mailbox import Mailbox
from benchmarks.portal import Portal
from events.models import Event
from members.charter import status_for
from members.models import Member

READ = ("home", "agenda", "month", "event", "directory", "profile", "journal", "issue", "article", "search")
PAUSE = (0.5, 2)
REGISTERING, EVENTS = 10, 5


class Answers:
    """How long each answer took and what it was, by what was asked."""

    def __init__(self) -> None:
        self.waits: dict[str, list[float]] = defaultdict(list)
        self.statuses: dict[str, Counter[int | str]] = defaultdict(Counter)

    def of(self, what: str, ask: Callable[[], tuple[int, str, str]]) -> None:
        begun = time.monotonic()
        try:
            status: int | str = ask()[0]
        except (OSError, http.client.HTTPException) as error:
            status = type(error).__name__
        self.waits[what].append(time.monotonic() - begun)
        self.statuses[what][status] += 1

    def failures(self, what: str) -> int:
        """What was neither a page nor the way to one."""
        return sum(times for status, times in self.statuses[what].items() if status not in (200, 302))


def make_event(number: int, seats: int) -> Event:
    starts_at = timezone.now() + timedelta(days=20)
    return Event.objects.create(
        title=f"Mesure {number}", slug=f"mesure-{number}", state="published", seats=seats, starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
    )  # fmt: skip


def all_at_once(tasks: Iterable[Callable[[], None]]) -> float:
    """Run them in threads that start at one instant; returns the seconds until the last is done."""
    starting = threading.Event()

    def run(task: Callable[[], None]) -> None:
        starting.wait()
        task()

    threads = [threading.Thread(target=run, args=[task]) for task in tasks]
    for thread in threads:
        thread.start()
    begun = time.monotonic()
    starting.set()
    for thread in threads:
        thread.join()
    return time.monotonic() - begun


def reading(port: int, sessions: list[str], events: list[Event], seconds: int) -> tuple[Answers, float]:
    """All read, and the last ten register and withdraw meanwhile."""
    paths = {name: path for name, (_reader, path) in pages().items() if name in READ}
    answers, end = Answers(), time.monotonic() + seconds

    def read(session: str) -> None:
        browser = Browser(port, session)
        while time.monotonic() < end:
            time.sleep(random.uniform(*PAUSE))
            name = random.choice(READ)
            answers.of(name, partial(browser.get, paths[name]))

    def come_and_go(session: str) -> None:
        browser = Browser(port, session)
        for event in events:
            for act in ("inscription", "desinscription"):
                time.sleep(random.uniform(*PAUSE))
                answers.of(act, partial(browser.post, f"{event.get_absolute_url()}{act}/"))

    tasks = [partial(read, session) for session in sessions[:-REGISTERING]]
    tasks += [partial(come_and_go, session) for session in sessions[-REGISTERING:]]
    return answers, all_at_once(tasks)


def rush(port: int, sessions: list[str], event: Event, presses: int) -> Answers:
    """Each presses ``presses`` times, from as many windows, and all at the same instant."""
    answers, path = Answers(), f"{event.get_absolute_url()}inscription/"

    def press(session: str) -> None:
        answers.of("inscription", partial(Browser(port, session).post, path))

    all_at_once([partial(press, session) for session in sessions * presses])
    return answers


def report_reading(answers: Answers, seconds: float) -> None:
    print("| asked | times | median, ms | 95 % within, ms | worst, ms | failed |\n|---|---:|---:|---:|---:|---:|")
    everything = [wait for waits in answers.waits.values() for wait in waits]
    failed = sum(answers.failures(what) for what in answers.waits)
    for what, waits in sorted(answers.waits.items()):
        print(line(what, waits, answers.failures(what)))
    print(line(f"all, {len(everything) / seconds:.1f} a second", everything, failed))


def line(what: str, waits: list[float], failed: int) -> str:
    waits = sorted(waits)
    middle, most, worst = (wait * 1000 for wait in (median(waits), waits[len(waits) * 95 // 100], waits[-1]))
    return f"| {what} | {len(waits)} | {middle:.0f} | {most:.0f} | {worst:.0f} | {failed} |"


def report_rush(answers: Answers, event: Event) -> None:
    waits = sorted(answers.waits["inscription"])
    rows = event.registrations.all()
    print("\n| presses | median wait, s | worst wait, s | places | in line | answers |\n|---:|---:|---:|---:|---:|---|")
    told = ", ".join(f"{status}: {times}" for status, times in sorted(answers.statuses["inscription"].items(), key=str))
    print(
        f"| {len(waits)} | {median(waits):.1f} | {waits[-1]:.1f} | {rows.confirmed().count()} of {event.seats}"
        f" | {rows.waiting().count()} | {told} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--presses", type=int, default=3)
    parser.add_argument("--seats", type=int, default=12)
    parser.add_argument("--seed", type=int, default=2018)
    options = parser.parse_args()
    random.seed(options.seed)
    call_command("migrate", verbosity=0)
    call_command("demo", force=True)
    people = [member for member in Member.objects.active().order_by("pk") if status_for(member).state != "due"]
    sessions = [open_session(member) for member in people[: options.people + REGISTERING]]
    events = [make_event(number, 2 * REGISTERING) for number in range(EVENTS)]
    wanted = make_event(EVENTS, options.seats)
    with Mailbox() as mailbox, Portal(CAP_EMAIL_URL=mailbox.url) as portal:
        read, seconds = reading(portal.port, sessions, events, options.seconds)
        report_reading(read, seconds)
        checker = Checker(os.environ["DATABASE_URL"], wanted.pk)
        checker.start()
        pressed = rush(portal.port, sessions[: options.people], wanted, options.presses)
        checker.end()
        report_rush(pressed, wanted)
        print(f"\nwrong: {dict(checker.wrong) or 'nothing'}; failures written down: {dict(portal.errors()) or 'none'}")
    failed = sum(read.failures(what) for what in read.waits)
    is_complete = wanted.registrations.live().count() == options.people
    sys.exit(0 if is_complete and not (failed or checker.wrong) else 1)


if __name__ == "__main__":
    main()
