"""Working groups among the answers of the search."""

from django.db.models import Q

from contributions.search import Answers
from groups.models import WorkingGroup
from groups.permissions import can_see_to_come
from members.models import Member
from members.models.functions import Fold
from members.search import like, words_of


def found(text: str, viewer: Member) -> Answers:
    """Those that ``viewer`` finds in the list of groups, by their name and by what they are for."""
    seen = WorkingGroup.objects.all() if can_see_to_come(viewer) else WorkingGroup.objects.begun()
    seen = seen.alias(folded=Fold("name"), folded_purpose=Fold("purpose"))
    for word in words_of(text):
        seen = seen.filter(like("folded", word) | Q(folded_purpose__contains=word))
    if not words_of(text):
        seen = seen.none()
    return Answers("groupes", "groups/_found.html", (seen.order_by("name", "pk"),))
