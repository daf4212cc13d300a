"""Hostile values in every form, parameter and path, as every role: never a 5xx, never markup out nor HTML that is not valid,
never a way off the site.

Each place gets its share of the values, the same at each run: two, or ``CAP_HOSTILE`` of them, or all with
``CAP_HOSTILE=full``. A field gets them while the others hold what they should, which leads furthest, but for the last:
that one comes with the last of all others. When it is set, what takes more than two seconds of computing fails too.
"""

import os
import time
from hashlib import sha256
from urllib.parse import quote, quote_from_bytes, urlencode, urljoin

import pytest
from django.db import transaction
from django.test import Client

from capassistant.middleware import METHODS
from tests.rules.access_world import ACTORS, World
from tests.rules.hostile import MARK, PARAMETERS, PATHS, VALUES, Forms, faults_of
from tests.rules.test_access import rows

pytestmark = pytest.mark.django_db

WISHED = os.environ.get("CAP_HOSTILE", "")
IS_FULL = WISHED == "full"
ROLES = ["visitor", "member", "editor", "core_team", "superuser"]
PARTS = (
    "", "moi/", "agenda/", "agenda/nouveau/", "agenda/<int:pk>-<slug:slug>/modifier/", "redaction/", "admin/",
    "admin/members/",
)  # fmt: skip
"""How the addresses are shared out among tests; each belongs to the longest that it begins with."""
FOR_ALL = {"": (36, 60), "moi/": (10, 60), "agenda/": (9, 8)}
FOR_HOSTS = {"agenda/": (26, 60), "agenda/nouveau/": (1, 55), "agenda/<int:pk>-<slug:slug>/modifier/": (2, 100)}
LEAST = {
    "visitor": {"": (16, 16)},
    "member": FOR_ALL | {"redaction/": (2, 10)},
    "editor": FOR_ALL | {"redaction/": (13, 85)},
    "core_team": FOR_ALL | FOR_HOSTS | {"admin/": (18, 45), "admin/members/": (28, 110)},
    "superuser": FOR_ALL | FOR_HOSTS | {"redaction/": (13, 85), "admin/": (24, 70), "admin/members/": (30, 116)},
}
"""How many pages of a part a role reads, and how many values it types there, at the very least."""
SHARE = int(WISHED) if WISHED.isdecimal() else 2
LONGEST = 2
"""Seconds of computing that an answer may take; looked at when more values than usual are tried."""
AWAY = "testserver"
NOT_OURS = {"csrfmiddlewaretoken"}
FORM = "application/x-www-form-urlencoded"


def share(values, place):
    """All the values, or some of them that depend on the place alone."""
    if IS_FULL:
        return values
    start = int(sha256(place.encode()).hexdigest(), 16)
    return [values[(start + rank * 31) % len(values)] for rank in range(min(SHARE, len(values)))]


def one_by_one(names, place):
    """What is typed in the fields: in one alone, again and again, and at last in all of them."""
    shares = {name: share(VALUES, f"{place} {name}") for name in names}
    yield from ({name: value} for name, (*alone, _) in shares.items() for value in alone)
    yield {name: values[-1] for name, values in shares.items()}


def all_at_once(names, place):
    """What is given to parameters: each time something to all of them."""
    shares = [share(VALUES, f"{place} {name}") for name in names]
    yield from (dict(zip(names, values, strict=True)) for values in zip(*shares, strict=True))


class Attacker:
    """A person with a browser who counts the tries and keeps what should not have happened."""

    def __init__(self, role):
        self.world = World()
        self.client = self.world.client(role)
        self.client.raise_request_exception = False
        self.cookies = self.client.cookies.copy()
        self.tries, self.wrong = 0, []

    def send(self, method, path, body=None, *, values=1, content_type=FORM, **headers):
        """One request that leaves the world as it was; the page it leads to is looked at too."""
        self.tries += values
        self.client.cookies = self.cookies.copy()
        what = f"{method} {path[:120]} {str(body)[:160]}"
        with transaction.atomic():
            started = time.process_time()
            response = self.client.generic(method, path, body or b"", content_type, **headers)
            if WISHED and time.process_time() - started > LONGEST:
                self.wrong.append(f"slow: {what}")
            self.judge(response, what)
            if response.status_code == 302 and response["Location"].startswith("/"):
                self.judge(self.client.get(response["Location"]), f"after {what}")
            transaction.set_rollback(True)
        return response

    def judge(self, response, what):
        if response.status_code >= 500:
            self.wrong.append(f"{response.status_code} {what}")
        location = response.headers.get("Location", "/")
        if urljoin("http://testserver/", location).split("/")[2] != AWAY or "\\" in location[:2]:
            self.wrong.append(f"leads to {location}: {what}")
        text = "" if response.streaming else response.content.decode(errors="replace")
        if is_alive(text):
            self.wrong.append(f"markup: {what}")
        self.wrong += [f"{fault}: {what}" for fault in faults_of(text)]

    def pages(self, part):
        """The addresses of that part that this person reads, with their forms."""
        for method, route, _ in rows():
            if part_of(route) == part and is_page(method, route):
                address = self.world.address(route)
                response = self.client.get(address)
                if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                    yield address, route, Forms(response.content.decode()).found

    def forms(self, pages):
        """Each form of those pages once, with what a person of good will would send."""
        known = set()
        for address, route, found in pages:
            for method, action, values in found:
                target = urljoin(address, action.partition("?")[0])
                values = values | ({} if action else self.world.payload(route))
                place = f"{method} {target} {sorted(values)}"
                if place not in known:
                    known.add(place)
                    yield method, target, values


