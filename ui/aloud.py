"""Figures for the eye, words for the ear: « 14 h – 15 h 30 » is heard as « de 14 heures à 15 heures 30 ».

A screen reader spells out what printers shorten. What is seen is hidden from it, what is heard from the eye; only what
is seen is copied.
"""

import re

from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeData, SafeString, mark_safe

from clock.words import ordinal_in_french

SPACE = "[ \u00a0\u202f]"
HOUR = rf"\d{{1,2}}{SPACE}h\b(?:{SPACE}\d\d\b)?"
COMMUNITY = "C@p’Assistant·e·s"
SHORTENED = re.compile(
    rf"(?P<tag><[^<>]*+>)|(?P<name>{COMMUNITY})"
    rf"|(?<!\w)(?:(?P<span>{HOUR}{SPACE}–{SPACE}{HOUR})|(?P<hour>{HOUR})"
    rf"|(?P<english>\d\d:\d\d{SPACE}–{SPACE}\d\d:\d\d)|(?P<minutes>\d{{1,4}}{SPACE}min\b)"
    rf"|(?P<rank>(?:1(?:er|re)|[1-9]\d?[eᵉ])\b)|(?P<number>(?:n°|no\.){SPACE}?(?=\d)))"
)

FIRST_WORD = re.compile(r"\A(?P<before>\s*<p>(?:<(?:strong|em|a)\b[^>]*>)*)(?P<letter>[^\W\d_])(?P<rest>[^\s<]*)")


def aloud(text: object, *, is_safe: bool = False) -> SafeString:
    """A text, escaped unless it is safe, in which whatever is shortened is also there in words.

    It stays in one piece, were it in a box that lays out its pieces apart.
    """
    written = str(text)
    is_safe = is_safe or isinstance(written, SafeData)
    spoken, pieces = SHORTENED.subn(both, written if is_safe else escape(written))
    return mark_safe(f"<span>{spoken}</span>" if pieces and not is_safe else spoken)  # noqa: S308


def in_full(text: SafeString) -> SafeString:
    """The words alone, where one text serves the eye and the ear: the title of a page."""
    return mark_safe(SHORTENED.sub(in_words, text))  # noqa: S308


def without_tags(text: str) -> str:
    """The words of a sentence that may hold a link, for where no link can stand."""
    return mark_safe(strip_tags(text)) if isinstance(text, SafeData) else text  # noqa: S308


def in_words(found: re.Match[str]) -> str:
    return found[0] if found["tag"] else heard(found.lastgroup or "", found[0])


def with_large_letter(html: SafeString) -> SafeString:
    """A rich text whose first letter is large; its word is heard whole, not torn off after the letter."""
    return mark_safe(FIRST_WORD.sub(enlarged, html, count=1))  # noqa: S308


def enlarged(found: re.Match[str]) -> str:
    letter, rest = found["letter"], found["rest"]
    seen = format_html('<span class="lettrine">{}</span>{}', letter, mark_safe(rest))  # noqa: S308
    return found["before"] + two_voices(seen, mark_safe(letter + rest))  # noqa: S308


def both(found: re.Match[str]) -> str:
    seen = found[0]
    return seen if found["tag"] else two_voices(seen, heard(found.lastgroup or "", seen))


def two_voices(seen: str, heard: str) -> SafeString:
    """The same twice: for the eye, then for the ear."""
    return format_html('<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>', seen, heard)


def heard(kind: str, seen: str) -> str:
    """The words of one shortened piece."""
    match kind:
        case "span":
            start, end = map(hours, seen.split("–"))
            return f"de {start} à {end}"
        case "hour":
            return hours(seen)
        case "english":
            return re.sub(f"{SPACE}–{SPACE}", " to ", seen)
        case "minutes":
            count = int(re.split(SPACE, seen)[0])
            return f"{count} minute{'s' if count > 1 else ''}"
        case "rank":
            return "première" if seen == "1re" else ordinal_in_french(int(seen.rstrip("eᵉr")))
        case "number":
            return "number " if seen.startswith("no.") else "numéro "
        case _:
            return "Cap Assistantes et Assistants"


def hours(seen: str) -> str:
    """« 14 heures 30 » for « 14 h 30 », « 1 heure » for « 1 h »."""
    hour, _, minutes = re.sub(SPACE, "", seen).partition("h")
    return f"{int(hour)} heure{'s' if int(hour) > 1 else ''} {int(minutes) if minutes else ''}".rstrip()
