"""Calm pages for what goes wrong; they ask neither the database nor the session."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from psycopg.errors import ReadOnlySqlTransaction

from guards import typed


def page(status, template=""):
    return HttpResponse(render_to_string(template or f"{status}.html"), status=status)


def bad_request(request, exception=None):
    return page(400)


def forbidden(request, exception=None):
    return page(403)


def form_refused(request, reason=""):
    """The token of the form is not the session's: most often it was opened long ago.

    What was typed in a long form is offered again: its seal says that the page was of this member.
    """
    if typed.keep(request):
        return redirect(typed.PAGE)
    return page(403, "403_csrf.html")


def not_found(request, exception=None):
    return page(404)


def failure(request):
    """What nobody foresaw; a database lost before the view was reached is only a moment of patience."""
    return unavailable() if is_passing(sys.exception()) else page(500)


def is_passing(error):
    """Whether the database is away, too busy, or may only be read for now, as when a replica takes over."""
    is_read_only = isinstance(getattr(error, "__cause__", None), ReadOnlySqlTransaction)
    return is_read_only or isinstance(error, OperationalError | InterfaceError)


def unavailable():
    """The database is away or too busy: come back in a moment."""
    response = page(503)
    response["Retry-After"] = "10"
    return response
