"""What each page costs, beside the least that it could: CPU, statements and bytes of all pages, in one table.

``python -m benchmarks.floor [--rounds 15] [PAGE ...]``. Then the same of the two acts that come in waves, registering
and giving the place back: each round another member, so that nothing can be sent twice as a floor. The floor of a page is a view without middleware that sends the
statements that the page was seen to send, by a cursor, and returns the same bytes from a string template. Page and
floor take turns in one process. A figure is the CPU of its thread and of the PostgreSQL process behind it, in
milliseconds, the middle of the rounds. Prints a table in Markdown.
"""

import argparse
import io
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from string import Template

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.management import call_command
from django.db import connection
from django.db.models import Count, Q
from django.http import HttpResponse
from django.utils import timezone

from benchmarks.browser import open_session
from events.actions.feeds import renew_feed
from events.models import CalendarFeed, Event
from journal.models import Article, Issue
from members.charter import status_for
from members.models import Member

WARM = 3


@dataclass(frozen=True)
class Cost:
    """Milliseconds of CPU."""

    worker: float
    database: float


@dataclass(frozen=True)
class Measure:
    page: Cost
    floor: Cost
    statements: int
    size: int
    compressed: int

    @property
    def share(self) -> float:
        return (self.floor.worker + self.floor.database) / (self.page.worker + self.page.database)


