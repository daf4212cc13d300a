"""Names to choose from where a person is typed: of those whom the reader finds in the directory, and of nobody else."""

from collections.abc import Iterator

from django.db.models import Count, Window

from members.models import Member

MOST_NAMES = 1_000
"""So many names are worth their weight on a page; in a larger community one types them whole."""


def names_for(viewer: Member, *, with_me: bool = False) -> "Names":
    """The members whom ``viewer`` may name, ``viewer`` apart unless ``with_me``."""
    return Names(viewer, with_me)


class Names:
    """``(value, label)`` of each, by name, read when they are shown; namesakes are told apart by their page."""

    def __init__(self, viewer: Member, with_me: bool) -> None:
        self.viewer, self.with_me = viewer, with_me

    def __iter__(self) -> Iterator[tuple[str, str]]:
        members = Member.objects.visible_to(self.viewer)
        if not self.with_me:
            members = members.exclude(pk=self.viewer.pk)
        namesakes = Window(Count("pk"), partition_by="search_name")
        for member in members.annotate(namesakes=namesakes).order_by("sort_name", "pk")[:MOST_NAMES]:
            is_alone = member.namesakes == 1
            yield (member.full_name, "") if is_alone else (member.slug, f"{member.full_name}, {member.job_title}")
