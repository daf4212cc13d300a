"""One way to compare words, whoever typed them: ``f_fold`` of the database gives the same as ``fold``."""

import re
import unicodedata

LETTERS = {
    "œ": "oe", "æ": "ae", "ß": "ss", "þ": "th", "ı": "i", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ŧ": "t",
    "ŋ": "n", "ς": "σ",
}  # fmt: skip
"""Letters that are no other letter with a mark: those that no decomposition makes plain."""
APOSTROPHES = "'`´‘’‚‛′‵＇ʹʻʼʽˈˊˋ՚׳ꞌ"
HYPHENS = "-‐‑‒–—―⁃−֊־﹣－"
SIGNS = '.,;:@/()«»‹›"“”„·•…'
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)
MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
SEPARATORS = re.compile(rf"[ \t\n\r\f\v\u2028\u2029{re.escape(APOSTROPHES + HYPHENS + SIGNS)}]+")
STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
PLAIN = str.maketrans(LETTERS)


def plain_letters(text: str) -> str:
    """``text`` in lower case, where « œ » is written « oe » and « ł » « l »."""
    return text.lower().translate(PLAIN)


def without_invisible(text: str) -> str:
    """``text`` without the signs that show nothing, which come along with what is pasted."""
    return INVISIBLE.sub("", text)


def one_apostrophe(text: str) -> str:
    """``text`` without invisible signs, its letters whole and its apostrophes straight; all else as it was typed."""
    return unicodedata.normalize("NFC", without_invisible(text)).translate(STRAIGHT)


def fold(text: str) -> str:
    """Lower case, without accents, apostrophes, hyphens and other separators as one space: what searches compare."""
    bare = MARKS.sub("", without_invisible(text))  # First: to put a long run of marks in order takes the square of it.
    decomposed = unicodedata.normalize("NFKD", bare)
    return SEPARATORS.sub(" ", plain_letters(MARKS.sub("", decomposed))).strip(" ")