class Clock:
    """The CPU of this thread and of the backend of its connection."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.path = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def of(self, act: Callable[[], object]) -> Cost:
        worker, database = time.thread_time_ns(), self.database()
        act()
        worker = time.thread_time_ns() - worker
        time.sleep(0.001)  # The process that answered goes to sleep, and only then is its time counted.
        return Cost(worker / 1e6, (self.database() - database) / 1e6)

    def database(self) -> int:
        return int(self.path.read_text().split()[0])


class Reader:
    """Asks the portal for pages, as its server would, in this very thread."""

    def __init__(self, member: Member | None) -> None:
        self.token = secrets.token_hex(16)
        self.cookie = f"{settings.CSRF_COOKIE_NAME}={self.token}"
        if member:
            self.cookie += f"; {settings.SESSION_COOKIE_NAME}={open_session(member)}"
        self.handler = WSGIHandler()

    def environ(self, path: str, encoding: str = "identity") -> dict[str, object]:
        path, _, query = path.partition("?")
        return {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "443", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "https", "HTTP_HOST": "127.0.0.1",
            "HTTP_X_FORWARDED_PROTO": "https", "HTTP_COOKIE": self.cookie, "HTTP_ACCEPT_ENCODING": encoding,
            "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(), "REMOTE_ADDR": "127.0.0.1",
            "HTTP_ACCEPT_LANGUAGE": "fr",
        }  # fmt: skip

    def get(self, path: str, encoding: str = "identity") -> bytes:
        """:raises ValueError: the page is not there"""
        status, _headers, content = self.ask(self.environ(path, encoding))
        if not status.startswith("200"):
            raise ValueError(f"{path}: {status}")
        return content

    def post(self, path: str) -> None:
        """Press a button that takes no field.

        :raises ValueError: it led elsewhere than to the panel that says what was done
        """
        status, headers, _content = self.ask(
            self.environ(path)
            | {
                "REQUEST_METHOD": "POST", "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": "0",
                "HTTP_X_CSRFTOKEN": self.token, "HTTP_ORIGIN": "https://127.0.0.1",
            }
        )  # fmt: skip
        if not headers.get("Location", "").endswith("#inscription"):
            raise ValueError(f"{path}: {status}")

    def ask(self, environ: dict[str, object]) -> tuple[str, dict[str, str], bytes]:
        told = []
        response = self.handler(environ, lambda status, headers: told.append((status, dict(headers))))
        content = b"".join(response)
        return *told[0], content


def sent(act: Callable[[], object]) -> list[tuple[str, object]]:
    """The statements that ``act`` sends, with their parameters."""
    found = []

    def keep(execute, sql, params, many, context):
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        act()
    return found


def floor_of(reader: Reader, path: str, content: bytes) -> Callable[[], object]:
    """The least that a page with this content could do."""
    statements = sent(lambda: reader.get(path))
    page = Template(content.decode().replace("$", "$$"))

    def view() -> bytes:
        WSGIRequest(reader.environ(path))
        with connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()
        return b"".join(HttpResponse(page.substitute()))

    return view


def measure(clock: Clock, reader: Reader, path: str, rounds: int) -> Measure:
    for _ in range(WARM):
        content = reader.get(path)
    floor = floor_of(reader, path, content)
    floor()
    pairs = [(clock.of(lambda: reader.get(path)), clock.of(floor)) for _ in range(rounds)]
    pages, floors = zip(*pairs, strict=True)
    count = len(sent(lambda: reader.get(path)))
    return Measure(middle(pages), middle(floors), count, len(content), len(reader.get(path, "gzip")))


def acts(clock: Clock, rounds: int) -> dict[str, tuple[Cost, int]]:
    """Name of each act -> what it costs, and how many statements it sends."""
    starts_at = timezone.now() + timedelta(days=20)
    event = Event.objects.create(
        title="Mesure", slug="mesure", state="published", seats=WARM + rounds + 1, starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
    )  # fmt: skip
    people = [member for member in Member.objects.active().order_by("pk") if status_for(member).state != "due"]
    readers, found = [Reader(member) for member in people[: WARM + rounds + 1]], {}
    for name, word in (("registering", "inscription"), ("withdrawing", "desinscription")):
        press = [partial(reader.post, f"{event.get_absolute_url()}{word}/") for reader in readers]
        statements = [len(sent(act)) for act in press[: WARM + 1]][-1]
        found[name] = middle([clock.of(act) for act in press[WARM + 1 :]]), statements
    return found


def middle(costs: Sequence[Cost]) -> Cost:
    return Cost(median(cost.worker for cost in costs), median(cost.database for cost in costs))


def pages() -> dict[str, tuple[Member | None, str]]:
    """Name of each page -> who reads it and where it is."""
    busy = Count("registrations", filter=Q(registrations__status="confirmed"))
    member = Member.objects.active().filter(appointments=None).annotate(busy=busy).order_by("-busy", "pk")[0]
    editor, manager = (Member.objects.active().holding(role).order_by("pk")[0] for role in ("editorial", "core_team"))
    event = Event.objects.upcoming().annotate(count=Count("registrations")).order_by("-count", "pk")[0]
    issue = Issue.objects.published().newest_first()[0]
    article = Article.objects.filter(issue=issue).order_by("pk")[0]
    other = Member.objects.active().exclude(pk=member.pk).order_by("pk")[0]
    month = timezone.localdate()
    feeds = {scope: f"/agenda/abonnement/{renew_feed(member, scope=scope)}.ics" for scope in CalendarFeed.Scope}
    return {
        "home": (member, "/"),
        "agenda": (member, "/agenda/"),
        "month": (member, f"/agenda/{month.year}/{month.month}/"),
        "event": (member, event.get_absolute_url()),
        "directory": (member, "/membres/"),
        "profile": (member, other.get_absolute_url()),
        "journal": (member, "/journal/"),
        "issue": (member, issue.get_absolute_url()),
        "article": (member, article.get_absolute_url()),
        "search": (member, "/recherche/?q=excel"),
        "feed, all events": (None, feeds[CalendarFeed.Scope.ALL]),
        "feed, mine": (None, feeds[CalendarFeed.Scope.MINE]),
        "my registrations": (member, "/moi/inscriptions/"),
        "profile form": (member, "/moi/profil/"),
        "board": (editor, "/redaction/"),
        "back office": (manager, f"/{settings.ADMIN_PATH}"),
        "back office, members": (manager, f"/{settings.ADMIN_PATH}members/member/"),
        "sign-in": (None, "/connexion/"),
    }


def report(found: dict[str, Measure]) -> None:
    print("| page | worker + database, ms | floor | share of the floor | statements | kB | compressed |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, one in found.items():
        floor = one.floor.worker + one.floor.database
        print(
            f"| {name} | {one.page.worker:.1f} + {one.page.database:.1f} | {floor:.1f} | {one.share:.0%} "
            f"| {one.statements} | {one.size / 1000:.1f} | {one.compressed / 1000:.1f} |"
        )


def report_acts(found: dict[str, tuple[Cost, int]]) -> None:
    print("\n| act | worker + database, ms | statements |\n|---|---:|---:|")
    for name, (cost, statements) in found.items():
        print(f"| {name} | {cost.worker:.1f} + {cost.database:.1f} | {statements} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("demo", force=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    clock = Clock()
    report(
        {
            name: measure(clock, Reader(member), path, options.rounds)
            for name, (member, path) in pages().items()
            if not options.pages or name in options.pages
        }
    )
    report_acts(acts(clock, options.rounds))


if __name__ == "__main__":
    main()
