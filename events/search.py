"""Events among the answers of the search."""

from contributions.search import Answers
from events.models import Event
from members.fulltext import in_words, near
from members.models import Member

LATEST = "-starts_at"


def found(text: str, viewer: Member) -> Answers:
    """Events in the words of their title, promise and description; near titles when there is none."""
    seen = Event.objects.visible_to(viewer).select_related("site").defer("search_vector")
    return Answers("rendez-vous", "events/_found.html", (in_words(seen, text, LATEST), near(seen, text, LATEST)))
