"""One search over members, events and articles, each through what the reader may see."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Count, F, Func, Prefetch, TextField, Value, Window

from events.models import Event
from journal.models import Article
from members.models import Member, MemberSkill
from members.models.functions import Fold
from members.search import found_in, matching, ordered
from members.visibility import ProfileView

SHOWN = 8
START, STOP = "\ue000", "\ue001"


@dataclass(frozen=True)
class Group:
    """The first rows found in one part of the portal, and how many there are."""

    rows: list
    total: int


class Stripped(Func):
    """The words of a rich text, without its tags and entities."""

    template = r"regexp_replace(%(expressions)s, '<[^>]*>|&[a-z#0-9]+;', ' ', 'g')"
    output_field = TextField()


def members(text, viewer):
    """Members by name, skill, department and visible site, near spellings included."""
    found = matching(Member.objects.visible_to(viewer), text, viewer).select_related("site", "department")
    skills = Prefetch("skills", MemberSkill.objects.select_related("skill"), to_attr="all_skills")
    group = counted(ordered(found.prefetch_related(skills), {"q": text, "tri": ""}))
    for member in group.rows:
        member.can_help = sought(member, MemberSkill.Kind.OFFERED, text)
        member.would_learn = sought(member, MemberSkill.Kind.WANTED, text)
    return Group([ProfileView(member, viewer) for member in group.rows], group.total)


def sought(member, kind, text):
    """The skills that explain why ``member`` was found."""
    return sorted(found_in([row.skill.name for row in member.all_skills if row.kind == kind], text))


def events(text, viewer):
    """Events in the words of their title, promise and description; near titles when there is none."""
    seen = Event.objects.visible_to(viewer).select_related("site").defer("search_vector")
    return in_words(seen, text, "-starts_at") or near(seen, text, "-starts_at")


def articles(text, viewer):
    """Published articles and one's own drafts, with an extract in which the words are marked."""
    seen = Article.objects.visible_to(viewer).filter(issue__isnull=False).select_related("issue", "section")
    seen = seen.defer("body", "search_vector")
    headline = SearchHeadline(
        Stripped("body"), query_of(text), config="fr", start_sel=START, stop_sel=STOP, max_words=30, min_words=15
    )
    group = in_words(seen.annotate(headline=headline), text, "-issue__number") or near(seen, text, "-issue__number")
    for article in group.rows:
        article.extract = marked(getattr(article, "headline", "") or "")
    return group


def query_of(text):
    return SearchQuery(text, config="fr", search_type="websearch")


def in_words(rows, text, *tie):
    """The rows whose stored vector answers ``text``, the best first; nothing when there is none."""
    query = query_of(text)
    found = rows.filter(search_vector=query).annotate(score=SearchRank(F("search_vector"), query))
    group = counted(found.order_by("-score", *tie, "pk"))
    return group if group.total else None


def near(rows, text, *tie):
    """The rows whose title looks like ``text``: for misspellings and other endings."""
    folded = Fold(Value(text))
    return counted(rows.alias(folded=Fold("title")).filter(folded__trigram_word_similar=folded).order_by(*tie, "pk"))


def counted(rows):
    """The first rows with the number of all, in one query."""
    rows = list(rows.annotate(total=Window(Count("pk")))[:SHOWN])
    return Group(rows, rows[0].total if rows else 0)


def marked(headline):
    """A headline as (text, is a word looked for) pieces, so that the template marks and escapes."""
    pieces = []
    for piece in headline.split(START):
        word, found, rest = piece.partition(STOP)
        pieces += [(word, True), (rest, False)] if found else [(piece, False)]
    return [piece for piece in pieces if piece[0]]
