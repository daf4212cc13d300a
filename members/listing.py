"""What the directory reads, compiled once for each set of rights and each choice of filters.

Where a text is looked for its words make the conditions: the same querysets run as they are.
"""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from members import search
from members.cards import shown
from members.filters import Row
from members.models import Member
from members.models.queries import MemberQuerySet
from members.search import Filters
from members.viewing import ViewerStatement

PER_PAGE = 24

type Chosen = tuple[tuple[str, tuple[int | str, ...]], ...]


def facets(viewer: Member, text: str, filters: Filters) -> list[Row]:
    """What filters would leave, and in a row of no facet how many members these leave."""
    today = timezone.localdate()
    if text:
        return list(counted(viewer, today, text, filters))
    return FACETS(viewer, today, shape=(chosen_by(filters),))


def page(viewer: Member, text: str, filters: Filters, order: str, start: int) -> list[Member]:
    """The members of one page, from that rank on."""
    today = timezone.localdate()
    if text:
        return list(listed(viewer, today, text, filters, order, start))
    return PAGE(viewer, today, shape=(chosen_by(filters), order, start))


def chosen_by(filters: Filters) -> Chosen:
    """The same, by which a statement is found again."""
    return tuple((name, tuple(values)) for name, values in filters.items())


def counted(viewer: Member, today: date, text: str, filters: Filters) -> QuerySet[Member, Row]:
    return search.facet_rows(matching(viewer, text), filters, viewer, today)


def listed(viewer: Member, today: date, text: str, filters: Filters, order: str, start: int) -> MemberQuerySet:
    found = search.narrowed(matching(viewer, text), search.conditions(filters, viewer, today))
    rows = search.ordered(found, {"q": text, "tri": order}).with_roles(today)
    return shown(rows)[start : start + PER_PAGE]


def matching(viewer: Member, text: str) -> MemberQuerySet:
    return search.matching(Member.objects.visible_to(viewer), text, viewer)


def counted_of_all(viewer: Member, chosen: Chosen, today: date) -> QuerySet[Member, Row]:
    return counted(viewer, today, "", filters_of(chosen))


def page_of_all(viewer: Member, chosen: Chosen, order: str, start: int, today: date) -> MemberQuerySet:
    return listed(viewer, today, "", filters_of(chosen), order, start)


def filters_of(chosen: Chosen) -> Filters:
    return {name: list(values) for name, values in chosen}


FACETS, PAGE = ViewerStatement(counted_of_all), ViewerStatement(page_of_all)
