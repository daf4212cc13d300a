"""What stands in the logs: no address that opens a door by itself, and one line for what has a page of its own."""

import logging

from mailing.masking import masked, masked_path

UNFORESEEN = 500
"""The one answer whose cause is looked for in the code."""


class WithoutSecrets(logging.Filter):
    """The one door of all records (``settings.LOGGING``)."""

    def filter(self, record):
        record.msg, record.args = said(record), ()
        if getattr(record, "status_code", UNFORESEEN) != UNFORESEEN and record.exc_info:
            record.msg = f"{record.msg} ({masked(reason(record.exc_info[1]))})"
            record.exc_info = record.exc_text = None
        return True


def said(record):
    """The message, with the path of its request, which Django escapes, as far as it may be kept."""
    text, path = record.getMessage(), getattr(getattr(record, "request", None), "path", "")
    return masked(text.replace(escaped(path), masked_path(path)) if path else text)


def reason(error):
    """Which error, and the first line of what it says."""
    return ": ".join([type(error).__name__, *str(error).splitlines()[:1]])


def escaped(path):
    return path.encode("unicode_escape").decode("ascii")
