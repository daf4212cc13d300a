"""A freed place reaches who waits: offered on a phone, or given when a host makes room; also without scripts.

And a room that falls through costs nobody a place.
"""

import pytest
from playwright.sync_api import expect

from events.actions.registration import leave
from events.models import Event, Registration
from tests import factories
from tests.helpers import deliver_all
from tests.journeys.conftest import LAPTOP, PHONE

pytestmark = pytest.mark.browser
WITH_OR_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


@pytest.fixture
def camille(live_server):
    return factories.make_member("camille@example.org", first_name="Camille", last_name="Roux")


@pytest.fixture
def nadia(live_server):
    return factories.make_member("nadia@example.org", first_name="Nadia", last_name="Bernard")


@pytest.fixture
def workshop(camille, nadia):
    """Full, with Camille first in line; a freed place is offered with eight working hours to answer."""
    event = factories.make_event("Publipostage sans larmes", hosts=[nadia], seats=2, in_days=21, answer_hours=8)
    factories.fill_event(event, confirmed=2)
    factories.make_registration(event, camille, Registration.Status.WAITING)
    return Event.objects.get(pk=event.pk)


def free_a_place(workshop):
    someone = workshop.registrations.confirmed().select_related("member").first().member
    leave(workshop, someone, by=someone)


def place_of(member, workshop):
    return workshop.registrations.filter(member=member).latest("pk").status


@WITH_OR_WITHOUT
def test_an_offer_is_taken_from_the_home_page_on_a_phone(arrive, camille, workshop, scripts):
    free_a_place(workshop)
    reader = arrive(PHONE, member=camille, java_script_enabled=scripts)

    reader.open("/")
    reader.arrives_at("Bonjour Camille")
    reader.reads("à confirmer avant le")
    reader.press("button", "Je prends la place")

    reader.arrives_at(workshop.title)
    reader.reads("Inscription confirmée")
    assert place_of(camille, workshop) == "confirmed"


@WITH_OR_WITHOUT
def test_the_link_of_the_mail_leads_to_the_two_answers(arrive, camille, workshop, scripts):
    free_a_place(workshop)
    offer = next(message for message in deliver_all() if message.to == [camille.email])
    address = next(word for word in offer.body.split() if word.endswith("/place/"))
    reader = arrive(PHONE, member=camille, java_script_enabled=scripts)

    reader.open(address)
    reader.arrives_at("Une place à confirmer")
    reader.press("link", "Je cède mon tour")
    reader.reads("Céder votre tour")
    reader.press("button", "Je cède mon tour")

    reader.arrives_at(workshop.title)
    reader.reads("vous cédez votre tour")
    assert place_of(camille, workshop) == "cancelled"


@WITH_OR_WITHOUT
def test_a_host_makes_room_and_the_first_in_line_has_a_place(arrive, camille, nadia, workshop, scripts):
    Event.objects.filter(pk=workshop.pk).update(answer_hours=None)
    reader = arrive(LAPTOP, member=nadia, java_script_enabled=scripts)

    reader.open(workshop.get_absolute_url())
    reader.arrives_at(workshop.title)
    reader.press("link", "Modifier")
    reader.arrives_at("Modifier le rendez-vous")
    reader.fill("Nombre de places", "3")
    reader.press("button", "Enregistrer")
    reader.arrives_at(workshop.title)
    reader.press("link", "Voir la liste")

    reader.arrives_at("Participations")
    expect(reader.page.get_by_role("heading", name="3 inscriptions confirmées")).to_be_visible()
    assert place_of(camille, workshop) == "confirmed"
    assert [message.to for message in deliver_all()] == [[camille.email]]


@WITH_OR_WITHOUT
def test_the_room_falls_through_and_everybody_comes_on_screen(arrive, camille, nadia, scripts):
    event = factories.make_event(
        "Publipostage", hosts=[nadia], format=Event.Format.ONSITE, place="Lyon, salle Saône", join_url=""
    )
    factories.make_registration(event, camille)
    reader = arrive(PHONE, member=nadia, java_script_enabled=scripts)

    reader.open(event.get_absolute_url())
    reader.press("link", "La salle n’est plus disponible")
    reader.arrives_at("La salle n’est plus disponible\u202f?")
    reader.fill("Lien de la visio", "https://visio.example/secours")
    reader.press("button", "Passer en visio")
    reader.arrives_at("Publipostage")
    reader.reads("Le rendez-vous passe en visio.")

    [message] = [message for message in deliver_all() if message.to == [camille.email]]
    assert "Lyon, salle Saône" in message.body
    camilles = arrive(PHONE, member=camille, java_script_enabled=scripts)
    camilles.open(event.get_absolute_url())
    camilles.reads("le lien s’ouvre")