def is_page(method, route):
    return method == "GET" and "deconnexion" not in route and "abonnement" not in route


def part_of(route):
    """The part to which a route belongs."""
    return max((part for part in PARTS if route.startswith(part)), key=len)


def parts_read():
    """(role, part) for every part of which that role reads a page."""
    return sorted(
        {
            (role, part_of(route))
            for method, route, outcomes in rows()
            for role in ROLES
            if is_page(method, route) and outcomes[ACTORS.index(role)] == "200"
        }
    )


def is_alive(text):
    """Whether our markup came out as markup: a tag that a browser would obey."""
    return any(f"<{tag}{MARK}" in text for tag in ("script>", "b class=", "i class=", "iframe src=//")) or any(
        f"{event}={MARK}" in text and f"&lt;{tag}" not in text for event, tag in (("onerror", "img"), ("onload", "svg"))
    )


def encoded(values):
    """A form as bytes: values may be bytes that no charset knows."""
    pairs = []
    for name, value in values.items():
        raw = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
        pairs.append(f"{quote(name)}={quote_from_bytes(raw)}")
    return "&".join(pairs).encode()


@pytest.mark.parametrize("role, part", parts_read())
def test_every_page_bears_any_parameter_and_every_field_what_is_typed(role, part, caplog):
    caplog.set_level("CRITICAL")
    attacker = Attacker(role)
    pages = list(attacker.pages(part))

    for address, _, _ in pages:
        for typed in all_at_once(share(PARAMETERS, address), f"{role} {address}"):
            attacker.send("GET", f"{address}?{encoded(typed).decode()}", values=len(typed))
    given, attacker.tries = attacker.tries, 0
    for method, target, values in attacker.forms(pages):
        for typed in one_by_one(sorted(set(values) - NOT_OURS), f"{role} {target}"):
            body = encoded(values | typed)
            if method == "post":
                attacker.send("POST", target, body, values=len(typed))
            else:
                attacker.send("GET", f"{target}?{body.decode()}", values=len(typed))

    assert attacker.wrong == []
    assert given >= len(pages) * SHARE * SHARE
    assert len(pages) >= LEAST[role][part][0]
    assert attacker.tries >= LEAST[role][part][1]


@pytest.mark.parametrize("role", ROLES)
def test_every_variable_part_of_an_address_bears_any_text(role, caplog):
    caplog.set_level("CRITICAL")
    attacker = Attacker(role)
    routes = [route for method, route, _ in rows() if method == "GET" and "<" in route and "(" not in route]

    for route in routes:
        for hostile in share(PATHS, f"{role} {route}"):
            start, end = route.index("<"), route.index(">") + 1
            attacker.send("GET", attacker.world.address(route[:start] + "HERE" + route[end:]).replace("HERE", hostile))

    assert attacker.wrong == []
    assert attacker.tries > 100


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded; charset=utf-7", b"+AGE-=1"),
        ("application/x-www-form-urlencoded; charset=nothing", b"a=1"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"\xff.png\"\r\n\r\nx\r\n--x--"),
        ("application/json", b"{"),
        ("text/plain", b"\xff\xff"),
        (FORM, b"&".join(b"f%d=1" % rank for rank in range(1500))),
        (FORM, b"a=" + b"x" * 3_000_000),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/connexion/", "/moi/profil/", "/moi/photo/", "/admin/members/site/add/", "/langue/"])
def test_odd_bodies_are_refused_kindly(path, content_type, body, caplog):
    caplog.set_level("CRITICAL")
    attacker = Attacker("core_team")

    attacker.send("POST", path, body, content_type=content_type)

    assert attacker.wrong == []


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": "testserver\r\nX: y"},
        {"HTTP_ACCEPT_LANGUAGE": "fr," * 4000},
        {"HTTP_ACCEPT_LANGUAGE": "\xff" * 50},
        {"HTTP_COOKIE": "sessionid=" + "x" * 4000 + "; messages=%00; csrftoken=²"},
        {"HTTP_IF_MODIFIED_SINCE": "31 Feb 99999"},
        {"HTTP_RANGE": "bytes=9-1"},
        {"HTTP_X_FORWARDED_FOR": "'; DROP"},
        {"HTTP_REFERER": "javascript:alert(1)"},
        {"HTTP_ACCEPT": "²/²"},
    ],
)
def test_odd_headers_are_borne(headers, caplog):
    caplog.set_level("CRITICAL")
    attacker = Attacker("member")

    for path in ("/", "/agenda/", "/connexion/", "/journal/"):
        attacker.send("GET", path, **headers)

    assert attacker.wrong == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "BREW"])
def test_odd_methods_are_borne(method, caplog):
    caplog.set_level("CRITICAL")
    attacker = Attacker("superuser")

    for verb, route, _ in rows():
        if verb == "GET" and "deconnexion" not in route:
            response = attacker.send(method, attacker.world.address(route))
            assert method in METHODS or response.status_code == 405

    assert attacker.wrong == []


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https:evil.example", "²", "/%0d%0aX: y", "javascript:1"]
)
def test_nobody_is_sent_away_after_signing_in_or_choosing_a_language(target):
    attacker = Attacker("visitor")
    email = attacker.world.people["member"].email

    for path, form in (
        (
            f"/connexion/?{urlencode({'next': target})}",
            {"login": email, "password": "un mot de passe long", "next": target},
        ),
        ("/langue/", {"language": "en", "next": target}),
    ):
        attacker.send("POST", path, encoded(form))

    assert attacker.wrong == []
    assert Client().get(f"/connexion/?{urlencode({'next': target})}").status_code == 200
