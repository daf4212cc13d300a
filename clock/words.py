"""How days, hours and numbers are said, in the reader's language and time zone."""

from django.utils.functional import lazy
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
COUNTED_BY_TWENTY = (7, 9)
"""« Soixante-dix », « quatre-vingt-dix »: the tens of French that go on from the ten before."""


def in_words(number: int) -> str:
    """« quatorze », « quarante-huit »; in figures from 100 on."""
    language = "en" if get_language() == "en" else "fr"
    units, (ten, unit) = UNITS[language], divmod(number, 10)
    if number >= 100:
        return str(number)
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


in_words_later = lazy(in_words, str)
"""As ``in_words``, in the language of who reads: for the sentences of forms and settings."""
