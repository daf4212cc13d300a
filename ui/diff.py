"""What changed between two versions of the charter, word by word, readable without colour."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

BLOCKS = {"p", "li", "h2", "h3", "blockquote"}
BREAK = "\n"
SAME, ADDED, REMOVED = "same", "added", "removed"


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
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            current = _add(paragraphs, current, SAME, new[new_start:new_end])
            continue
        removed = [word for word in old[old_start:old_end] if word != BREAK]
        current = _add(paragraphs, current, REMOVED, removed)
        current = _add(paragraphs, current, ADDED, new[new_start:new_end])
    return [paragraph for paragraph in (*paragraphs, current) if paragraph]


def _add(paragraphs, current, kind, words):
    """Append runs of ``words`` to the paragraph under way; each break starts another."""
    for index, piece in enumerate(" ".join(words).split(BREAK)):
        if index:
            paragraphs.append(current)
            current = []
        if piece.strip():
            current = [*current, Run(kind, piece.strip())]
    return current
