"""What changed between two versions of the charter, word by word, readable without colour."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

BLOCKS = {"p", "li", "h2", "h3", "blockquote", "caption", "tr"}
BREAK = "\n"
SAME, ADDED, REMOVED = "same", "added", "removed"
SMALL = 400
"""Pairs of words that may all be compared."""
DEEPEST = 8
Stretch = tuple[bool, list[str], list[str]]


@dataclass(frozen=True)
class Run:
    """Words that share one fate."""

    kind: str
    text: str


class _Words(HTMLParser):
    """The words of a rich text, with a break at the end of each block."""

    def __init__(self):
        super().__init__()
        self.words = []

    def handle_data(self, data):
        self.words.extend(data.split())

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.words.append(BREAK)


def words_of(html):
    parser = _Words()
    parser.feed(html)
    parser.close()
    return parser.words


def compare(before, after):
    """Paragraphs of runs: the new text with what was added, and what was removed in its old place."""
    old, new = words_of(before), words_of(after)
    paragraphs, current = [], []
    for is_same, removed, added in changes(old, new):
        if is_same:
            current = _add(paragraphs, current, SAME, added)
            continue
        current = _add(paragraphs, current, REMOVED, [word for word in removed if word != BREAK])
        current = _add(paragraphs, current, ADDED, added)
    return [paragraph for paragraph in (*paragraphs, current) if paragraph]


def changes(old: list[str], new: list[str]) -> list[Stretch]:
    """``(is the same, words before, words after)``, in order: one stretch that differs between two that do not."""
    stretches: list[Stretch] = []
    waiting: tuple[list[str], list[str]] = ([], [])
    for is_same, before, after in matched(old, new, DEEPEST):
        if not is_same:
            waiting[0].extend(before)
            waiting[1].extend(after)
        elif after:
            stretches += [(False, *waiting), (True, before, after)]
            waiting = ([], [])
    return [*stretches, (False, *waiting)]


def matched(old: list[str], new: list[str], depth: int) -> Iterator[Stretch]:
    """The stretches that ``old`` and ``new`` share, and what is between them.

    Short ones are compared word with word. Long ones are cut where both have a word that stands once in each, and so
    are the pieces, ``depth`` times: the time grows with the length, where comparing all words grows with its square.
    """
    start = end = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    yield True, old[:start], new[:start]
    yield from compared(old[start : len(old) - end], new[start : len(new) - end], depth)
    yield True, old[len(old) - end :], new[len(new) - end :]


def compared(old: list[str], new: list[str], depth: int) -> Iterator[Stretch]:
    if len(old) * len(new) <= SMALL:
        for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            yield tag == "equal", old[first:last], new[start:end]
        return
    places = anchors(old, new) if depth else []
    if not places:
        yield False, old, new
        return
    before, after = 0, 0
    for place, other in [*places, (len(old), len(new))]:
        yield from matched(old[before:place], new[after:other], depth - 1)
        yield True, old[place : place + 1], new[other : other + 1]
        before, after = place + 1, other + 1


def anchors(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """The places in both of words that stand once in each: the most that come in the same order."""
    there = {word: place for place, word in enumerate(new)}
    once_old, once_new = Counter(old), Counter(new)
    once = [(place, there[word]) for place, word in enumerate(old) if once_old[word] == once_new[word] == 1]
    ends: list[int] = []
    tails: list[int] = []
    previous: list[int | None] = []
    for index, (_, other) in enumerate(once):
        rank = bisect_left(ends, other)
        ends[rank : rank + 1], tails[rank : rank + 1] = [other], [index]
        previous.append(tails[rank - 1] if rank else None)
    chosen: list[tuple[int, int]] = []
    last = tails[-1] if tails else None
    while last is not None:
        chosen.append(once[last])
        last = previous[last]
    return chosen[::-1]


def _add(paragraphs, current, kind, words):
    """Append runs of ``words`` to the paragraph under way; each break starts another."""
    for index, piece in enumerate(" ".join(words).split(BREAK)):
        if index:
            paragraphs.append(current)
            current = []
        if piece.strip():
            current.append(Run(kind, piece.strip()))
    return current
