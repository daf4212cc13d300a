"""What the directory reads, compiled once for each set of rights and each choice of filters.

Where a text is looked for its words make the conditions: the same querysets run as they are.
"""

from datetime import date
from functools import lru_cache

from django.db.models import QuerySet
from django.utils import timezone

from members import search
from members.cards import shown
from members.filters import Row
from members.models import Member
from members.models.member import Rights
from members.models.queries import MemberQuerySet
from members.search import Filters
from statements import Statement

PER_PAGE = 24
KEPT = 128
"""How many choices of filters stay compiled."""

type Chosen = tuple[tuple[str, tuple[int | str, ...]], ...]


def facets(viewer: Member, text: str, filters: Filters) -> list[Row]:
    """What filters would leave, and in a row of no facet how many members these leave."""
    today = timezone.localdate()
    if text:
        return list(counted(viewer, today, text, filters))
    return facets_of(viewer.rights, chosen_by(filters))(viewer.pk, today)


def page(viewer: Member, text: str, filters: Filters, order: str, start: int) -> list[Member]:
    """The members of one page, from that rank on."""
    today = timezone.localdate()
    if text:
        return list(listed(viewer, today, text, filters, order, start))
    return page_of(viewer.rights, chosen_by(filters), order, start)(viewer.pk, today)


def chosen_by(filters: Filters) -> Chosen:
    """The same, by which a statement is found again."""
    return tuple((name, tuple(values)) for name, values in filters.items())


@lru_cache(maxsize=KEPT)
def facets_of(rights: Rights, chosen: Chosen) -> Statement[Row]:
    def build(pk: int, today: date) -> QuerySet[Member, Row]:
        return counted(Member.with_rights(pk, rights), today, "", filters_of(chosen))

    return Statement(build)


@lru_cache(maxsize=KEPT)
def page_of(rights: Rights, chosen: Chosen, order: str, start: int) -> Statement[Member]:
    def build(pk: int, today: date) -> MemberQuerySet:
        return listed(Member.with_rights(pk, rights), today, "", filters_of(chosen), order, start)

    return Statement(build)


def filters_of(chosen: Chosen) -> Filters:
    return {name: list(values) for name, values in chosen}


def counted(viewer: Member, today: date, text: str, filters: Filters) -> QuerySet[Member, Row]:
    return search.facet_rows(matching(viewer, text), filters, viewer, today)


def listed(viewer: Member, today: date, text: str, filters: Filters, order: str, start: int) -> MemberQuerySet:
    found = search.narrowed(matching(viewer, text), search.conditions(filters, viewer, today))
    rows = search.ordered(found, {"q": text, "tri": order}).with_roles(today)
    return shown(rows)[start : start + PER_PAGE]


def matching(viewer: Member, text: str) -> MemberQuerySet:
    return search.matching(Member.objects.visible_to(viewer), text, viewer)
