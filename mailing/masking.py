"""A message as somebody else than its reader may see it: without the addresses that open a door by themselves.

Kept are addresses of ours that ask to sign in, and public ones that carry nothing; everything else is a
secret until proven otherwise: signed links, keys of an account, video rooms.
"""

import re
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

SIGNS = "a-zA-Z0-9+.-"
ADDRESS = rf"(?<![{SIGNS}])[{SIGNS}]*?(?:[a-zA-Z][0-9+.-]*+://|[a-zA-Z0-9-]\.[a-zA-Z]{{2,}}+/)"
"""How an address begins, with its scheme or without; looked for once in each run of its signs."""
IN_TEXT, IN_HTML = re.compile(rf"{ADDRESS}\S*"), re.compile(rf"""{ADDRESS}[^\s"'<>]*""")
NO_LETTERS = "0123456789+.-"
MASK = "••••••"


def masked(text: str) -> str:
    """``text`` with its secret addresses cut after the host."""
    return IN_TEXT.sub(lambda found: _shown(found[0]), text)


def masked_html(html: str) -> str:
    """``html`` with its secret addresses cut after the host; its markup stays."""
    return IN_HTML.sub(lambda found: _shown(found[0]), html)


def _shown(address: str) -> str:
    scheme, is_whole, rest = address.partition("://")
    if not is_whole or "/" in scheme:
        return f"{address.partition('/')[0]}/{MASK}"
    host = rest.partition("/")[0]
    known_as = scheme.lstrip(NO_LETTERS)
    if f"{known_as}://{host}" == settings.SITE_URL and not _is_secret(unescape(f"{known_as}://{rest}")):
        return address
    return f"{scheme}://{MASK}" if re.search(r"[@?#&]", host) else f"{scheme}://{host}/{MASK}"


def _is_secret(address: str) -> bool:
    """Whether an address of ours gives something to who has it, signed in or not."""
    parts = urlsplit(address)
    try:
        page = resolve(parts.path or "/")
    except Resolver404:
        return True
    asks_to_sign_in = getattr(page.func, "login_required", True)
    return not asks_to_sign_in and bool(page.args or page.kwargs or parts.query)
