"""Events among the answers of the search."""

from contributions.search import Group
from events.models import Event
from members.fulltext import in_words, near
from members.models import Member

LATEST = "-starts_at"


def found(text: str, viewer: Member) -> Group:
    """Events in the words of their title, promise and description; near titles when there is none."""
    seen = Event.objects.visible_to(viewer).select_related("site").defer("search_vector")
    rows, total = in_words(seen, text, LATEST) or near(seen, text, LATEST)
    return Group("events", "events/_found.html", rows, total)
