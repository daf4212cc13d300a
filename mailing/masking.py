"""What somebody else than the reader of a message may see, and what logs keep: no address that opens a door by itself.

Kept are addresses of ours that ask to sign in, and public ones that carry nothing; everything else is a
secret until proven otherwise: signed links, keys of an account, video rooms.
"""

import re
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve

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


def masked_path(path: str) -> str:
    """The path of a page of ours; of a secret one, only which page it leads to."""
    try:
        page = resolve(path)
    except Resolver404:
        return f"/{MASK}"
    return f"/{page.route}" if _opens(page) else path


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
    return _opens(page, parts.query)


def _opens(page: ResolverMatch, query: str = "") -> bool:
    asks_to_sign_in = getattr(page.func, "login_required", True)
    return not asks_to_sign_in and bool(page.args or page.kwargs or query)
