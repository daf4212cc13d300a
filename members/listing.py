"""What the directory reads, compiled once for each set of rights, each choice of filters and each form of a text.

A text is looked for once a page: what then counts and shows is given the numbers of those in whom it was found, in one
piece (``Among``), which costs the same to write for one member and for thousands.
"""

from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from members import search
from members.cards import shown
from members.filters import Row
from members.models import Member
from members.models.queries import MemberQuerySet
from members.search import Filters
from members.viewing import ViewerStatement
from members.words import Forms, Sought
from statements import one_of

PER_PAGE = 24

type Chosen = tuple[tuple[str, tuple[int | str, ...]], ...]
type Among = str
"""Numbers of members as PostgreSQL writes a list of them; ``EVERYBODY`` where no text is looked for."""
EVERYBODY, NOBODY = "", "{}"


def holding(viewer: Member, sought: Sought) -> Among:
    """Those in whom it is found."""
    if not sought.words:
        return EVERYBODY
    [numbers] = HOLDING(viewer, timezone.localdate(), *sought.values, shape=(sought.forms,))
    return numbers or NOBODY


def facets(viewer: Member, among: Among, filters: Filters) -> list[Row]:
    """What filters would leave, and in a row of no facet how many members these leave."""
    return FACETS(viewer, timezone.localdate(), among, shape=(chosen_by(filters), among == EVERYBODY))


def page(viewer: Member, among: Among, sought: Sought, filters: Filters, order: str, start: int) -> list[Member]:
    """The members of one page, from that rank on."""
    shape = (chosen_by(filters), among == EVERYBODY, order, start, sought.forms)
    return PAGE(viewer, timezone.localdate(), among, *sought.values, shape=shape)


def chosen_by(filters: Filters) -> Chosen:
    """The same, by which a statement is found again."""
    return tuple((name, tuple(values)) for name, values in filters.items())


def filters_of(chosen: Chosen) -> Filters:
    return {name: list(values) for name, values in chosen}


def held(viewer: Member, forms: Forms, today: date, *values: str) -> QuerySet[Member, str | None]:
    found = search.matching(Member.objects.visible_to(viewer), Sought.made_of(forms, *values), viewer, today)
    numbers = Cast(ArrayAgg("pk"), TextField())
    return found.order_by().values(every=Value(1)).annotate(numbers=numbers).values_list("numbers", flat=True)


def counted(viewer: Member, chosen: Chosen, is_of_all: bool, today: date, among: Among) -> QuerySet[Member, Row]:
    return search.facet_rows(seen(viewer, is_of_all, among), filters_of(chosen), viewer, today)


def listed(
    viewer: Member, chosen: Chosen, is_of_all: bool, order: str, start: int, forms: Forms, today: date, among: Among,
    *values: str,
) -> MemberQuerySet:  # fmt: skip
    conditions = search.conditions(filters_of(chosen), viewer, today)
    found = search.narrowed(seen(viewer, is_of_all, among), conditions)
    rows = search.ordered(found, Sought.made_of(forms, *values), order, today).with_roles(today)
    return shown(rows)[start : start + PER_PAGE]


def seen(viewer: Member, is_of_all: bool, among: Among) -> MemberQuerySet:
    everybody = Member.objects.visible_to(viewer)
    if is_of_all:
        return everybody
    return everybody.filter(one_of("pk", Cast(Value(among), ArrayField(BigIntegerField()))))


HOLDING, FACETS, PAGE = ViewerStatement(held), ViewerStatement(counted), ViewerStatement(listed)
