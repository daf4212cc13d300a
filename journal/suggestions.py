"""What to read next: the published pieces nearest to an article."""

import re

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, FloatField, Q, Value, When

from journal.models import Article

SUGGESTIONS = 3
CANDIDATES = 30
THEME_WORDS = 16
SAME_SECTION = 0.05


def also_read(article, member):
    """Three published pieces nearest in words and section, no person signing two; the same until a text changes."""
    candidates = (
        Article.objects.visible_to(member)
        .published()
        .exclude(pk=article.pk)
        .light()
        .select_related("issue", "section")
        .signed()
        .annotate(nearness=nearness(article))
        .order_by("-nearness", "-issue__number", "position", "pk")
    )
    chosen, heard = [], set()
    for candidate in candidates[:CANDIDATES]:
        people = {authorship.member_id for authorship in candidate.authorships.all()}
        if people.isdisjoint(heard) and len(chosen) < SUGGESTIONS:
            chosen.append(candidate)
            heard |= people
    return chosen


def nearness(article):
    """Rank of a text for the words of ``article``, and a little more in the same section."""
    same_section = Q(section=article.section_id) if article.section_id else Q(pk__in=[])
    bonus = Case(When(same_section, then=Value(SAME_SECTION)), default=Value(0.0), output_field=FloatField())
    words = sorted(set(re.findall(r"\w{4,}", f"{article.title} {article.standfirst}".lower())))[:THEME_WORDS]
    if not words:
        return bonus
    query = SearchQuery(words[0], config="fr")
    for word in words[1:]:
        query |= SearchQuery(word, config="fr")
    return SearchRank(F("search_vector"), query) + bonus
