"""A member's browser, as far as a benchmark needs one: a session, a connection that stays open, forms."""

import http.client
import secrets
import time
from html.parser import HTMLParser
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from capassistant.sessions import SessionStore

PATIENCE = 30
KEPT_OPEN = 1
"""Seconds without a word after which the server may close the connection."""


def open_session(member):
    """The key of a session in which ``member`` is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.create()
    return session.session_key


class Browser:
    """One connection to the portal on ``port``, behind a proxy that speaks TLS to the world."""

    def __init__(self, port, session="", address="127.0.0.1"):
        self.port, self.connection, self.used_at = port, None, 0
        token = secrets.token_hex(16)
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}",
            "X-CSRFToken": token,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": address,
            "Origin": f"https://127.0.0.1:{port}",
        }

    def get(self, path):
        return self.ask("GET", path, None, self.headers)

    def post(self, path, fields=()):
        typed = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(fields), self.headers | typed)

    def ask(self, method, path, body, headers):
        """(status, address to go to, text); raises ``OSError`` or ``HTTPException`` when the portal is away."""
        if self.connection is None or time.monotonic() - self.used_at > KEPT_OPEN:
            self.close()
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
            text = response.read().decode()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        self.used_at = time.monotonic()
        return response.status, response.getheader("Location", ""), text

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Form(HTMLParser):
    """The fields of a page's forms with what they hold, as a browser would send them unchanged."""

    def __init__(self, page):
        super().__init__()
        self.fields, self.select, self.area = {}, None, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        name = attributes.get("name")
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in attributes:
            self.fields[self.select] = attributes.get("value", "")
        elif tag == "textarea" and name:
            self.area, self.fields[name] = name, ""
        elif tag == "input" and name and attributes.get("type") not in ("submit", "button"):
            is_box = attributes.get("type") in ("checkbox", "radio")
            if not is_box or "checked" in attributes:
                self.fields[name] = attributes.get("value", "on" if is_box else "")

    def handle_data(self, data):
        if self.area:
            self.fields[self.area] += data

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None
