"""What the directory and the search read by compiled statements is what the querysets find, whoever reads."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from contributions.search import first_rows, rows_of
from groups.search import found as groups_found
from members import listing, search
from members.models import Member, MemberSkill, Role, Visibility
from members.spelling import corrected
from members.words import Sought
from tests.factories import (
    make_appointment,
    make_core_team_member,
    make_department,
    make_editor,
    make_group,
    make_member,
    make_site,
    make_skill,
    make_sponsor,
    make_superuser,
)

pytestmark = pytest.mark.django_db
ROLES = [make_member, make_core_team_member, make_editor, make_sponsor, make_superuser]
NAMES = ["Le Bihan", "O’Brien", "Marchand", "Roux", "Excelmans", "100%_sûr", "D’Angelo", "(Ama", "Éditeau"]
SKILLS = ["Excel", "Power BI", "Publipostage", "C++", "Teams"]
TYPED = [
    "lebihan", "le bihan", "obrien", "excel", "exell", "publipostaje", "power-bi", "bi", "%", "_", "c++", "a",
    "nantes", "finances", "core-team", "éditorial", "comité", "trésorière", "zzzz", "\\", "assistante",
]  # fmt: skip


@pytest.fixture
def community():
    """Members of all sorts; draws the same each time."""
    draw = random.Random(47)
    sites = [make_site("Nantes"), make_site("Bihan-sur-Mer")]
    departments = [make_department("Finances"), make_department("Direction générale")]
    for _number in range(30):
        member = make_member(
            first_name=draw.choice(["Rosa", "Anne-Sophie", "Camille"]), last_name=draw.choice(NAMES),
            job_title=draw.choice(["", "Assistante de direction", "Office manager"]),
            site=draw.choice([None, *sites]), site_visibility=draw.choice(list(Visibility)),
            department=draw.choice([None, *departments]), state=draw.choice(["active"] * 4 + ["paused", "former"]),
            roles=draw.sample(list(Role), draw.choice([0, 0, 1])),
        )  # fmt: skip
        member.appointments.update(title=draw.choice(["", "Trésorière"]))
        for name in draw.sample(SKILLS, draw.randint(0, 3)):
            make_skill(member, name, kind=draw.choice(MemberSkill.Kind.values))
    return draw


def reader_of(make):
    """With the roles of today, and a site that she or he alone may know."""
    return Member.objects.get(pk=make(site=make_site("Brest"), site_visibility=Visibility.SELF).pk)


def texts(draw):
    """Some words, and some together."""
    return [*draw.sample(TYPED, 4), "brest", " ".join(draw.sample(TYPED, 2)), "rosa le bihan"]


def asked(draw):
    """Some choices of filters, and an order."""
    of = {
        "aide": list(MemberSkill.objects.values_list("skill", flat=True).distinct()),
        "apprendre": list(MemberSkill.objects.values_list("skill", flat=True).distinct()),
        "site": list(Member.objects.exclude(site=None).values_list("site", flat=True).distinct()),
        "direction": list(Member.objects.exclude(department=None).values_list("department", flat=True).distinct()),
        "role": list(Role.values),
    }
    chosen = draw.sample(list(of), draw.choice([0, 0, 1, 2]))
    filters = {name: draw.sample(of[name], 1) if name in chosen else [] for name in search.FACETS}
    return filters, draw.choice(["", "pertinence", "nom", "arrivee"])


@pytest.mark.parametrize("make", ROLES)
def test_the_search_finds_of_each_text_what_the_querysets_find(make, community):
    reader, day = reader_of(make), timezone.localdate()

    for text in texts(community):
        sought = Sought.of(text)
        members = search.matching(Member.objects.visible_to(reader), sought, reader, day)
        expected = list(search.ordered(members, sought, "", day).with_roles(day))
        answers = search.found(text, reader)

        group = first_rows(answers)

        assert [card.portrait.slug for card in group.rows] == [member.slug for member in expected[:8]], text
        assert group.total == len(expected) == rows_of(answers.attempts[0]).count()


@pytest.mark.parametrize("make", ROLES)
def test_a_page_and_its_counts_are_those_of_the_querysets(make, community):
    reader, day = reader_of(make), timezone.localdate()

    for text in ["", "²", *texts(community)]:
        sought, (filters, order) = Sought.of(text), asked(community)
        members = search.matching(Member.objects.visible_to(reader), sought, reader, day)
        found = Member.objects.filter(pk__in=list(members.values_list("pk", flat=True)))
        left = search.narrowed(found, search.conditions(filters, reader, day))
        start = community.choice([0, 0, 2])

        among = listing.holding(reader, sought)
        rows = listing.facets(reader, among, filters)
        page = listing.page(reader, among, sought, filters, order, start)

        assert (among == listing.NOBODY) == (bool(sought.words) and not found.exists())
        counted = search.facet_rows(found, filters, reader, day)
        assert sorted(row for row in rows if row[0]) == sorted(row for row in counted if row[0])
        assert sum(row[3] for row in rows if not row[0]) == left.count()
        expected = list(search.ordered(left, sought, order, day))[start : start + listing.PER_PAGE]
        assert page == expected, (text, filters, order)
        assert [member.roles for member in page] == [Member.objects.get(pk=member.pk).roles for member in page]


def test_the_skills_of_members_are_those_of_the_queryset(community):
    members = tuple(Member.objects.values_list("pk", flat=True))

    for text in ["", *texts(community)]:
        sought = Sought.of(text)

        held = search.skills_of(members, sought)

        expected = search.held_by(members, sought)
        assert sorted(row for rows in held.values() for row in rows) == sorted(expected)
    excel = [
        row.name for rows in search.skills_of(members, Sought.of("excel")).values() for row in rows if row.is_sought
    ]
    assert set(excel) == {"Excel"}
    assert search.skills_of((), Sought()) == {}


@pytest.mark.parametrize("make", [make_member, make_core_team_member])
def test_groups_are_found_as_each_word_asks(make, community):
    today, reader = timezone.localdate(), reader_of(make)
    for name, days in (("Excel à deux", -9), ("Le 100%_sûr", -9), ("Lebihan", -9), ("Nantes demain", 9)):
        make_group(name, purpose=community.choice(TYPED), opened_on=today + days * timedelta(days=1))

    for text in texts(community):
        answers = groups_found(text, reader)

        group = first_rows(answers)

        assert group.rows == list(rows_of(answers.attempts[0]))
        assert group.total == len(group.rows)
    assert [row.name for row in first_rows(groups_found("nantes", reader)).rows] == (
        ["Nantes demain"] if reader.is_staff else []
    )


def test_what_was_meant_is_understood_of_any_number_of_words(community):
    reader = reader_of(make_member)
    make_skill(None, "Planification")

    for text, meant in (
        ("ecxel", "Excel"), ("planifcation", "Planification"), ("ecxel zzzz", "Excel zzzz"),
        ("publipostge ecxel planifcation", "Publipostage Excel Planification"), ("finannces", "Finances"), ("zzzz", ""),
    ):  # fmt: skip
        assert [corrected(text, reader) for _ in range(2)] == [meant, meant]


def test_a_term_that_is_over_is_no_longer_found_by_what_was_compiled(clock):
    reader, holder = reader_of(make_member), make_member()
    make_appointment(holder, Role.SPONSOR, ends_on=timezone.localdate())
    sought = Sought.of("parrainage")

    def found():
        return listing.holding(reader, sought), first_rows(search.found("parrainage", reader)).total

    assert found() == (f"{{{holder.pk}}}", 1)
    clock.shift(timedelta(days=1))
    assert found() == (listing.NOBODY, 0)
