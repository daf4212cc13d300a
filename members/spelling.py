"""What was meant by a word that nothing holds: the nearest word of skills, jobs and departments."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import QuerySet, Value
from django.db.models.functions import Greatest

from members.models import Department, Member, Skill
from members.models.functions import Fold
from members.viewing import ViewerStatement
from members.words import MAX_WORDS, MIN_LETTERS_FOR_TYPOS
from statements import Statement
from ui.folding import fold

LEAST_IN_COMMON = 0.2
"""Of the groups of three letters of a word; low, so that « ecxel » still meets « Excel »."""
NEAR_ENOUGH = 0.75
MOST_NAMES = 60
"""Read of each list: the nearest, among which the nearest word is chosen."""

type Near = tuple[str, float]


def corrected(text: str, viewer: Member, *, also: Iterable[str] = ()) -> str:
    """``text`` with each misspelt word as it is written in what ``viewer`` may read, or in ``also``.

    Empty when nothing is near enough.
    """
    words = [word for word in fold(text).split()[:MAX_WORDS] if len(word) >= MIN_LETTERS_FOR_TYPOS]
    known = _known_words([*also, *_names_near(words, viewer)] if words else [])
    meant = {word: known[near[0]] for word in words if (near := _nearest(word, known))}
    written = " ".join(meant.get(word, word) for word in fold(text).split())
    return written if fold(written) != fold(text) else ""


def _nearest(word: str, known: Iterable[str]) -> list[str]:
    return get_close_matches(word, known, n=1, cutoff=NEAR_ENOUGH)


def _known_words(names: Iterable[str]) -> dict[str, str]:
    """Each word of ``names`` as it is written, by how it is compared."""
    return {fold(word): word.strip(" ,;:.()") for name in names for word in name.split() if fold(word)}


def _names_near(words: list[str], viewer: Member) -> Iterator[str]:
    """Names of skills, of jobs and of departments in which a word is like one of ``words``: a query for each list."""
    count = len(words)
    for rows in (TITLES(viewer, *words, shape=(count,)), _skills(count)(*words), _departments(count)(*words)):
        yield from (name for name, _nearness in rows)


def _titles_near(viewer: Member, _count: int, *words: str) -> QuerySet[Member, Near]:
    titles = Member.objects.visible_to(viewer).order_by().values("job_title").distinct()
    return _near(titles, "job_title", "search_title", words)


TITLES = ViewerStatement(_titles_near)


@cache
def _skills(_count: int) -> Statement[Near]:
    return Statement(lambda *words: _near(Skill.objects.all(), "name", "search_name", words))


@cache
def _departments(_count: int) -> Statement[Near]:
    return Statement(lambda *words: _near(Department.objects.all(), "name", Fold("name"), words))


def _near(rows: QuerySet, name: str, folded: str | Fold, words: tuple[str, ...]) -> QuerySet:
    nearness = Greatest(Value(0.0), *(TrigramWordSimilarity(word, folded) for word in words))
    near = rows.annotate(nearness=nearness).filter(nearness__gte=LEAST_IN_COMMON).order_by("-nearness")
    return near.values_list(name, "nearness")[:MOST_NAMES]
