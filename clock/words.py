"""How days, hours and numbers are said, in the reader's language and time zone."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import get_language

UNITS = {
    "fr": [
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
        "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
    ],
    "en": [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ],
}  # fmt: skip
TENS = {
    "fr": ["", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"],
    "en": ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
}
HUNDRED = {"fr": "cent", "en": "a hundred"}
COUNTED_BY_TWENTY = (7, 9)
"""« Soixante-dix », « quatre-vingt-dix »: the tens of French that go on from the ten before."""


def time_range(start: datetime, end: datetime) -> str:
    """« 10 h – 11 h 30 »."""
    start, end = timezone.localtime(start), timezone.localtime(end)
    if start.date() == end.date():
        return f"{clock(start)} – {clock(end)}"
    return f"{clock(start)} – {day_long(end)}, {clock(end)}"


def clock(moment: datetime) -> str:
    """« 14 h 30 », « 9 h »; « 14:30 » in English."""
    moment = timezone.localtime(moment)
    if get_language() == "en":
        return f"{moment:%H:%M}"
    return f"{moment.hour}\u00a0h" + (f"\u00a0{moment.minute:02}" if moment.minute else "")


def day_long(moment: date) -> str:
    """« jeudi 15 octobre », with the year when it is another one, « 1er » as one writes it."""
    day = local_day(moment)
    year = "" if day.year == timezone.localdate().year else f" {day.year}"
    if get_language() == "en":
        return date_format(day, "l j F") + year
    first = "1er" if day.day == 1 else str(day.day)
    return f"{date_format(day, 'l')} {first} {date_format(day, 'F')}{year}"


def local_day(moment: date) -> date:
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def ordinal(number: int) -> str:
    """« 1re », « 2e » with the ending raised; « 1st », « 2nd » in English."""
    if get_language() == "en":
        ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"
    return format_html("{}<sup>{}</sup>", number, "re" if number == 1 else "e")


def in_words(number: int) -> str:
    """« quatorze », « quarante-huit », « cent »; in figures from there on."""
    language = "en" if get_language() == "en" else "fr"
    units, (ten, unit) = UNITS[language], divmod(number, 10)
    if number >= 100:
        return HUNDRED[language] if number == 100 else in_figures(number)
    if number < len(units):
        return units[number]
    if language == "fr" and ten in COUNTED_BY_TWENTY:
        unit += 10
    return joined(TENS[language][ten], unit, units, language)


def joined(ten: str, unit: int, units: list[str], language: str) -> str:
    """« vingt et un », « vingt-deux », « quatre-vingts »."""
    if not unit:
        return "quatre-vingts" if ten == "quatre-vingt" else ten
    takes_et = language == "fr" and unit in (1, 11) and ten != "quatre-vingt"
    return f"{ten} et {units[unit]}" if takes_et else f"{ten}-{units[unit]}"


def in_figures(number: int) -> str:
    """« 2 000 »; « 2,000 » in English."""
    return f"{number:,}" if get_language() == "en" else f"{number:,}".replace(",", "\u202f")


def hour(moment: time) -> str:
    """« 19 h », « 7 p.m. »: a full hour in a sentence."""
    if get_language() == "en":
        return f"{(moment.hour - 1) % 12 + 1} {'a.m.' if moment.hour < 12 else 'p.m.'}"
    return f"{moment.hour}\u00a0h"


in_words_later, in_figures_later, hour_later = lazy(in_words, str), lazy(in_figures, str), lazy(hour, str)
"""The same in the language of who reads: for the sentences of forms and settings."""
