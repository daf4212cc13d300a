"""Working groups among the answers of the search."""

from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet, Value
from django.utils import timezone

from contributions.search import KEPT, Answers, Builder, Compiled
from groups.models import WorkingGroup
from groups.permissions import can_see_to_come
from members.models import Member
from members.models.functions import Fold
from members.search import like
from members.words import Forms, Sought


def found(text: str, viewer: Member) -> Answers:
    """Those that ``viewer`` finds in the list of groups, by their name and by what they are for."""
    sought = Sought.of(text)
    answering = Compiled(rows(sought.forms, can_see_to_come(viewer)), (timezone.localdate(), *sought.values))
    attempt = answering if sought.words else WorkingGroup.objects.none()
    return Answers("groupes", "groups/_found.html", (attempt,))


@lru_cache(maxsize=KEPT)
def rows(forms: Forms, with_those_to_come: bool) -> Builder:
    """Those that answer, for the day and the values of what is looked for."""

    def answering(day: date, *values: str) -> QuerySet[WorkingGroup]:
        seen = WorkingGroup.objects.all() if with_those_to_come else WorkingGroup.objects.begun(day)
        seen = seen.alias(folded=Fold("name"), folded_purpose=Fold("purpose"))
        for word in Sought.made_of(forms, *values).words:
            seen = seen.filter(like("folded", word) | Q(folded_purpose__contains=Value(word.folded)))
        return seen.order_by("name", "pk")

    return answering
