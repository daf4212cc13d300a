from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models.functions import Lower, Now
from django.utils import timezone

from capassistant.home.bell import count_of
from contributions import contributed
from contributions.awaiting import Counted, Reader
from mailing.models import FailingAddress
from members.backends import OF_SESSION, RoleBackend, of_session
from members.models import Member, Role
from statements import ShapeChangesWithValuesError, Statement
from tests.factories import (
    accept_charter,
    make_article,
    make_charter,
    make_core_team_member,
    make_editor,
    make_event,
    make_member,
    make_registration,
    make_superuser,
)

DAY = timedelta(days=1)


def rows(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(*statement(*values))
        return cursor.fetchall()


@pytest.mark.django_db
def test_it_finds_what_the_queryset_finds_with_the_values_of_each_use():
    def build(day, name):
        return Member.objects.filter(joined_on__lt=day, last_name=name, state="active").values_list("pk")

    statement, today = Statement(build), timezone.localdate()
    people = [
        make_member(last_name=name, joined_on=today - days * DAY) for name, days in (("A", 9), ("A", 2), ("B", 9))
    ]

    for day, name in ((today, "A"), (today - 5 * DAY, "A"), (today, "B"), (today, "B'"), (today - 20 * DAY, "A")):
        expected = {row[0] for row in build(day, name)}
        assert {row[0] for row in rows(statement, day, name)} == expected
    assert {row[0] for row in rows(statement, today, "A")} == {people[0].pk, people[1].pk}


@pytest.mark.parametrize(
    ("build", "value"),
    [
        (lambda day: Member.objects.filter(joined_on__lt=day - DAY), date(2027, 1, 4)),
        (lambda name: Member.objects.filter(last_name__contains=name), "Perrin"),
        (lambda name: Member.objects.filter(last_name=name.upper()), "Perrin"),
        (lambda pk: Member.objects.filter(pk=pk) if pk % 2 else Member.objects.exclude(pk=pk), 3),
        (lambda pk: Member.objects.filter(pk__in=range(pk)), 3),
    ],
)
def test_what_is_not_the_same_for_all_values_is_refused_at_once(build, value):
    with pytest.raises(ShapeChangesWithValuesError):
        Statement(build)(value)


@pytest.mark.django_db
def test_values_that_are_the_same_at_the_first_use_stay_apart():
    member = make_member()
    statement = Statement(lambda first, second: Member.objects.filter(pk=first).exclude(pk=second).values_list("pk"))

    assert rows(statement, member.pk, member.pk) == []
    assert rows(statement, member.pk, member.pk + 1) == [(member.pk,)]


def test_what_the_database_works_out_may_change():
    statement = Statement(lambda pk: Member.objects.filter(joined_on__lt=Now(), last_name=Lower("email"), pk=pk))

    assert [statement(pk)[1] for pk in (7, 8)] == [[7], [8]]


@pytest.mark.django_db
def test_the_member_of_the_session_is_the_one_that_the_queryset_gives():
    charter, today = make_charter(1), timezone.localdate()
    people = [make_member(), make_core_team_member(), make_editor(language="en", phone="06", phone_visibility="self")]
    accept_charter(people[0], charter)
    facts = [field.attname for field in Member._meta.concrete_fields]
    facts += ["role_names", "charter_in_force", "charter_due", "charter_due_since", "charter_accepted"]

    for person in people:
        for day in (today, today - 400 * DAY):
            expected = of_session(person.pk, day).get()
            found = next(iter(Member.objects.raw(*OF_SESSION(person.pk, day))))
            assert [getattr(found, name) for name in facts] == [getattr(expected, name) for name in facts]
            assert found.get_deferred_fields() == set()
    assert of_session(people[1].pk, today).get().roles == {Role.CORE_TEAM}


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_member, make_editor, make_core_team_member, make_superuser])
def test_what_waits_is_counted_as_the_querysets_count_it(make):
    reader, other = make(), make_member()
    now = timezone.now()
    for member in (reader, other):
        make_article(authors=[member], state="changes_requested")
        make_article(authors=[member], state="submitted")
        lately = make_registration(make_event(), member)
        long_ago = make_registration(make_event(), member)
        for row, days in ((lately, 1), (long_ago, 5)):
            type(row).objects.filter(pk=row.pk).update(promoted_at=now - days * DAY)
        FailingAddress.objects.create(address=member.email.lower(), failures=3, blocked_at=now)
    kinds = tuple(
        item
        for app in contributed("awaiting")
        for item in app.waiting(RoleBackend().get_user(reader.pk))
        if isinstance(item, Counted)
    )
    assert len(kinds) >= 4

    for who, at in ((reader, now), (other, now), (reader, now - 2 * DAY), (other, now + 400 * DAY)):
        asked = (who.pk, who.email.lower(), at)
        one_by_one = [row for kind in kinds for row in kind.summary(Reader(*asked))]
        assert sorted(rows(count_of(kinds), *asked)) == sorted(one_by_one)
    assert {kind.key for kind in kinds if kind.summary(Reader(reader.pk, reader.email.lower(), now))} >= {
        ("events", "promoted"), ("journal", "changes_requested"), ("mailing", "blocked")
    }  # fmt: skip
