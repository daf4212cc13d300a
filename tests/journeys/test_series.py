"""A host plans a workshop that comes again, then changes one date and those that follow."""

import datetime

import pytest
from django.utils import timezone

from clock.paris import at
from events.models import Event
from tests import factories
from tests.helpers import keys_prepared
from tests.journeys.conftest import LAPTOP, PHONE
from tests.journeys.readers import Keyboard

pytestmark = pytest.mark.browser
WEEK = datetime.timedelta(days=7)


@pytest.fixture
def nadia(live_server):
    return factories.make_member(first_name="Nadia", last_name="Bernard")


@pytest.fixture
def workshop(nadia):
    starts_at = at(timezone.localdate() + WEEK, datetime.time(10))
    return factories.make_event("Publipostage sans larmes", hosts=[nadia], starts_at=starts_at)


def plan(reader, workshop):
    """Three more weeks but one, seen before they are prepared, then published."""
    reader.open(workshop.get_absolute_url())
    reader.press("link", "Répéter")
    reader.arrives_at("Répéter ce rendez-vous")
    reader.fill("Nombre de dates, celle-ci comprise", "4")
    reader.press("button", "Voir les dates")
    reader.arrives_at("Les dates de la série")
    reader.page.get_by_role("checkbox").last.uncheck()
    reader.press("button", "Préparer ces dates")
    reader.reads("2 brouillons sont préparés. Publiez la série quand elle est prête.")
    reader.inspect()

    reader.press("link", "Publier la série")
    reader.arrives_at("Publier la série")
    reader.press("button", "Publier ces dates")
    reader.reads("2 dates sont publiées.")
    reader.inspect()


def series_of(workshop):
    return list(Event.objects.filter(series__events=workshop).order_by("starts_at"))


def change_the_following(reader, date):
    reader.open(date.get_absolute_url())
    reader.press("link", "Modifier")
    reader.arrives_at("Modifier le rendez-vous")
    reader.fill("Début (heure de Paris)", "14:00")
    reader.fill("Fin (heure de Paris)", "15:30")
    reader.page.get_by_role("radio", name="Celle-ci et les suivantes").check()
    reader.press("button", "Enregistrer")
    reader.reads("Le rendez-vous est enregistré.")
    reader.inspect()


def hours(dates):
    return [timezone.localtime(Event.objects.get(pk=date.pk).starts_at).hour for date in dates]


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize("screen", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_a_host_plans_a_series_and_changes_a_date_and_those_that_follow(arrive, nadia, workshop, screen, has_scripts):
    reader = arrive(screen, member=nadia, java_script_enabled=has_scripts)

    plan(reader, workshop)
    dates = series_of(workshop)
    places = [factories.make_registration(date) for date in dates]
    change_the_following(reader, dates[1])

    assert hours(dates) == [10, 14, 14]
    assert [place.event.registrations.confirmed().get().member for place in places] == [row.member for row in places]
    assert sorted(key for key in keys_prepared() if "changed" in key) == sorted(
        f"events.changed:{row.event_id}-{Event.objects.get(pk=row.event_id).sequence}-{member}"
        for row in places[1:]
        for member in (row.member_id, nadia.pk)
    )


def test_the_least_reaching_answer_is_ticked(arrive, nadia, workshop):
    reader = arrive(LAPTOP, member=nadia)
    plan(reader, workshop)

    reader.open(workshop.get_absolute_url() + "modifier/")

    assert reader.page.get_by_role("radio", name="Cette date").is_checked()


def test_a_host_keeps_a_checklist_with_the_keyboard(arrive, nadia, workshop):
    reader = arrive(LAPTOP, member=nadia, hands=Keyboard)
    reader.open(workshop.get_absolute_url())

    reader.press("link", "Préparatifs")
    reader.arrives_at("Préparatifs")
    reader.press("link", "Écrire la liste")
    reader.arrives_at("Les préparatifs")
    reader.fill("À préparer", "J-21 réserver la salle")
    reader.press("button", "Enregistrer la liste")
    reader.arrives_at("Préparatifs")
    reader.walk_to(reader.page.get_by_role("checkbox", name="réserver la salle"))
    reader.page.keyboard.press("Space")
    reader.press("button", "Enregistrer")
    reader.reads("Les préparatifs sont à jour.")

    assert [item.done_by for item in workshop.checklist.all()] == [nadia]


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without"])
def test_a_host_opens_a_second_session_for_those_who_wait(arrive, nadia, workshop, has_scripts):
    Event.objects.filter(pk=workshop.pk).update(seats=2)
    factories.fill_event(workshop, confirmed=2, waiting=3)
    reader = arrive(PHONE, member=nadia, java_script_enabled=has_scripts)
    reader.open(workshop.get_absolute_url())

    reader.press("link", "Choisir la date")
    reader.arrives_at("Ouvrir une deuxième séance\u202f?")
    reader.fill("Jour", str(timezone.localdate() + 5 * WEEK))
    reader.page.get_by_role("checkbox").check()
    reader.press("button", "Ouvrir et prévenir")
    reader.reads("La deuxième séance est publiée. Les personnes en attente reçoivent un e-mail.")
    reader.inspect()

    session = Event.objects.exclude(pk=workshop.pk).get()
    assert (session.registrations.offered().count(), session.registrations.waiting().count()) == (2, 1)


def test_a_host_copies_an_event(arrive, nadia, workshop):
    reader = arrive(LAPTOP, member=nadia)
    reader.open(workshop.get_absolute_url())

    reader.press("link", "Copier")
    reader.arrives_at("Copier ce rendez-vous")
    reader.fill("Jour de la copie", str(timezone.localdate() + 5 * WEEK))
    reader.press("button", "Copier")
    reader.reads("La copie est un brouillon\u00a0: relisez-la, puis publiez-la.")
    reader.inspect()

    assert Event.objects.get(state="draft").host_list == [nadia]
