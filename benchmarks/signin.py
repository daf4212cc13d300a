"""A whole community signs in within a minute from one office address, while others read and a stranger guesses.

``python -m benchmarks.signin [--people 290] [--seconds 60] [--at-once 24]``. Some come at the same instant, the others one
after the other; one in ten types a wrong password first. From elsewhere a stranger tries passwords on all their accounts.
Ends with 1 when somebody with the right password was not let in at the first try.
"""

import argparse
import http.client
import random
import sys
import threading
import time
from collections import Counter
from contextlib import suppress

from django.core.management import call_command

from benchmarks.browser import Browser, open_session
from benchmarks.portal import Portal
from members.models import Member

OFFICE, STRANGER = "192.0.2.1", "198.51.100.7"
PASSWORD, WRONG = "un mot de passe long", "un mot de passe faux"
MISTAKEN = 0.1
READERS = 3


def arrange(count):
    """As many members as will come, and those who read meanwhile: (members, sessions)."""
    people = [
        Member(email=f"membre{n}@example.org", first_name="Membre", last_name=f"N{n}", state=Member.State.ACTIVE)
        for n in range(count + READERS)
    ]
    for member in people:
        member.set_password(PASSWORD)
        member.save()
    return people[READERS:], [open_session(reader) for reader in people[:READERS]]


class Morning:
    def __init__(self, port):
        self.port, self.is_over = port, threading.Event()
        self.answers, self.waits, self.reads = Counter(), [], []

    def enter(self, member, after):
        """One person: the page, perhaps a wrong password, then the right one, until it opens."""
        browser = Browser(self.port, address=OFFICE)
        time.sleep(after)
        browser.get("/connexion/")
        if random.random() < MISTAKEN:
            self.sign_in(browser, member, WRONG, "wrong password")
        begun = time.monotonic()
        self.sign_in(browser, member, PASSWORD, "right password")
        self.waits.append(time.monotonic() - begun)

    def sign_in(self, browser, member, password, who):
        try:
            status, location, text = browser.post("/connexion/", {"login": member.email, "password": password})
        except (OSError, http.client.HTTPException) as error:
            status, location, text = type(error).__name__, "", ""
        told = "told to wait" if "Trop de tentatives" in text else location
        self.answers[who, status, told] += 1

    def guess(self, people):
        """A stranger, as fast as the portal answers."""
        browser = Browser(self.port, address=STRANGER)
        while not self.is_over.is_set():
            self.sign_in(browser, random.choice(people), WRONG, "stranger")

    def read(self, session):
        browser = Browser(self.port, session, address="203.0.113.9")
        while not self.is_over.is_set():
            begun = time.monotonic()
            with suppress(OSError, http.client.HTTPException):
                self.answers["reader", browser.get("/agenda/")[0], ""] += 1
            self.reads.append(time.monotonic() - begun)
            time.sleep(1)

    def run(self, people, sessions, seconds, at_once):
        moments = [0] * at_once + [random.uniform(0, seconds) for _ in people[at_once:]]
        coming = [threading.Thread(target=self.enter, args=pair) for pair in zip(people, moments, strict=True)]
        others = [threading.Thread(target=self.read, args=[session]) for session in sessions]
        others.append(threading.Thread(target=self.guess, args=[people]))
        for thread in others + coming:
            thread.start()
        for thread in coming:
            thread.join()
        self.is_over.set()
        for thread in others:
            thread.join()


def told(waits):
    waits = sorted(waits)
    return (
        f"half within {waits[len(waits) // 2] * 1000:.0f} ms, 99 % within {waits[len(waits) * 99 // 100] * 1000:.0f} ms"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=290)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--at-once", type=int, default=24)
    parser.add_argument("--seed", type=int, default=2018)
    options = parser.parse_args()
    random.seed(options.seed)
    call_command("migrate", verbosity=0)
    people, sessions = arrange(options.people)
    with Portal() as portal:
        morning = Morning(portal.port)
        begun = time.monotonic()
        morning.run(people, sessions, options.seconds, options.at_once)
        print(f"it took                {time.monotonic() - begun:.0f} s")
        print(f"signing in             {told(morning.waits)}")
        print(f"reading meanwhile      {told(morning.reads)}")
        for (who, status, words), times in sorted(morning.answers.items(), key=str):
            print(f"  {who:<15} {status} {words}: {times}")
        print(f"failures it wrote down {dict(portal.errors()) or 'none'}")
    sys.exit(0 if morning.answers["right password", 302, "/"] == options.people else 1)


if __name__ == "__main__":
    main()
