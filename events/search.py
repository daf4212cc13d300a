"""Events among the answers of the search."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import ClassVar

from django.db.models import QuerySet

from contributions.search import Answers, Builder, Compiled
from events.models import Event
from events.models.queries import EventQuerySet
from events.models.state import State
from members.fulltext import asked, in_words, near
from members.models import Member
from members.models.member import Rights
from ui.cards import Card
from ui.folding import fold

LATEST = "-starts_at"
KEPT = 128
"""Sets of rights whose builders stay."""


@dataclass(frozen=True)
class FoundEvent(Card):
    """An event among the answers."""

    template: ClassVar[str] = "events/_found_event.html"
    name: ClassVar[str] = "event"

    title: str
    address: str
    kind: Event.Kind
    state: State
    starts_at: datetime
    ends_at: datetime
    where: str

    @property
    def css_kind(self) -> str:
        return Event.CSS_KINDS[self.kind]

    @property
    def is_cancelled(self) -> bool:
        return self.state == State.CANCELLED


def found(text: str, viewer: Member) -> Answers:
    """Events in the words of their title, promise and description; near titles when there is none."""
    held, alike = attempts_of(viewer.rights)
    attempts = (Compiled(held, (viewer.pk, asked(text))), Compiled(alike, (viewer.pk, fold(text))))
    return Answers("rendez-vous", "events/_found.html", attempts, told=_told)


@lru_cache(maxsize=KEPT)
def attempts_of(rights: Rights) -> tuple[Builder, Builder]:
    """In words, then near in title, each for the key of who looks and what is looked for."""

    def seen(pk: int) -> EventQuerySet:
        events = Event.objects.visible_to(Member.with_rights(pk, rights))
        return events.select_related("site").defer("description", "search_vector")

    def held(pk: int, words: str) -> QuerySet[Event]:
        return in_words(seen(pk), words, LATEST)

    def alike(pk: int, folded: str) -> QuerySet[Event]:
        return near(seen(pk), folded, LATEST)

    return held, alike


def _told(events: list[Event]) -> list[FoundEvent]:
    return [
        FoundEvent(
            title=event.title,
            address=event.get_absolute_url(),
            kind=Event.Kind(event.kind),
            state=State(event.state),
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            where=event.where,
        )
        for event in events
    ]
