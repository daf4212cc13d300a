"""The portal behind nginx, set as the README says: who asks is known, and nobody holds the threads of the others."""

import http.client
import os
import re
import secrets
import shutil
import socket
import ssl
import subprocess
import sys
from contextlib import ExitStack
from urllib.parse import urlencode

import pytest

from capassistant.middleware import PICTURE_BODY
from capassistant.operations.embedded import Server
from tests.operations.served import PATIENCE, Portal, free_port, is_free, until
from tests.rules.source import ROOT

BLOCK = re.search(r"```\n(server \{.*?\n\})\n```", (ROOT / "README.md").read_text(), re.DOTALL).group(1)
NAME = re.search(r"server_name (\S+);", BLOCK).group(1)
AROUND = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 1; {user}
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {block}
}}
"""
CAMILLE, PASSWORD, WRONG = "camille@example.org", "un mot de passe long", "un mot de passe faux"
NAMED = ["--first_name", "Camille", "--last_name", "Roux"]
OWNER, STRANGER = "127.0.0.2", "127.0.0.3"

needs_nginx = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("nginx") or not shutil.which("openssl"),
    reason="needs nginx and openssl",
)


class Site:
    """The portal, its proxy on ``port``, and one account."""

    def __init__(self, folder, portal):
        self.port, self.context = free_port(), ssl._create_unverified_context()
        certificate, key = folder / "portail.pem", folder / "portail.key"
        drawn = ["openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
        subprocess.run(
            [*drawn, "-subj", f"/CN={NAME}", "-keyout", key, "-out", certificate], check=True, capture_output=True
        )
        own = {"listen 443": f"listen 127.0.0.1:{self.port}", ":8000": f":{portal.port}"}
        own |= {"/etc/ssl/portail.pem": str(certificate), "/etc/ssl/portail.key": str(key)}
        block = re.sub("|".join(own), lambda found: own[found.group()], BLOCK)
        (folder / "nginx.conf").write_text(
            AROUND.format(folder=folder, block=block, user="user root;" if is_root() else "")
        )
        self.process = subprocess.Popen(["nginx", "-e", "stderr", "-c", folder / "nginx.conf"])
        until(lambda: not is_free(self.port))

    def ask(self, method, path, fields=None, *, address=OWNER, forged=""):
        """(status, text), as a browser at ``address`` that may say to stand elsewhere."""
        token = secrets.token_hex(16)
        headers = {"Host": NAME, "Origin": f"https://{NAME}", "X-CSRFToken": token, "Cookie": f"csrftoken={token}"}
        if forged:
            headers |= {"X-Forwarded-For": forged, "X-Real-IP": forged, "Forwarded": f"for={forged}"}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=10, context=self.context, source_address=(address, 0)
        )
        try:
            connection.request(method, path, fields and urlencode(fields), headers)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def sign_in(self, password, **more):
        status, text = self.ask("POST", "/connexion/", {"login": CAMILLE, "password": password}, **more)
        return "told to wait" if "Trop de tentatives" in text else status

    def begun(self, stack, sent):
        """A connection on which ``sent`` came, and nothing more."""
        plain = stack.enter_context(socket.create_connection(("127.0.0.1", self.port), timeout=10))
        line = stack.enter_context(self.context.wrap_socket(plain))
        line.sendall(sent)


def is_root():
    return os.geteuid() == 0


@pytest.fixture(scope="module")
def site(folder, tmp_path_factory):
    portal = Portal(
        folder, CAP_BEHIND_PROXY="true", CAP_SITE_URL=f"https://{NAME}", CAP_ALLOWED_HOSTS=f"{NAME},127.0.0.1"
    )
    try:
        subprocess.run(
            [sys.executable, "manage.py", "createsuperuser", "--noinput", "--email", CAMILLE, *NAMED],
            cwd=ROOT, check=True, capture_output=True,
            env=portal.environment | {"DATABASE_URL": Server(folder).url, "DJANGO_SUPERUSER_PASSWORD": PASSWORD},
        )  # fmt: skip
        site = Site(tmp_path_factory.mktemp("nginx"), portal)
        yield site
        site.process.terminate()
        site.process.wait(PATIENCE)
    finally:
        portal.kill()


@needs_nginx
def test_a_stranger_who_lies_about_the_address_guesses_no_more_and_closes_nobody_elses_door(site):
    tried = [site.sign_in(WRONG, address=STRANGER, forged=f"203.0.113.{n}") for n in range(7)]

    assert tried == [200] * 5 + ["told to wait"] * 2
    assert site.sign_in(PASSWORD, address=STRANGER, forged=OWNER) == "told to wait"
    assert site.sign_in(PASSWORD) == 302


@needs_nginx
@pytest.mark.parametrize(
    "sent",
    [
        f"GET /connexion/ HTTP/1.1\r\nHost: {NAME}\r\n",
        f"POST /connexion/ HTTP/1.1\r\nHost: {NAME}\r\nOrigin: https://{NAME}\r\nCookie: csrftoken={'x' * 32}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\nlogin=",
    ],
    ids=["headers", "bodies"],
)
def test_forty_half_sent_requests_do_not_silence_the_site(site, sent):
    with ExitStack() as stack:
        for _ in range(40):
            site.begun(stack, sent.encode())

        assert [site.ask("GET", "/connexion/")[0] for _ in range(3)] == [200] * 3


@needs_nginx
def test_what_no_page_takes_ends_at_the_proxy(site):
    with ExitStack() as stack:
        plain = stack.enter_context(socket.create_connection(("127.0.0.1", site.port), timeout=10))
        line = stack.enter_context(site.context.wrap_socket(plain))
        line.sendall(
            f"POST /moi/photo/ HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: {PICTURE_BODY + 1}\r\n\r\n".encode()
        )

        assert line.recv(100).startswith(b"HTTP/1.1 413 ")


def test_the_proxies_take_as_much_as_the_heaviest_page():
    told = re.findall(
        r"(?:client_max_body_size |max_size |request_buffers )(\d+)(?:m;|MiB)", (ROOT / "README.md").read_text()
    )

    assert {int(most) * 1024 * 1024 for most in told} == {PICTURE_BODY}
    assert len(told) == 3
