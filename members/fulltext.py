"""Looking for words in stored texts, with the functions and the dictionary of the first migration of this app."""

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import F, Func, QuerySet, TextField

from members.models.functions import Fold
from ui.folding import one_apostrophe

START, STOP = "\ue000", "\ue001"


class Stripped(Func):
    """The words of a rich text, without its tags and entities."""

    template = r"regexp_replace(%(expressions)s, '<[^>]*>|&[a-z#0-9]+;', ' ', 'g')"
    output_field = TextField()


def asked(text: str) -> str:
    """What is typed, as ``in_words`` and ``headline`` look for it."""
    return one_apostrophe(text)


def query_of(words: str) -> SearchQuery:
    return SearchQuery(words, config="fr", search_type="websearch")


def in_words(rows: QuerySet, words: str, tie: str) -> QuerySet:
    """The rows whose stored vector answers ``words``, the best first."""
    query = query_of(words)
    found = rows.filter(search_vector=query).annotate(score=SearchRank(F("search_vector"), query))
    return found.order_by("-score", tie, "pk")


def near(rows: QuerySet, folded: str, tie: str) -> QuerySet:
    """The rows whose title looks like ``folded``: for misspellings and other endings."""
    return rows.alias(folded=Fold("title")).filter(folded__trigram_word_similar=folded).order_by(tie, "pk")


def headline(field: str, words: str) -> SearchHeadline:
    """An extract of a rich text around the words looked for, which ``marked`` reads."""
    return SearchHeadline(
        Stripped(field), query_of(words), config="fr", start_sel=START, stop_sel=STOP, max_words=30, min_words=15
    )


def marked(extract: str) -> list[tuple[str, bool]]:
    """An extract as (text, is a word looked for) pieces, so that the template marks and escapes."""
    pieces: list[tuple[str, bool]] = []
    for piece in extract.split(START):
        word, found, rest = piece.partition(STOP)
        pieces += [(word, True), (rest, False)] if found else [(piece, False)]
    return [piece for piece in pieces if piece[0]]
