"""What the search answers: pages, then what each app found; for a word that nothing holds, the nearest one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from contributions import contributed
from contributions.pages import Page
from contributions.search import Answers, Group, all_rows, first_rows
from members.models import Member
from members.spelling import corrected
from members.words import Word, words_of
from ui.folding import fold

PAGES = "pages"


@dataclass(frozen=True)
class Found:
    """What answers ``text``, which is not what was typed when that found nothing but a misspelling."""

    text: str
    groups: list[Group] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)


def answered(text: str, viewer: Member, *, as_typed: bool) -> Found:
    """The first rows of each group; of the nearest words when there are none, unless ``as_typed`` is asked for."""
    found = Found(text, [*_pages_found(text, viewer), *(first_rows(answers) for answers in _asked(text, viewer))])
    if found.total or as_typed:
        return found
    meant = corrected(text, viewer, also=[page.title for page in _pages(viewer)])
    return answered(meant, viewer, as_typed=True) if meant else found


def all_answered(text: str, viewer: Member, *, name: str, number: int) -> Found:
    """All rows of the group of that name, a page of them; nothing when there is no such group."""
    return Found(text, [all_rows(answers, number) for answers in _asked(text, viewer) if answers.name == name])


def _asked(text: str, viewer: Member) -> Iterator[Answers]:
    return (app.found(text, viewer) for app in contributed("search"))


def _pages(viewer: Member) -> Iterator[Page]:
    for app in contributed("pages"):
        yield from app.pages(viewer)


def _pages_found(text: str, viewer: Member) -> Iterator[Group]:
    """The pages in whose name, sentence or other words each word of ``text`` begins one: by their name first."""
    words = words_of(text)
    if not any(word.is_long for word in words):
        return
    found = [page for page in _pages(viewer) if _all_begin_in(words, f"{page.title} {page.about} {page.words}")]
    found.sort(key=lambda page: not _all_begin_in(words, page.title))
    yield Group(PAGES, "home/_pages_found.html", found, len(found))


def _all_begin_in(words: Iterable[Word], text: str) -> bool:
    return all(f" {word.folded}" in f" {fold(text)}" for word in words)
