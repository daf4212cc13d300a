"""French typography of a plain text: non-breaking spaces and curly apostrophes."""

import re

NBSP, NARROW = "\u00a0", "\u202f"
SPACES = "[ \u00a0\u202f]"
ADDRESS = re.compile(r"(\b[a-z][a-z0-9+.-]*://\S*[^\s.,;:!?»)\]]|\S+@\S+\.\w+)", re.IGNORECASE)
"""Addresses are left as they are: a space or an apostrophe would break them."""
RULES = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(rf"(^|(?<=[^\s(\[¿¡!?;])){SPACES}*([;!?]+)(?=\s|$|[»”)\]])"), NARROW + r"\2"),
    (re.compile(rf"(^|(?<=\S)){SPACES}+:(?=\s|$)"), NBSP + ":"),
    (re.compile(rf"«{SPACES}*(?=\S)"), "«" + NBSP),
    (re.compile(rf"(?<=\S){SPACES}*»"), NBSP + "»"),
    (re.compile(rf"\bn°{SPACES}*(?=\d)"), "n°" + NBSP),
    (re.compile(r"(?<=\d) (?=(?:h|min|€|mots?|places?)\b|[%€])"), NBSP),
    (re.compile(rf"(?<=\d{NBSP}h) (?=\d\d\b)"), NBSP),
    (re.compile(r"(?<=\d)(?<!\d{4}) (?=\d{3}\b)"), NARROW),
)


def french(text):
    """``text`` as a French printer sets it; twice gives the same as once."""
    parts = ADDRESS.split(text)
    return "".join(part if rank % 2 else set_in_french(part) for rank, part in enumerate(parts))


def set_in_french(text):
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text
