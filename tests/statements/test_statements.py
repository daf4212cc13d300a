from datetime import date, timedelta

import pghistory
import pytest
from django.db import connection
from django.db.models.functions import Lower, Now
from django.utils import timezone

from capassistant.home.bell import count_of
from contributions import contributed
from contributions.awaiting import Counted, Reader
from events.models import Event
from events.models.queries import is_hosted_by
from mailing.models import FailingAddress
from members.backends import OF_SESSION, RoleBackend, of_session
from members.models import Member, Role
from statements import ShapeChangesWithValuesError, Statement, one_of
from tests.factories import (
    accept_charter,
    make_article,
    make_charter,
    make_core_team_member,
    make_editor,
    make_event,
    make_member,
    make_registration,
    make_site,
    make_superuser,
)

DAY = timedelta(days=1)


@pytest.mark.django_db
def test_it_finds_what_the_queryset_finds_with_the_values_of_each_use():
    def build(day, name):
        return Member.objects.filter(joined_on__lt=day, last_name=name, state="active").order_by("pk")

    statement, today = Statement(build), timezone.localdate()
    people = [
        make_member(last_name=name, joined_on=today - days * DAY) for name, days in (("A", 9), ("A", 2), ("B", 9))
    ]

    for day, name in ((today, "A"), (today - 5 * DAY, "A"), (today, "B"), (today, "B'"), (today - 20 * DAY, "A")):
        assert statement(day, name) == list(build(day, name))
    assert statement(today, "A") == people[:2]


@pytest.mark.parametrize(
    ("build", "value"),
    [
        (lambda day: Member.objects.filter(joined_on__lt=day - DAY), date(2027, 1, 4)),
        (lambda name: Member.objects.filter(last_name__contains=name), "Perrin"),
        (lambda name: Member.objects.filter(last_name=name.upper()), "Perrin"),
        (lambda pk: Member.objects.filter(pk=pk) if pk % 2 else Member.objects.exclude(pk=pk), 3),
        (lambda pk: Member.objects.filter(pk__in=range(pk)), 3),
        (lambda pk: Member.objects.filter(pk=pk, requested_at__lt=timezone.now()), 3),
    ],
)
def test_what_is_not_the_same_for_all_values_is_refused_at_once(build, value):
    with pytest.raises(ShapeChangesWithValuesError):
        Statement(build)(value)


@pytest.mark.django_db
def test_what_the_database_works_out_may_change():
    member = make_member("nadia@example.org", last_name="nadia@example.org")
    statement = Statement(lambda pk: Member.objects.filter(requested_at__lt=Now(), last_name=Lower("email"), pk=pk))

    assert [statement(pk) for pk in (member.pk, member.pk + 1)] == [[member], []]


@pytest.mark.django_db
def test_values_that_are_the_same_at_the_first_use_keep_their_places():
    first, second = make_member(), make_member()
    statement = Statement(lambda pk, other: Member.objects.filter(pk=pk).exclude(pk=other))

    assert statement(first.pk, first.pk) == []
    assert statement(first.pk, second.pk) == [first]
    assert statement(second.pk, first.pk) == [second]


@pytest.mark.django_db
def test_a_number_among_any_count_of_them():
    people = [make_member() for _ in range(3)]
    statement = Statement(lambda pks: Member.objects.filter(one_of("pk", pks)).order_by("pk"))
    numbers = tuple(person.pk for person in people)

    assert [statement(some) for some in (numbers[:1], (), numbers, (0,))] == [people[:1], [], people, []]


@pytest.mark.django_db
def test_rows_are_what_the_queryset_makes_of_them():
    site, member = make_site("Lyon"), make_member(first_name="Nadia")
    event = make_event(site=site, hosts=[member])
    numbered = Event.objects.filter(pk=event.pk).annotate(is_hosted=is_hosted_by(member))
    whole, values, named, flat = (
        Statement(lambda pk, shape=shape: shape.filter(pk=pk))
        for shape in (
            numbered.select_related("site").defer("description"), numbered.values("title", "is_hosted"),
            numbered.values_list("title", "site__name", named=True), numbered.values_list("pk", flat=True),
        )
    )  # fmt: skip

    for _ in range(2):
        found = whole(event.pk)[0]
        assert (found, found.is_hosted, found.get_deferred_fields()) == (event, True, {"description"})
        assert "site" in found._state.fields_cache and found.site == site
        assert values(event.pk) == [{"title": event.title, "is_hosted": True}]
        assert (named(event.pk)[0].site__name, flat(event.pk)) == ("Lyon", [event.pk])


@pytest.mark.django_db
def test_the_plan_is_kept_and_a_union_is_no_write():
    statement = Statement(lambda pk: Member.objects.filter(pk=pk).union(Member.objects.filter(pk=pk), all=True))
    member, told = make_member(), []

    with pghistory.context(), connection.execute_wrapper(lambda run, sql, *rest: told.append(sql) or run(sql, *rest)):
        assert statement(member.pk) == statement(member.pk) == [member, member]

    assert "set_config" not in "".join(told)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [f"{told[0][:60]}%"])
        assert cursor.fetchone() == (1,)


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
            found = OF_SESSION(person.pk, day)[0]
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
        assert sorted(count_of(kinds)(*asked)) == sorted(one_by_one)
    assert {kind.key for kind in kinds if kind.summary(Reader(reader.pk, reader.email.lower(), now))} >= {
        ("events", "promoted"), ("journal", "changes_requested"), ("mailing", "blocked")
    }  # fmt: skip
