"""How days, hours and numbers are said: in the reader's language, at the hour of Paris, the reader's own beside it."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clock import reader
from clock.paris import day_of, local

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
    """« 10 h – 11 h 30 » in Paris; to a reader elsewhere, whose hours these are, and the own ones."""
    return f"{span(local(start), local(end))} {beside(start, end)}".rstrip()


def full_range(start: datetime, end: datetime) -> str:
    """The same, labelled for all: « 10 h – 11 h 30 (heure de Paris) »."""
    return f"{span(local(start), local(end))} {beside(start, end) or of_paris()}"


def beside(start: datetime, end: datetime) -> str:
    """« (heure de Paris), soit vendredi 16 octobre, 0 h – 1 h 30 chez vous »; nothing when the clocks agree."""
    if not reader.differs(start, end):
        return ""
    mine, theirs = reader.own(start), local(start)
    hours = span(mine, reader.own(end))
    if mine.date() != theirs.date():
        hours = f"{day_long(mine.date())}, {hours}"
    return _("(heure de Paris), soit %(hours)s chez vous") % {"hours": hours}


def of_paris() -> str:
    return _("(heure de Paris)")


def span(start: datetime, end: datetime) -> str:
    """The hours as they stand, with the last day where it is another one."""
    last = "" if start.date() == end.date() else f"{day_long(end.date())}, "
    return f"{shown(start)} – {last}{shown(end)}"


def clock(moment: datetime) -> str:
    """« 14 h 30 », « 9 h » in Paris, « 14:30 » in English; to a reader elsewhere, whose hour it is."""
    return f"{bare_clock(moment)} {of_paris()}" if reader.differs(moment) else bare_clock(moment)


def bare_clock(moment: datetime) -> str:
    """The hour of Paris alone, where it is said once for the whole page whose hours these are."""
    return shown(local(moment))


def shown(moment: datetime) -> str:
    if get_language() == "en":
        return f"{moment:%H:%M}"
    return f"{moment.hour}\u00a0h" + (f"\u00a0{moment.minute:02}" if moment.minute else "")


def day_long(moment: date) -> str:
    """« jeudi 15 octobre » in Paris, with the year when it is another one, « 1er » as one writes it."""
    is_this_year = local_day(moment).year == day_of(timezone.now()).year
    return day_and_month(moment) if is_this_year else day_and_year(moment)


def day_and_year(moment: date) -> str:
    """The same with the year, whichever it is: for what is kept on paper, or has a name of which there are several."""
    return f"{day_and_month(moment)} {local_day(moment).year}"


def day_and_month(moment: date) -> str:
    day = local_day(moment)
    return f"{date_format(day, 'l')} {day_in_month(day)}"


def dated(moment: date) -> str:
    """« 1er mars 2027 », « 1er mars 2027, 9 h 12 »: always with the year, for what is kept and looked up."""
    said = day_in_year(moment)
    return f"{said}, {clock(moment)}" if isinstance(moment, datetime) else said


def day_in_year(moment: date) -> str:
    """« 1er mars 2027 »: the day alone, also of an instant."""
    return f"{day_in_month(moment)} {local_day(moment).year}"


def day_in_month(moment: date) -> str:
    """« 1er mars », « 2 mars »; « 1 March » in English."""
    day = local_day(moment)
    first = "1er" if day.day == 1 and get_language() != "en" else str(day.day)
    return f"{first} {date_format(day, 'F')}"


def local_day(moment: date) -> date:
    return day_of(moment) if isinstance(moment, datetime) else moment


def ordinal(number: int) -> str:
    """A rank: « en tête », « deuxième »; « first », « 2nd » in English."""
    if get_language() != "en":
        return "en tête" if number == 1 else ordinal_in_french(number)
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return "first" if number == 1 else f"{number}{ending}"


def ordinal_in_french(number: int) -> str:
    """« premier », « deuxième », « vingt et unième »; in figures from a hundred on."""
    if number >= 100:
        return f"{number}e"
    if number == 1:
        return "premier"
    words = spelled(number, "fr").removesuffix("e").removesuffix("s" if number == 80 else "")
    return words.removesuffix("f") + {"q": "u", "f": "v"}.get(words[-1], "") + "ième"


def in_words(number: int) -> str:
    """« quatorze », « quarante-huit », « cent »; in figures from there on."""
    language = "en" if get_language() == "en" else "fr"
    if number >= 100:
        return HUNDRED[language] if number == 100 else in_figures(number)
    return spelled(number, language)


def spelled(number: int, language: str) -> str:
    """A number below a hundred."""
    units, (ten, unit) = UNITS[language], divmod(number, 10)
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
