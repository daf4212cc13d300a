"""Requests nobody answered, and what is erased of people who never came in."""

import datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils import timezone

from capassistant.roles import ROLE_PERMISSIONS
from guards.refusals import Refused
from mailing.models import Delivery
from members import tasks
from members.actions.invitation import approve, confirm_request, refuse
from members.actions.membership import mark_left
from members.models import Member
from tests import factories
from tests.helpers import deliver_all

pytestmark = pytest.mark.django_db

State = Member.State
TYPED = ("Nadia", "Benaïssa", "nadia@entreprise.example", "nadia-benaissa")


@pytest.fixture(autouse=True)
def open_to_one_domain(settings):
    cache.clear()
    settings.ALLOWED_EMAIL_DOMAINS = ["entreprise.example"]


def ask(client):
    """A request of today; the mail that asks to confirm the address has left."""
    client.post("/inscription/", dict(zip(("first_name", "last_name", "email"), TYPED, strict=False)))
    deliver_all()
    return Member.objects.get(email="nadia@entreprise.example")


def confirm(candidate):
    EmailAddress.objects.filter(user=candidate).update(verified=True)
    confirm_request(candidate)


def pass_days(number):
    with time_machine.travel(timezone.now() + datetime.timedelta(days=number, minutes=1)):
        tasks.close_requests(0)


def words_kept():
    """What the database still holds of what was typed, table by table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t')
            text = cursor.fetchone()[0] or ""
            yield from ((table, word) for word in TYPED if word in text)


def test_a_request_without_an_answer_expires_after_thirty_days(visitor):
    candidate = ask(visitor)

    pass_days(29)
    before = Member.objects.get(pk=candidate.pk).state
    pass_days(30)

    after = Member.objects.get(pk=candidate.pk)
    assert (before, after.state, str(after)) == (State.AWAITING, State.EXPIRED, "Demande expirée")
    assert after.left_on == timezone.localdate() + datetime.timedelta(days=30)


def test_nothing_that_was_typed_is_kept(visitor):
    ask(visitor)
    assert ("members_member", "Nadia") in list(words_kept())
    assert ("members_memberhistory", "Nadia") in list(words_kept())
    assert ("mailing_delivery", "nadia@entreprise.example") in list(words_kept())

    pass_days(30)

    assert list(words_kept()) == []


def test_a_stranger_who_confirmed_nothing_is_not_written_to(visitor):
    ask(visitor)
    sent = len(deliver_all())

    pass_days(30)

    assert len(deliver_all()) == sent


def test_who_confirmed_the_address_is_told_and_may_ask_again(visitor):
    factories.make_core_team_member()
    candidate = ask(visitor)
    confirm(candidate)
    deliver_all()

    pass_days(30)

    message = deliver_all()[-1]
    assert message.to == ["nadia@entreprise.example"]
    assert message.subject == "Votre demande n’a pas reçu de réponse"
    assert "http://127.0.0.1:8000/inscription/" in message.body
    assert ask(visitor).pk != candidate.pk


def test_an_expired_request_is_told_once(visitor):
    candidate = ask(visitor)
    confirm(candidate)

    pass_days(30)
    pass_days(31)

    assert Delivery.objects.filter(key__startswith="members.request_expired:").count() == 1


def test_a_request_accepted_meanwhile_does_not_expire(visitor):
    candidate = ask(visitor)
    confirm(candidate)
    approve(candidate, by=factories.make_core_team_member())

    pass_days(31)

    kept = Member.objects.get(pk=candidate.pk)
    assert (kept.state, kept.first_name) == (State.ACTIVE, "Nadia")


def test_an_expired_request_is_refused_to_whoever_answers_late(visitor):
    candidate = ask(visitor)
    confirm(candidate)
    pass_days(30)

    with pytest.raises(Refused, match="expirée"):
        approve(candidate, by=factories.make_core_team_member())


def test_the_core_team_reads_that_it_expired(core_team, visitor):
    ask(visitor)
    pass_days(30)

    page = core_team.get("/admin/members/member/?state__exact=expired").content.decode()

    assert page.count("Demande expirée</a>") == 1
    assert ">expirée</span>" in page
    assert ".invalid" not in page


def test_the_journal_of_acts_names_nobody_any_more(core_team, visitor):
    ask(visitor)
    pass_days(30)

    page = core_team.get("/admin/members/act/").content.decode()

    assert "demande effacée" in page
    assert [word for word in TYPED if word in page] == []


def test_a_refused_request_is_erased_a_month_after(visitor):
    candidate = ask(visitor)
    refuse(candidate, reason="Nadia n’est pas assistante.", by=factories.make_core_team_member())
    deliver_all()

    pass_days(29)
    assert Member.objects.get(pk=candidate.pk).first_name == "Nadia"
    pass_days(31)

    erased = Member.objects.get(pk=candidate.pk)
    assert (erased.state, erased.first_name, erased.state_reason) == (State.FORMER, "", "")
    assert list(words_kept()) == []


def test_somebody_who_was_a_member_is_not_erased_with_the_requests():
    member = factories.make_member(last_name="Benaïssa")
    mark_left(member, by=factories.make_core_team_member())

    pass_days(400)

    assert Member.objects.get(pk=member.pk).last_name == "Benaïssa"


def test_the_histories_stay_protected_otherwise(visitor):
    candidate = ask(visitor)
    pass_days(30)

    with pytest.raises(DatabaseError, match="Cannot update"):
        Member.pgh_event_model.objects.filter(pgh_obj=candidate).update(last_name="x")


def test_the_number_of_statements_does_not_depend_on_other_members(django_assert_num_queries):
    for _ in range(20):
        factories.make_member()

    with django_assert_num_queries(7):
        tasks.close_requests(0)


def test_the_privacy_page_says_how_long_a_request_is_kept(visitor):
    page = visitor.get("/confidentialite/").content.decode()

    assert (
        "Une demande d’adhésion sans réponse est effacée après trente jours, une demande refusée un mois après." in page
    )


def test_no_role_can_expire_a_request_by_hand():
    assert not [name for names in ROLE_PERMISSIONS.values() for name in names if "expire" in name]
