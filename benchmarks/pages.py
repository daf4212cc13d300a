"""Registrations a second, and the agenda and a feed with 290 and 29,000 members, beside a bare Django view.

``python -m benchmarks.pages [--scale 100] [--rounds 5]``. The same web server serves all; they are measured in turn
in each round, and the middle of the rounds counts. Prints a table in Markdown.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from functools import partial
from statistics import median

import psycopg

from benchmarks.browser import Browser
from benchmarks.portal import ROOT, free_port
from capassistant.operations.management.commands.serve import web

CLIENTS, SECONDS = 4, 2
REGISTERING, PEOPLE, EVENTS = 16, 192, 16
PATIENCE = 60


class Site:
    """A web server on a database of its own; ``application`` is what it serves."""

    def __init__(self, name, scale=0, application="capassistant.wsgi"):
        self.port = free_port()
        self.environment = os.environ | {"PORT": str(self.port)}
        if scale:
            self.fill(name, scale)
        command = [application if word == "capassistant.wsgi" else word for word in web(f"127.0.0.1:{self.port}")]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment)

    def fill(self, name, scale):
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        self.environment["DATABASE_URL"] = os.environ["DATABASE_URL"].replace("/postgres?", f"/{name}?")
        self.manage("migrate", "--verbosity", "0")
        self.manage("createcachetable")
        self.manage("demo", "--force", "--scale", str(scale))
        self.manage("collectstatic", "--no-input", "--verbosity", "0")
        prepare = [sys.executable, "-m", "benchmarks.community", str(PEOPLE), str(EVENTS + 1)]
        done = subprocess.run(prepare, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True)
        self.facts = json.loads(done.stdout)
        with psycopg.connect(self.environment["DATABASE_URL"], autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")

    def manage(self, *words):
        command = [sys.executable, "manage.py", *words]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def wait(self, path):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                if Browser(self.port).get(path)[0] == 200:
                    return
            time.sleep(0.2)
        raise TimeoutError(path)

    def end(self):
        self.process.terminate()
        self.process.wait()


def at_once(tasks):
    """Run the tasks in threads; returns the seconds until the last one is done."""
    threads = [threading.Thread(target=task) for task in tasks]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - begun


def pages_a_second(site, path, session=""):
    answers = []

    def read():
        browser, end = Browser(site.port, session), time.monotonic() + SECONDS
        while time.monotonic() < end:
            answers.append(browser.get(path)[0])

    seconds = at_once([read] * CLIENTS)
    assert set(answers) == {200}, set(answers)
    return len(answers) / seconds


def registrations_a_second(site, addresses):
    """Everybody registers once, through sixteen clients; who is asked to come back in a moment does so at once."""
    people = site.facts["sessions"]
    shares = [people[n::REGISTERING] for n in range(REGISTERING)]
    answers = Counter()

    def register(address, sessions):
        for session in sessions:
            browser, status = Browser(site.port, session), 503
            while status == 503:
                status, location, _ = browser.post(f"{address}inscription/")
                answers[status, location in addresses] += 1

    targets = addresses * (REGISTERING // len(addresses))
    tasks = [partial(register, address, share) for address, share in zip(targets, shares, strict=True)]
    seconds = at_once(tasks)
    assert set(answers) <= {(302, True), (503, False)}, answers
    print(f"{answers[302, True]} registrations, {answers[503, False]} times asked to come back", file=sys.stderr)
    return answers[302, True] / seconds


def measure(sites, rounds):
    """Each page in turn, ``rounds`` times: name -> pages a second, the middle of the rounds."""
    asked = {"a bare Django view": (sites["bare"], "/", "")}
    for name in ("small", "large"):
        site = sites[name]
        members = f"{site.facts['members']:,} members, {site.facts['upcoming']:,} events to come"
        asked[f"agenda, {members}"] = (site, "/agenda/", site.facts["reader"])
        asked[f"feed, {members}"] = (site, site.facts["feed"], "")
    found = {name: [] for name in asked}
    for _ in range(rounds):
        for name, (site, path, session) in asked.items():
            found[name].append(pages_a_second(site, path, session))
    return {name: median(values) for name, values in found.items()}


def report(figures):
    bare = figures["a bare Django view"]
    print(f"\n| | a second | {'a bare view is'} |\n|---|---:|---:|")
    for name, value in figures.items():
        print(f"| {name} | {value:,.1f} | {bare / value:,.1f} times as fast |")
    small, large = (value for name, value in figures.items() if name.startswith("agenda"))
    print(f"\nThe agenda at scale takes {small / large:.2f} times as long as the small one.")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    sites = {}
    try:
        sites["bare"] = Site("bare", application="benchmarks.bare")
        sites["small"] = Site("small", 1)
        sites["large"] = Site("large", options.scale)
        sites["bare"].wait("/")
        sites["small"].wait("/readyz")
        sites["large"].wait("/readyz")
        figures = measure(sites, options.rounds)
        one, *many = sites["small"].facts["addresses"]
        figures["registrations, 16 clients, one event"] = registrations_a_second(sites["small"], [one])
        figures["registrations, 16 clients, 16 events"] = registrations_a_second(sites["small"], many)
        report(figures)
    finally:
        for site in sites.values():
            site.end()


if __name__ == "__main__":
    main()
