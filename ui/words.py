"""The words of a text, without the signs that nobody sees."""

LINE_ENDS = dict.fromkeys([0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029], "\n")
CONTROLS = dict.fromkeys([*range(1, 9), *range(0x0E, 0x1C), 0x1F, *range(0x7F, 0x85), *range(0x86, 0xA0)], " ")
TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Signs that turn the direction of reading of all that follows."""
UNSEEN = CONTROLS | TURNS | LINE_ENDS
"""All but tabulations, ends of line, and the null byte, which fields refuse."""


def visible(text: str) -> str:
    """``text`` without control characters and signs that turn the direction of reading; its lines stay."""
    return text.translate(UNSEEN)


def one_line(text: str) -> str:
    """As ``visible``, on a single line."""
    return " ".join(visible(text).split())
