"""Leaving and coming back: what is freed, what is kept, and who may decide."""

from contextlib import suppress

import pytest
from allauth.account.models import EmailAddress
from django.db import Error, transaction
from django.urls import reverse

from guards.refusals import Refused
from members.actions.invitation import approve, refuse
from members.actions.membership import mark_left, pause, resume, suspend
from members.actions.profile import remove_photo
from members.models import Member, Role
from members.signals import member_left
from tests import factories
from tests.cast import signed_in
from tests.helpers import deliver_all, posted_at_once

pytestmark = pytest.mark.django_db

State = Member.State


@pytest.fixture
def departures():
    """The departures announced to the apps above."""
    seen = []

    def note(sender, member, by, **kwargs):
        seen.append((member.pk, by.pk))

    member_left.connect(note)
    yield seen
    member_left.disconnect(note)


@pytest.fixture
def core():
    return factories.make_core_team_member()


def state_of(member):
    return Member.objects.get(pk=member.pk).state


def test_a_pause_frees_the_roles_and_keeps_the_profile(core, departures):
    member = factories.make_editor(about="Douze ans d’assistanat")

    pause(member, by=core)

    kept = Member.objects.get(pk=member.pk)
    assert (kept.state, kept.about) == (State.PAUSED, "Douze ans d’assistanat")
    assert kept.appointments.get().ends_on is not None
    assert departures == [(member.pk, core.pk)]


def test_coming_back_opens_the_account_again(core):
    member = factories.make_member(state=State.PAUSED)

    resume(member, by=core)

    assert state_of(member) == State.ACTIVE
    assert deliver_all()[0].to == [member.email]


def test_a_suspension_gives_its_reason_and_gives_the_roles_back(core, departures):
    member = factories.make_editor()

    suspend(member, reason="Propos blessants", by=core)
    assert "Propos blessants" in deliver_all()[0].body
    assert not Member.objects.get(pk=member.pk).has_perm("journal.publish_issue")
    resume(member, by=core)

    assert Member.objects.get(pk=member.pk).has_perm("journal.publish_issue")
    assert departures == [(member.pk, core.pk)]


def test_leaving_ends_the_roles_and_hides_the_name(core, departures):
    member = factories.make_editor(first_name="Nadia", last_name="Benaïssa")

    mark_left(member, by=core)

    kept = Member.objects.get(pk=member.pk)
    assert (kept.state, str(kept), kept.left_on is None) == (State.FORMER, "Ancien membre", False)
    assert departures == [(member.pk, core.pk)]


@pytest.mark.parametrize(
    ("act", "more"),
    [(pause, {}), (suspend, {"reason": "x"}), (mark_left, {}), (remove_photo, {})],
)
def test_nobody_below_touches_the_technical_administration(core, act, more):
    technical = factories.make_superuser()

    with pytest.raises(Refused, match="administration technique"):
        act(technical, by=core, **more)

    assert state_of(technical) == State.ACTIVE


def test_nobody_decides_on_his_or_her_own_account(core):
    with pytest.raises(Refused, match="pour soi-même"):
        suspend(core, reason="x", by=core)


CLOSING = [(pause, {}), (suspend, {"reason": "x"}), (mark_left, {})]


@pytest.mark.parametrize(("act", "more"), CLOSING)
def test_nobody_closes_the_own_account_not_even_the_technical_administration(act, more):
    technical, _other = factories.make_superuser(), factories.make_superuser()

    with pytest.raises(Refused, match="on ne ferme pas son propre compte"):
        act(technical, by=technical, **more)

    assert state_of(technical) == State.ACTIVE


@pytest.mark.parametrize(("act", "more"), CLOSING)
def test_the_last_open_account_of_the_technical_administration_stays_open(act, more):
    """As after two that closed each other at once: who acts is closed by now."""
    last, closed = factories.make_superuser(), factories.make_superuser(state=State.FORMER)

    with pytest.raises(Refused, match="dernier compte ouvert de l’administration technique"):
        act(last, by=closed, **more)

    assert state_of(last) == State.ACTIVE


