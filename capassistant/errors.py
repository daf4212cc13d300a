"""Calm pages for what goes wrong, in the language of who reads.

Those of a refusal or a wrong address stand in the frame of all pages, with its header and the search. Those of a
failure ask neither the database nor the session, which may be what fails.
"""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override
from psycopg.errors import ReadOnlySqlTransaction


def page(request: HttpRequest, status: int) -> HttpResponse:
    """A page that needs nothing else."""
    with override(getattr(request, "LANGUAGE_CODE", None) or get_language_from_request(request)):
        return HttpResponse(render_to_string(f"{status}.html"), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token of the form is not the session's: most often it was opened long ago."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def failure(request: HttpRequest) -> HttpResponse:
    """What nobody foresaw; a database lost before the view was reached is only a moment of patience."""
    return unavailable(request) if is_passing(sys.exception()) else page(request, 500)


def is_passing(error: BaseException | None) -> bool:
    """Whether the database is away, too busy, or may only be read for now, as when a replica takes over."""
    is_read_only = isinstance(getattr(error, "__cause__", None), ReadOnlySqlTransaction)
    return is_read_only or isinstance(error, OperationalError | InterfaceError)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database is away or too busy: come back in a moment."""
    response = page(request, 503)
    response["Retry-After"] = "10"
    return response
