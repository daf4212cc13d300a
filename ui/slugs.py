"""The readable end of an address, made of a title or of a name."""

from collections.abc import Iterable

from django.utils.text import slugify

from ui.folding import plain_letters


def slug_of(text: str, *, most: int, missing: str) -> str:
    """``text`` in at most ``most`` letters, figures and hyphens; ``missing`` when nothing is left of it."""
    return slugify(plain_letters(text))[:most].strip("-") or missing


def first_free(slug: str, taken: Iterable[str]) -> str:
    """``slug``, or the first of « slug-2 », « slug-3 »… that is not ``taken``."""
    taken = set(taken)
    candidates = [slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3))]
    return next(candidate for candidate in candidates if candidate not in taken)
