"""Calm pages for what goes wrong; they ask neither the database nor the session."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string


def page(status, template=""):
    return HttpResponse(render_to_string(template or f"{status}.html"), status=status)


def bad_request(request, exception=None):
    return page(400)


def forbidden(request, exception=None):
    return page(403)


def form_refused(request, reason=""):
    """The token of the form is not the session's: most often it was opened long ago."""
    return page(403, "403_csrf.html")


def not_found(request, exception=None):
    return page(404)


def failure(request):
    """What nobody foresaw; a database lost before the view was reached is only a moment of patience."""
    return unavailable() if isinstance(sys.exception(), OperationalError | InterfaceError) else page(500)


def unavailable():
    """The database is away or too busy: come back in a moment."""
    response = page(503)
    response["Retry-After"] = "10"
    return response
