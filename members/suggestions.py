"""Names to choose from where a person is typed: of those whom the reader finds in the directory, and of nobody else."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import QuerySet

from members.models import Member
from members.models.member import both_names
from members.viewing import ViewerStatement
from statements import one_of

MOST_NAMES = 1_000
"""So many names are worth their weight on a page; in a larger community one types them whole."""
READ = ("first_name", "last_name", "slug", "job_title", "search_name")


def names_for(viewer: Member, *, with_me: bool = False) -> "Names":
    """The members whom ``viewer`` may name, ``viewer`` apart unless ``with_me``."""
    return Names(viewer, with_me)


class Names:
    """``(value, label)`` of each, by name, read when they are shown; namesakes are told apart by their page."""

    def __init__(self, viewer: Member, with_me: bool) -> None:
        self.viewer, self.with_me = viewer, with_me

    def __iter__(self) -> Iterator[tuple[str, str]]:
        without = () if self.with_me else (self.viewer.pk,)
        shown = SHOWN_TO(self.viewer, without)
        namesakes = Counter(search_name for *_, search_name in shown)
        for first_name, last_name, slug, job_title, search_name in shown:
            name = both_names(first_name, last_name)
            yield (name, "") if namesakes[search_name] == 1 else (slug, f"{name}, {job_title}")


def shown_to(viewer: Member, without: tuple[int, ...]) -> QuerySet[Member, tuple[str, ...]]:
    """As plain rows: they are as many as the members, and all of these are active, so they have their names."""
    members = Member.objects.visible_to(viewer).exclude(one_of("pk", without))
    return members.values_list(*READ).order_by("sort_name", "pk")[:MOST_NAMES]


SHOWN_TO = ViewerStatement(shown_to)
