"""Leaving by oneself: said first, confirmed by the password and a yes, done at once and told."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from events.models import Event, Registration
from groups.models import WorkingGroup
from guards.refusals import Refused
from mailing.models import Delivery
from mailing.topics import Topic
from members.actions.membership import leave, mark_left
from members.models import Member, Role
from tests import factories
from tests.cast import signed_in
from tests.helpers import count_queries, deliver_all, posted_at_once

pytestmark = pytest.mark.django_db

PAGE, DONE = "/moi/depart/", "/depart/confirme/"
PASSWORD = "un mot de passe long"
YES = {"password": PASSWORD, "is_sure": "on"}
State = Member.State


@pytest.fixture(autouse=True)
def no_attempt_yet():
    cache.clear()


@pytest.fixture
def nadia():
    return factories.make_member(first_name="Nadia", last_name="Benaïssa")


@pytest.fixture
def browser(nadia):
    return signed_in(nadia)


def state_of(member):
    return Member.objects.get(pk=member.pk).state


def told(member):
    return [message for message in deliver_all() if message.to == [member.email]]


def test_a_member_closes_the_own_account_from_the_own_space(browser, nadia, visitor):
    assert PAGE in browser.get("/moi/").content.decode()
    elsewhere = signed_in(nadia)

    answer = browser.post(PAGE, YES, follow=True)

    assert answer.redirect_chain == [(DONE, 302)]
    assert "Votre compte est fermé" in answer.content.decode()
    assert (state_of(nadia), str(Member.objects.get(pk=nadia.pk))) == (State.FORMER, "Ancien membre")
    assert [client.get("/moi/").status_code for client in (browser, elsewhere)] == [302, 302]
    assert visitor.post("/connexion/", {"login": nadia.email, "password": PASSWORD}).status_code != 302


def test_who_left_reads_what_stays_and_how_to_come_back(browser, nadia):
    browser.post(PAGE, YES)

    [message] = told(nadia)
    assert message.subject == "Votre compte est fermé"
    for words in ("Vous avez quitté la communauté", "signés « Ancien membre »", "avec la même adresse", "/contact/"):
        assert words in " ".join(message.body.split()).replace("\N{NO-BREAK SPACE}", " ")


def test_what_waited_for_who_leaves_is_not_sent_any_more(browser, nadia):
    waiting = factories.make_delivery(nadia)
    answer = factories.make_delivery(nadia, topic=Topic.CONTACT)
    other = factories.make_delivery(factories.make_member())

    browser.post(PAGE, YES)

    states = [Delivery.objects.get(pk=row.pk).state for row in (waiting, answer, other)]
    assert states == ["discarded", "prepared", "prepared"]


def test_a_departure_noted_by_the_core_team_is_told_too(nadia):
    mark_left(nadia, by=factories.make_core_team_member())

    [message] = told(nadia)
    assert "La core-team a enregistré votre départ" in message.body


def test_no_session_opens_again_with_the_account_of_who_comes_back(nadia):
    elsewhere = signed_in(nadia)
    leave(nadia)

    for state in (State.INVITED, State.ACTIVE):
        Member.objects.filter(pk=nadia.pk).update(state=state)

    assert elsewhere.get("/moi/").status_code == 302
    assert not Member.objects.get(pk=nadia.pk).has_usable_password()


@pytest.mark.parametrize(
    ("sent", "field", "why"),
    [
        ({"is_sure": "on", "password": "un autre mot de passe"}, "password", "pas votre mot de passe actuel"),
        ({"is_sure": "on"}, "password", "obligatoire"),
        ({"password": PASSWORD}, "is_sure", "Cochez cette case"),
    ],
)
def test_without_the_password_or_a_yes_nothing_happens(browser, nadia, sent, field, why):
    page = browser.post(PAGE, sent)

    assert list(page.context["form"].errors) == [field]
    assert why in str(page.context["form"].errors[field])
    assert (state_of(nadia), deliver_all(), browser.get("/moi/").status_code) == (State.ACTIVE, [], 200)


def test_guessing_the_password_at_a_screen_left_open_is_limited(browser, nadia):
    answers = [browser.post(PAGE, YES | {"password": f"essai {rank}"}).status_code for rank in range(11)]

    assert (answers[0], answers[-1], state_of(nadia)) == (200, 429, State.ACTIVE)


def test_an_account_without_a_password_asks_for_a_yes_alone(nadia):
    nadia.set_unusable_password()
    nadia.save()
    browser = signed_in(nadia)
    assert list(browser.get(PAGE).context["form"].fields) == ["is_sure"]

    browser.post(PAGE, {"is_sure": "on"})

    assert state_of(nadia) == State.FORMER


def test_reading_the_page_changes_nothing_and_names_what_passes_on(browser, nadia):
    factories.make_event("Publipostage", hosts=[nadia])
    factories.make_event("Classement", hosts=[nadia, factories.make_member(first_name="Samia", last_name="Kaci")])
    factories.make_appointment(nadia, Role.EDITORIAL)

    page = browser.get(PAGE)

    rows = sorted((str(row.kind), str(row.title), row.takers) for row in page.context["held"])
    assert rows == [
        ("Mandat", "Comité éditorial", ()), ("Rendez-vous", "Classement", ("Samia K.",)),
        ("Rendez-vous", "Publipostage", ()),
    ]  # fmt: skip
    assert "/coulisses/" not in page.content.decode(), "the pages of the back office are closed to who reads this"
    assert (state_of(nadia), deliver_all()) == (State.ACTIVE, [])


def test_the_page_costs_the_same_for_ten_events(browser, nadia):
    factories.make_event(hosts=[nadia])
    one = count_queries(browser, PAGE)
    for rank in range(10):
        factories.make_event(hosts=[nadia, factories.make_member()])
        WorkingGroup.objects.create(name=f"Outils {rank}", slug=f"outils-{rank}", purpose="Partager", lead=nadia)

    assert (count_queries(browser, PAGE), one) == (7, 7)


def test_what_was_held_passes_on_and_the_core_team_is_told_by_whose_will(browser, nadia):
    reader = factories.make_core_team_member()
    waiting = factories.make_member()
    run = factories.make_event("Publipostage", hosts=[nadia])
    full = factories.make_event("Classement", seats=1)
    factories.make_registration(full, nadia)
    factories.make_registration(full, waiting, status=Registration.Status.WAITING)
    factories.make_appointment(nadia, Role.EDITORIAL)

    browser.post(PAGE, YES)

    assert list(Event.objects.without_host().values_list("pk", flat=True)) == [run.pk, full.pk]
    assert nadia.registrations.live().count() == 0
    assert full.registrations.get(member=waiting).status != Registration.Status.WAITING
    assert Member.objects.get(pk=nadia.pk).appointments.get().ends_on is not None
    [message] = told(reader)
    assert message.subject == "Nadia Benaïssa : ce qui est à confier"
    assert "Nadia Benaïssa a quitté la communauté." in message.body
    assert "Publipostage" in message.body


def test_the_journal_of_acts_says_who_closed_the_account(browser, nadia, superuser):
    browser.post(PAGE, YES)

    last = Member.pgh_event_model.objects.filter(pgh_obj=nadia).order_by("pgh_id").last()
    assert (last.state, last.pgh_context.metadata["user"]) == (State.FORMER, nadia.pk)


def test_the_last_of_the_core_team_stays_until_another_one_is_there(core_team):
    factories.make_core_team_member(state=State.PAUSED)

    page = core_team.post(PAGE, YES)
    assert "une autre personne doit d’abord en être" in str(page.context["form"].non_field_errors())
    assert (state_of(core_team.member), core_team.get("/moi/").status_code) == (State.ACTIVE, 200)

    factories.make_core_team_member()
    core_team.post(PAGE, YES)
    assert state_of(core_team.member) == State.FORMER


def test_the_technical_administration_closes_the_last_account_of_the_core_team_but_its_own():
    technical, last = factories.make_superuser(), factories.make_core_team_member()
    mark_left(last, by=technical)
    assert state_of(last) == State.FORMER

    factories.make_superuser()
    factories.make_appointment(technical, Role.CORE_TEAM)
    with pytest.raises(Refused, match="core-team"):
        leave(Member.objects.get(pk=technical.pk))


def test_the_last_account_of_the_technical_administration_stays_open(superuser):
    page = superuser.post(PAGE, YES)

    assert "administration technique" in str(page.context["form"].non_field_errors())
    assert state_of(superuser.member) == State.ACTIVE


@pytest.mark.django_db(transaction=True)
def test_two_of_the_core_team_who_leave_at_once_are_not_both_gone():
    first, second = factories.make_core_team_member(), factories.make_core_team_member()

    posted_at_once(first, *((signed_in(member), PAGE, YES) for member in (first, second)))

    assert sorted([state_of(first), state_of(second)]) == [State.ACTIVE, State.FORMER]


def test_the_page_that_says_it_is_done_leads_back_and_is_shown_to_no_open_account(visitor, browser):
    page = visitor.get(DONE).content.decode()

    assert "en demandant à rejoindre la communauté avec la même adresse" in page
    assert reverse("contact:thread_write") in page
    assert browser.get(DONE).url == "/moi/"
