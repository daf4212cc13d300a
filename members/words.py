"""What a text looks for: words, and what of them makes the SQL of a search, apart from what are values in it."""

import re
from dataclasses import dataclass
from typing import NamedTuple, Self

from members.models import Role
from ui.folding import fold

MAX_WORDS = 6
MIN_LETTERS_FOR_TYPOS = 4

type Forms = tuple[tuple[bool, tuple[Role, ...]], ...]
"""What makes the SQL: of each word whether it is long, and the roles that are called so."""


class Word(NamedTuple):
    """A word as it is compared, or the name of a role in one piece; long ones may be misspelt."""

    folded: str
    pattern: str
    """That of what holds it, or cuts it in words: « lebihan » is in « le bihan »."""
    is_long: bool
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Sought:
    """A text that is looked for; it stands in a statement as its ``values``, which its ``forms`` make it again of."""

    folded: str = ""
    words: tuple[Word, ...] = ()

    @classmethod
    def of(cls, text: str) -> Self:
        folded = fold(text)
        return cls(folded, _words_in(folded))

    @classmethod
    def made_of(cls, forms: Forms, folded: str, *parts: str) -> Self:
        pairs = zip(parts[::2], parts[1::2], strict=True)
        return cls(folded, tuple(Word(*pair, *form) for pair, form in zip(pairs, forms, strict=True)))

    @property
    def forms(self) -> Forms:
        return tuple((word.is_long, word.roles) for word in self.words)

    @property
    def values(self) -> tuple[str, ...]:
        return self.folded, *(part for word in self.words for part in (word.folded, word.pattern))


def words_of(text: str) -> tuple[Word, ...]:
    """What to look for, folded as the database folds what is stored: words, and names of roles in one piece."""
    return _words_in(fold(text))


def _words_in(text: str) -> tuple[Word, ...]:
    """The words of a folded text."""
    roles = {role: fold(str(role.label)) for role in Role}
    words = f" {text} "
    named = [label for label in roles.values() if f" {label} " in words]
    for label in named:
        words = words.replace(f" {label} ", " ")
    return tuple(_word(folded, roles) for folded in [*named, *words.split()][:MAX_WORDS])


def _word(folded: str, roles: dict[Role, str]) -> Word:
    pattern = f"{re.escape(folded)}|(^| ){' ?'.join(re.escape(letter) for letter in folded)}"
    called_so = tuple(role for role, label in roles.items() if f" {folded}" in f" {label}")
    return Word(folded, pattern, len(folded) >= MIN_LETTERS_FOR_TYPOS, called_so)