@pytest.mark.django_db(transaction=True)
def test_two_technical_administrators_who_close_each_other_at_once_are_not_both_gone():
    first, second = factories.make_superuser(), factories.make_superuser()

    posted_at_once(first, *(
        (signed_in(by), reverse("admin:members_member_act", args=[other.pk, "depart"]), {})
        for by, other in ((first, second), (second, first))
    ))  # fmt: skip

    assert sorted([state_of(first), state_of(second)]) == [State.ACTIVE, State.FORMER]


def test_one_technical_administrator_closes_the_account_of_another():
    leaving, staying = factories.make_superuser(), factories.make_superuser()

    mark_left(leaving, by=staying)

    assert (state_of(leaving), state_of(staying)) == (State.FORMER, State.ACTIVE)


@pytest.mark.parametrize("state", [State.INVITED, State.AWAITING, State.PAUSED, State.FORMER])
def test_acts_keep_to_the_states_in_which_they_make_sense(core, state):
    member = factories.make_member(state=state)

    with pytest.raises(Refused, match="Impossible pour"):
        pause(member, by=core)

    assert state_of(member) == state


@pytest.mark.parametrize("act", [pause, mark_left])
def test_a_future_term_of_someone_who_leaves_is_given_up_and_the_core_team_sees_it(core, act):
    reader = factories.make_core_team_member()
    member = factories.make_editor(first_name="Nadia", last_name="Benaïssa")
    future = member.joined_on.replace(year=member.joined_on.year + 5)
    factories.make_appointment(member, Role.SPONSOR, starts_on=future)

    act(member, by=core)

    assert [term.role for term in member.appointments.all()] == [Role.EDITORIAL]
    [told] = [message.body for message in deliver_all() if message.to == [reader.email]]
    assert ("Mandat\N{NO-BREAK SPACE}: Comité éditorial" in told, "Mandat\N{NO-BREAK SPACE}: Parrainage, " in told) == (
        True,
        True,
    )
    acts = signed_in(core).get(reverse("admin:members_act_changelist")).content.decode()
    assert "suppression" in acts


PASSAGES = {
    ("invited", "active"), ("invited", "former"), ("invited", "expired"), ("awaiting", "active"), ("awaiting", "former"),
    ("awaiting", "expired"), ("active", "paused"), ("active", "suspended"), ("active", "former"),
    ("paused", "active"), ("paused", "suspended"), ("paused", "former"), ("suspended", "active"),
    ("suspended", "former"), ("former", "invited"), ("former", "awaiting"),
}  # fmt: skip


@pytest.mark.parametrize("before", State.values)
def test_the_database_knows_what_may_follow_what(before):
    reached = set()
    for after in set(State.values) - {before}:
        member = factories.make_member(state=before)
        with suppress(Error), transaction.atomic():
            Member.objects.filter(pk=member.pk).update(state=after)
            reached.add((before, after))

    assert reached == {passage for passage in PASSAGES if passage[0] == before}


@pytest.mark.parametrize("act", [approve, refuse, pause, suspend, resume, mark_left])
def test_each_act_keeps_to_its_states(core, act):
    expected = {
        approve: {State.AWAITING}, refuse: {State.INVITED, State.AWAITING}, pause: {State.ACTIVE},
        suspend: {State.ACTIVE, State.PAUSED}, resume: {State.PAUSED, State.SUSPENDED},
        mark_left: {State.ACTIVE, State.PAUSED, State.SUSPENDED},
    }  # fmt: skip
    more = {"reason": "Une raison"} if act in (refuse, suspend) else {}
    done = set()
    for before in State:
        member = factories.make_member(state=before)
        EmailAddress.objects.create(user=member, email=member.email, verified=True)
        with suppress(Refused):
            act(member, by=core, **more)
            done.add(before)

    assert done == expected[act]
