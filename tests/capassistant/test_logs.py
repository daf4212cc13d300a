"""What stands in the logs: which page was asked for, never the secret of its address; one line for a moment of patience."""

import io
import logging

import pytest
from django.core import signing
from django.db import OperationalError
from django.test import RequestFactory
from django.utils.log import log_response

from capassistant import errors
from mailing import links
from mailing.masking import MASK
from tests.factories import make_member


@pytest.fixture
def logs():
    """What the portal writes to its logs during the test."""
    handler = logging.getLogger("django").handlers[0]
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


def lines(logs):
    """Each line without its date."""
    return [line.split(" ", 2)[2] for line in logs.getvalue().splitlines()]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/agenda/abonnement/SECRET.ics", "/agenda/abonnement/<slug:secret>.ics"),
        ("/messages/desabonnement/SECRET/", "/messages/desabonnement/<str:signed>/"),
        ("/messages/preferences/SECRET/", "/messages/preferences/<str:signed>/"),
        ("/agenda/abonnement/SECRET", f"/{MASK}"),
        ("/é/SECRET/", f"/{MASK}"),
        ("/rien/%0ASECRET/", f"/{MASK}"),
    ],
)
def test_a_secret_address_that_is_not_found_leaves_the_name_of_its_page(client, logs, path, kept):
    assert client.get(path).status_code == 404

    assert lines(logs) == [f"WARNING django.request Not Found: {kept}"]


@pytest.mark.django_db
def test_the_link_of_an_invitation_that_is_gone_is_not_written(client, logs):
    token = signing.dumps([1, "x"], salt="members.invitation")

    assert client.get(f"/bienvenue/invitation/{token}/").status_code == 410

    assert lines(logs) == ["WARNING django.request Gone: /bienvenue/invitation/<str:token>/"]


@pytest.mark.django_db
def test_a_page_that_asks_to_sign_in_is_written_as_it_is(member, logs):
    assert member.get("/agenda/999999-rien/").status_code == 404

    assert lines(logs) == ["WARNING django.request Not Found: /agenda/999999-rien/"]


@pytest.mark.django_db
def test_a_form_sent_from_a_secret_page_leaves_no_trace_of_it(client, logs):
    client = type(client)(enforce_csrf_checks=True)
    secret = links.preferences_url(make_member().pk)

    answer = client.post("/langue/", {}, secure=True, headers={"referer": secret})

    assert answer.status_code == 403
    assert secret.split("/")[-2] not in logs.getvalue()


def test_a_database_that_is_away_takes_one_line_without_the_secret(logs):
    request = RequestFactory().get("/agenda/abonnement/SECRET.ics")

    try:
        raise OperationalError("connection refused\n\tIs the server running?")
    except OperationalError as error:
        log_response(
            "%s: %s",
            "Service Unavailable",
            request.path,
            response=errors.unavailable(request),
            request=request,
            exception=error,
        )

    assert lines(logs) == [
        "ERROR django.request Service Unavailable: /agenda/abonnement/<slug:secret>.ics (OperationalError: connection refused)"
    ]


@pytest.mark.django_db
def test_a_page_that_is_refused_takes_one_line(core_team, logs):
    assert core_team.get("/admin/members/act/add/").status_code == 403

    assert lines(logs) == [
        "WARNING django.request Forbidden (Permission denied): /admin/members/act/add/ (PermissionDenied)"
    ]


def test_what_nobody_foresaw_keeps_its_traceback(logs):
    request = RequestFactory().get("/agenda/abonnement/SECRET.ics")

    try:
        raise ZeroDivisionError
    except ZeroDivisionError as error:
        log_response(
            "%s: %s", "Error", request.path, response=errors.page(request, 500), request=request, exception=error
        )

    first, *others = logs.getvalue().splitlines()
    assert first.endswith("Error: /agenda/abonnement/<slug:secret>.ics")
    assert others[-1] == "ZeroDivisionError"
