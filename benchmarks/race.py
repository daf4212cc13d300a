"""200 members race for 20 seats over HTTP while 50 of them leave and a host moves the seats up and down.

``python -m benchmarks.race --seconds 30 [--kill] [--offers]``. A checker reads the database every 100 ms; with
``--kill`` a web worker, the task worker and PostgreSQL are killed in the middle; with ``--offers`` freed places wait
for an answer, and those who have one take it or leave it. In the first half the host moves the seats around those
taken, where going under them is refused; then opens to all, and takes back what the line has left free.
Ends with 1 when anything was wrong.
"""

import argparse
import http.client
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from datetime import timedelta

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from benchmarks.browser import Browser, Form, open_session
from benchmarks.checker import Checker
from benchmarks.mailbox import Mailbox
from benchmarks.portal import Portal
from capassistant.operations.embedded import Server
from capassistant.operations.state import STATE_DIR
from events.models import Event, Host, Registration
from mailing.actions import save_choices
from mailing.models import Delivery
from mailing.topics import Choice, Habit
from members.models import Member

PEOPLE, LEAVERS, SEATS = 200, 50, 20
DOWN, UP = 4, 2
GENEROUS = 0.5
"""How often, in the second half, the host opens to all; else the seats come back to about those taken."""
ANSWERING, DECLINED = 4, 0.2
"""So many answer offers at once; how often they leave the place to the next."""
IN_HAND = 2
"""So many messages are with the mail server at once: an accident of the worker or of the database repeats these."""
QUIET = 240
"""Seconds given to the mail that is still to leave; what a killed worker held is taken up again after two minutes."""


def arrange(*, offers):
    """An event, its host and the members, each signed in: (event, session of the host, sessions).

    Nobody keeps quiet hours: the mail of a race at night must be counted before the morning.
    """
    people = [
        Member(email=f"membre{n}@example.org", first_name="Membre", last_name=f"N{n}", state=Member.State.ACTIVE)
        for n in range(PEOPLE + 1)
    ]
    for member in people:
        member.set_unusable_password()
        member.save()
        save_choices(member, {Habit.QUIET_HOURS: Choice.NO})
    starts_at = timezone.now() + timedelta(days=30)
    event = Event.objects.create(
        title="La course", slug="la-course", state="published", seats=SEATS, starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2), answer_hours=40 if offers else None,
    )  # fmt: skip
    Host.objects.create(event=event, member=people[0], position=0, is_lead=True)
    return event, open_session(people[0]), {member.pk: open_session(member) for member in people[1:]}


class Race:
    def __init__(self, event, port, seconds):
        self.event, self.path, self.port = event, event.get_absolute_url(), port
        self.seconds, self.starting = seconds, threading.Event()
        self.answers, self.acknowledged = Counter(), set()
        self.waits = []

    def until(self, share=1):
        """Whether ``share`` of the race is still to run."""
        return time.monotonic() < self.begun + self.seconds * share

    def post(self, browser, act, fields=()):
        """Press until the portal answers; ``True`` when it did what was asked and leads to the panel that says so."""
        while True:
            begun = time.monotonic()
            try:
                status, location, _ = browser.post(f"{self.path}{act}/", fields)
            except (OSError, http.client.HTTPException):
                status = "no answer"
            self.waits.append(time.monotonic() - begun)
            self.answers[act, status] += 1
            if status == 302:
                return location == f"{self.path}#inscription"
            if not self.until():
                return False
            time.sleep(random.uniform(0.2, 0.6))

    def member(self, number, session, leaves):
        browser = Browser(self.port, session)
        self.starting.wait()
        came = self.post(browser, "inscription")
        if came and not leaves:
            self.acknowledged.add(number)
        while leaves and self.until():
            time.sleep(random.uniform(0, 4))
            self.post(browser, "desinscription")
            time.sleep(random.uniform(0, 4))
            self.post(browser, "inscription")

    def host(self, session):
        """Move the seats up and down; going under what is taken is refused, and counted."""
        browser = Browser(self.port, session)
        self.starting.wait()
        while self.until():
            try:
                fields = Form(browser.get(f"{self.path}modifier/")[2]).fields
                seats = self.seats_wanted(int(fields["seats"]))
                act = "seats down" if seats < int(fields["seats"]) else "seats up"
                status = browser.post(f"{self.path}modifier/", fields | {"seats": max(seats, 1)})[0]
            except (OSError, http.client.HTTPException, DatabaseError, KeyError):
                act, status = "seats", "no answer"
                connection.close()
            self.answers[act, status] += 1
            time.sleep(random.uniform(0.1, 0.5))
        connection.close()

    def seats_wanted(self, seats):
        if self.until(0.5):
            return seats + random.randint(-DOWN, UP)
        if random.random() < GENEROUS:
            return PEOPLE
        return Event.objects.get(pk=self.event.pk).taken_count + random.randint(-DOWN, UP)

    def answer_offers(self, sessions):
        """Those who are offered a place take it, or leave it to the next."""
        browsers = {number: Browser(self.port, session) for number, session in sessions.items()}
        self.starting.wait()
        while self.until():
            time.sleep(random.uniform(0.1, 0.5))
            try:
                offered = Registration.objects.offered().filter(event=self.event)
                number = offered.order_by("?").values_list("member", flat=True).first()
            except DatabaseError:
                connection.close()
                continue
            if number is None:
                continue
            declines = random.random() < DECLINED
            if declines:
                self.acknowledged.discard(number)
            self.post(browsers[number], "desinscription" if declines else "place")
        connection.close()

    def run(self, host, sessions, accidents):
        threads = [threading.Thread(target=self.host, args=[host])]
        if self.event.answer_hours:
            threads += [threading.Thread(target=self.answer_offers, args=[sessions]) for _ in range(ANSWERING)]
        for place, (number, session) in enumerate(sessions.items()):
            threads.append(threading.Thread(target=self.member, args=[number, session, place < LEAVERS]))
        for thread in threads:
            thread.start()
        self.begun = time.monotonic()
        self.starting.set()
        for accident in accidents:
            time.sleep(self.seconds / (len(accidents) + 1))
            accident()
        for thread in threads:
            thread.join()


