"""French typography of a plain text: non-breaking spaces and curly apostrophes."""

import re

NBSP, NARROW = "\u00a0", "\u202f"
RULES = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"[ \u00a0\u202f]*([;!?]+)(?=\s|$|[»”)\]])"), NARROW + r"\1"),
    (re.compile(r"(?<=\S)[ \u00a0\u202f]+:(?=\s|$)"), NBSP + ":"),
    (re.compile(r"«[ \u00a0\u202f]*(?=\S)"), "«" + NBSP),
    (re.compile(r"(?<=\S)[ \u00a0\u202f]*»"), NBSP + "»"),
    (re.compile(r"\bn°[ \u00a0]*(?=\d)"), "n°" + NBSP),
    (re.compile(r"(?<=\d)[ ](?=(?:h|min|%|€|mots?|places?)\b|[%€])"), NBSP),
)


def french(text):
    """``text`` as a French printer sets it; twice gives the same as once."""
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text
