"""Where a person may be sent back to: a printable path of this site, nothing else."""

from django.utils.http import url_has_allowed_host_and_scheme


def safe_path(text: str, otherwise: str = "/") -> str:
    """``text`` when it is a plain path of the portal, else ``otherwise``."""
    is_path = text.startswith("/") and text.isascii() and text.isprintable()
    if is_path and url_has_allowed_host_and_scheme(text, allowed_hosts=None):
        return text
    return otherwise