def kill_database():
    """SIGKILL of the whole server, as a power cut; then it is started again and recovers by itself."""
    server = Server(STATE_DIR)
    os.kill(int((server.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    time.sleep(1)
    server.start()
    connection.close()


def wait_for_the_mail():
    """Returns how many seconds it took."""
    begun = time.monotonic()
    while Delivery.objects.prepared().exists() and time.monotonic() < begun + QUIET:
        time.sleep(0.5)
    return time.monotonic() - begun


def report(race, checker, mailbox, portal, *, seconds, repeatable):
    """Print the figures; returns whether all was right."""
    live = set(Registration.objects.live().filter(event=race.event).values_list("member", flat=True))
    lost = race.acknowledged - live
    sent = Delivery.objects.filter(state="sent").count()
    withdrawn = Delivery.objects.filter(state="discarded").count()
    left = Delivery.objects.exclude(state__in=["sent", "discarded"]).count()
    waits = sorted(race.waits)
    print(f"requests               {len(waits)}, half within {waits[len(waits) // 2] * 1000:.0f} ms,"
          f" 99 % within {waits[len(waits) * 99 // 100] * 1000:.0f} ms")  # fmt: skip
    for (act, status), times in sorted(race.answers.items(), key=str):
        print(f"  {act:<15} {status}: {times}")
    print(f"starts of the portal   {portal.starts}")
    print(f"failures it wrote down {dict(portal.errors()) or 'none'}")
    print(f"looks at the database  {checker.looks} ({checker.missed} while it was away)")
    print(f"wrong                  {dict(checker.wrong) or 'nothing'}")
    print(f"registrations          {Registration.objects.count()} rows, {len(live)} live;"
          f" {len(race.acknowledged)} acknowledged to who stayed, {len(lost)} lost")  # fmt: skip
    print(f"messages               {sent} sent, {len(mailbox.causes)} received, {withdrawn} no longer true, {left} not sent;"
          f" the last one {seconds:.0f} s after the end")  # fmt: skip
    print(
        f"repeated               {mailbox.twice} with the same Message-ID, of {repeatable} that an accident may repeat"
    )
    is_run = race.acknowledged and sent  # Where nobody came in, nothing was tried.
    return is_run and not (checker.wrong or lost or left or mailbox.twice > repeatable or sent != len(mailbox.causes))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--kill", action="store_true", help="kill a web worker, the task worker and PostgreSQL")
    parser.add_argument("--offers", action="store_true", help="freed places wait for an answer")
    parser.add_argument("--seed", type=int, default=2018)
    options = parser.parse_args()
    random.seed(options.seed)
    call_command("migrate", verbosity=0)
    event, host, sessions = arrange(offers=options.offers)
    with Mailbox() as mailbox, Portal(CAP_EMAIL_URL=mailbox.url) as portal:
        checker = Checker(os.environ["DATABASE_URL"], event.pk)
        race = Race(event, portal.port, options.seconds)
        checker.start()
        accidents = [portal.kill_web_worker, portal.kill_task_worker, kill_database] if options.kill else []
        race.run(host, sessions, accidents)
        portal.wait_until_ready()
        seconds = wait_for_the_mail()
        checker.end()
        is_right = report(race, checker, mailbox, portal, seconds=seconds, repeatable=IN_HAND * len(accidents[1:]))
    sys.exit(0 if is_right else 1)


if __name__ == "__main__":
    main()
