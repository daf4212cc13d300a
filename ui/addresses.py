"""Which addresses a rich text may lead to."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.http import is_same_domain

from guards.paths import safe_path


def is_kept(address: str) -> bool:
    """Whether a link to ``address`` stays: secure pages, mailboxes, the portal itself, and hosts named by a setting."""
    address = address.strip()
    scheme = address.partition(":")[0].lower()
    if address.startswith("/"):
        return bool(safe_path(address, ""))
    return scheme in ("https", "mailto") or (scheme == "http" and is_of_a_known_host(address))


def is_of_a_known_host(address: str) -> bool:
    """``address`` is read as browsers do, so what they would read otherwise is of no host."""
    if not address.isprintable() or "\\" in address:
        return False
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    known = [urlsplit(settings.SITE_URL).hostname or "", *settings.HTTP_LINK_HOSTS]
    return any(is_same_domain(host, name) for name in known)
