"""Searching the directory: what a reader may not see is neither found nor counted."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    ExpressionWrapper,
    F,
    Max,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from contributions.search import KEPT, Answers, Builder, Compiled
from members.cards import FoundPerson, Held, found_person, shown
from members.filters import TITLES
from members.models import Appointment, Department, Member, MemberSkill, Site, Skill
from members.models.functions import Fold
from members.models.member import Rights
from members.models.queries import MemberQuerySet
from members.visibility import ProfileView, visible_q
from members.words import Forms, Sought, Word
from statements import Statement, one_of

FACETS = tuple(TITLES)
Filters = dict[str, list]
"""The values that are asked for, facet by facet."""
Conditions = dict[str, Q]


def found(text: str, viewer: Member) -> Answers:
    """Members among the answers of the search, in the order of the directory, which has all of them."""
    sought = Sought.of(text)
    rows = Compiled(answering(viewer.rights, sought.forms), (viewer.pk, timezone.localdate(), *sought.values))
    whole = f"{reverse('members:directory')}?{urlencode({'q': text})}"
    attempt = rows if sought.words else Member.objects.none()
    return Answers("membres", "members/_found.html", (attempt,), told=partial(_told_to, viewer, sought), whole=whole)


@lru_cache(maxsize=KEPT)
def answering(rights: Rights, forms: Forms) -> Builder:
    """The members that answer, for the key of who looks, the day, and the values of what is looked for."""

    def rows(pk: int, day: date, *values: str) -> MemberQuerySet:
        viewer, sought = Member.with_rights(pk, rights), Sought.made_of(forms, *values)
        members = matching(Member.objects.visible_to(viewer), sought, viewer, day)
        return shown(ordered(members, sought, "", day).with_roles(day))

    return rows


def _told_to(viewer: Member, sought: Sought, members: list[Any]) -> list[FoundPerson]:
    held = skills_of(tuple(member.pk for member in members), sought)
    return [found_person(ProfileView(member, viewer), held[member.pk]) for member in members]


def skills_of(members: tuple[int, ...], sought: Sought) -> defaultdict[int, list[Held]]:
    """What each can help with and would learn; ``is_sought`` what is looked for."""
    found: defaultdict[int, list[Held]] = defaultdict(list)
    for row in reading(sought.forms)(members, *sought.values) if members else ():
        found[row[0]].append(Held(*row))
    return found


@lru_cache(maxsize=KEPT)
def reading(forms: Forms) -> Statement[tuple[int, str, int, str, bool]]:
    """The rows of some members, for the values of what is looked for."""
    return Statement(lambda members, *values: held_by(members, Sought.made_of(forms, *values)))


def held_by(members: tuple[int, ...], sought: Sought) -> QuerySet[MemberSkill, tuple[int, str, int, str, bool]]:
    """The rows of ``Held`` of these members."""
    is_sought = ExpressionWrapper(_is_sought(sought), output_field=BooleanField())
    rows = MemberSkill.objects.filter(one_of("member", members)).annotate(is_sought=is_sought)
    return rows.values_list("member", "kind", "skill", "skill__name", "is_sought")


def _is_sought(sought: Sought) -> Q:
    found = Q(*(like("skill__search_name", word) for word in sought.words), _connector=Q.OR)
    return found if sought.words else Q(pk__in=[])


def matching(members: MemberQuerySet, sought: Sought, viewer: Member, day: date) -> MemberQuerySet:
    """Those of ``members`` in whom each word is found: name, skill, job, role, department, visible site."""
    for word in sought.words:
        first, *others = _with_word(word, viewer, day)
        members = members.filter(one_of("pk", ArraySubquery(first.union(*others, all=True).order_by())))
    return members


def _with_word(word: Word, viewer: Member, day: date) -> list[QuerySet]:
    """Numbers of members, one list for each place where ``word`` is looked for: each has an index of its own."""
    skills = Skill.objects.filter(like("search_name", word))
    departments = Department.objects.alias(folded=Fold("name")).filter(_holds("folded", word))
    sites = Site.objects.alias(folded=Fold("name")).filter(_holds("folded", word))
    members = Member.objects.active().order_by()
    return [
        *(members.filter(condition).values("pk") for condition in (is_called(word), like("search_title", word))),
        members.filter(department__in=departments).values("pk"),
        members.filter(visible_q("site", viewer), site__in=sites).values("pk"),
        MemberSkill.objects.filter(skill__in=skills).order_by().values("member"),
        _holding(word, day).values("member"),
    ]


def _holding(word: Word, day: date) -> QuerySet:
    """On ``day``: the role that is called so, or the function in it."""
    held = Appointment.objects.on(day).order_by().alias(folded=Fold("title"))
    return held.filter(Q(role__in=word.roles) | _holds("folded", word))


def is_called(word: Word) -> Q:
    """In the name, of which the beginning is enough."""
    return like("search_name", word, nearly="trigram_word_similar")


def like(field: str, word: Word, *, nearly: str = "trigram_strict_word_similar") -> Q:
    """Held by the field, or nearly as a whole word: short ones must be exact, long ones may be misspelt."""
    found = _holds(field, word)
    return found | Q(**{f"{field}__{nearly}": word.folded}) if word.is_long else found


def _holds(field: str, word: Word) -> Q:
    """Contained in the folded field, or glued there from its words."""
    return Q(**{f"{field}__regex": word.pattern})


def ordered(members: MemberQuerySet, sought: Sought, order: str, day: date) -> MemberQuerySet:
    """By name or by arrival; when a text is asked for: who is called so, holds that role, can help, then all others."""
    if order == "arrivee":
        return members.order_by(F("joined_on").desc(nulls_last=True), "pk")
    if not sought.words or order == "nom":
        return members.order_by("sort_name", "pk")
    helpers = MemberSkill.objects.offered().filter(_is_sought(sought)).values("member")
    in_name = Q(*(is_called(word) for word in sought.words))
    called = Q(pk__in=Member.objects.filter(in_name).order_by().values("pk"))
    held = Q(*(Q(pk__in=_holding(word, day).values("member")) for word in sought.words))
    reason = Case(
        When(called, then=Value(0.0) - TrigramWordSimilarity(sought.folded, "search_name")),
        When(held, then=Value(1.0)),
        When(pk__in=helpers, then=Value(2.0)),
        default=Value(3.0),
    )
    return members.alias(reason=reason).order_by("reason", "sort_name", "pk")


def conditions(filters: Filters, viewer: Member, day: date) -> Conditions:
    """The condition of each facet in use, roles being those of ``day``; inside a facet one value is enough."""
    use = {
        "aide": lambda values: _with_skill(values, MemberSkill.Kind.OFFERED),
        "apprendre": lambda values: _with_skill(values, MemberSkill.Kind.WANTED),
        "site": lambda values: Q(site__in=values) & visible_q("site", viewer),
        "direction": lambda values: Q(department__in=values),
        "role": lambda values: Q(pk__in=Appointment.objects.on(day).filter(role__in=values).values("member")),
    }
    return {name: use[name](values) for name, values in filters.items() if values}


def _with_skill(skills: list, kind: MemberSkill.Kind) -> Q:
    return Q(pk__in=MemberSkill.objects.filter(kind=kind, skill__in=skills).values("member"))


def facet_rows(found: MemberQuerySet, filters: Filters, viewer: Member, day: date) -> QuerySet:
    """``(facet, value, label, count)`` for all facets in one query; a facet's own choice does not narrow it.

    ``found`` are the members who match the text. One more row, of no facet, counts those whom all filters leave.
    """
    used = conditions(filters, viewer, day)
    within = {name: narrowed(found, used, but=name).values("pk") for name in FACETS}
    offered = MemberSkill.objects.offered().filter(member__in=within["aide"])
    wanted = MemberSkill.objects.wanted().filter(member__in=within["apprendre"])
    sited = Member.objects.filter(visible_q("site", viewer), pk__in=within["site"], site__isnull=False)
    placed = Member.objects.filter(pk__in=within["direction"], department__isnull=False)
    parts = [
        _counted(offered, "aide", "skill", _name_of(Skill, "skill")),
        _counted(wanted, "apprendre", "skill", _name_of(Skill, "skill")),
        _counted(sited, "site", "site", _name_of(Site, "site")),
        _counted(placed, "direction", "department", _name_of(Department, "department")),
        _counted(Appointment.objects.on(day).filter(member__in=within["role"]), "role", "role", Value("")),
        _counted(narrowed(found, used).annotate(all=Value("")), "", "all", Value("")),
        *_names_of_chosen(filters),
    ]
    return parts[0].union(*parts[1:], all=True).order_by("facet")


def narrowed(found: MemberQuerySet, used: Conditions, *, but: str = "") -> MemberQuerySet:
    """``found`` under all conditions in use, ``but`` one facet's."""
    for name, condition in used.items():
        if name != but:
            found = found.filter(condition)
    return found


def _counted(rows: QuerySet, facet: str, key: str, label: Subquery | Value) -> QuerySet:
    """Grouped by the number alone: what it is called is asked once a group, not once a row."""
    return (
        rows.order_by()
        .values(key)
        .annotate(count=Count("pk"))
        .annotate(facet=Value(facet), value=Cast(Max(key), CharField()), label=label)
        .values_list("facet", "value", "label", "count")
    )


class _OfGroup(Subquery):
    """Follows from what the rows are grouped by: asked once a group."""

    def get_group_by_cols(self) -> list[Any]:
        return []


def _name_of(model: type[Model], key: str) -> _OfGroup:
    return _OfGroup(model._default_manager.filter(pk=OuterRef(key)).order_by().values("name"))


def _names_of_chosen(filters: Filters) -> Iterator[QuerySet]:
    """Names of the values in use, so that a filter that finds nobody can still be read and removed."""
    models = {"aide": Skill, "apprendre": Skill, "site": Site, "direction": Department}
    for facet, model in models.items():
        if filters[facet]:
            yield _counted_nobody(model._default_manager.filter(pk__in=filters[facet]), facet)


def _counted_nobody(rows: QuerySet, facet: str) -> QuerySet:
    return (
        rows.order_by()
        .annotate(facet=Value(facet), value=Cast("pk", CharField()), label=F("name"), count=Value(0))
        .values_list("facet", "value", "label", "count")
    )
