"""A member puts the agenda into another calendar: on a phone, with the keyboard, and without scripts."""

import pytest
from playwright.sync_api import expect

from events.models import CalendarFeed
from tests import factories
from tests.journeys.conftest import LAPTOP, PHONE
from tests.journeys.readers import Keyboard, Reader

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "screen,hands,options",
    [(PHONE, Reader, {}), (LAPTOP, Keyboard, {}), (PHONE, Reader, {"java_script_enabled": False})],
)
def test_an_address_is_taken_replaced_then_stopped(arrive, live_server, screen, hands, options):
    event = factories.make_event("Publipostage sans larmes")
    reader = arrive(screen, member=factories.make_member(), hands=hands, **options)

    reader.open(event.get_absolute_url())
    reader.unfold("Ajouter à mon agenda")
    expect(reader.page.get_by_role("link", name="Google Agenda")).to_be_visible()
    reader.inspect()
    reader.press("link", "abonnez votre agenda")
    reader.arrives_at("Mes abonnements de calendrier")
    reader.press("button", "Obtenir mon lien\u00a0: Ateliers")
    reader.arrives_at("Votre lien d’abonnement")
    address = reader.page.get_by_label("Adresse du calendrier").input_value()
    answer = reader.page.request.get(address)
    reader.press("link", "Revenir à mes abonnements")
    reader.arrives_at("Mes abonnements de calendrier")
    reader.press("link", "Remplacer le lien\u00a0: Ateliers")
    reader.arrives_at("Remplacer ce lien\u00a0?")
    reader.press("link", "Garder ce lien")
    reader.arrives_at("Mes abonnements de calendrier")
    kept = reader.page.request.get(address).status
    reader.press("link", "Remplacer le lien\u00a0: Ateliers")
    reader.press("button", "Remplacer le lien")
    reader.arrives_at("Votre lien d’abonnement")
    another = reader.page.get_by_label("Adresse du calendrier").input_value()
    replaced = [reader.page.request.get(each).status for each in (address, another)]
    reader.press("link", "Revenir à mes abonnements")
    reader.press("link", "Arrêter l’abonnement\u00a0: Ateliers")
    reader.arrives_at("Arrêter cet abonnement\u00a0?")
    reader.press("button", "Arrêter l’abonnement")
    reader.arrives_at("Mes abonnements de calendrier")

    assert "SUMMARY:Publipostage sans larmes" in answer.text()
    assert (kept, replaced) == (200, [404, 200])
    assert reader.page.request.get(another).status == 404
    assert CalendarFeed.objects.count() == 0


@pytest.mark.parametrize(
    "screen,hands,options",
    [(PHONE, Reader, {}), (LAPTOP, Keyboard, {}), (PHONE, Reader, {"java_script_enabled": False})],
)
def test_a_working_group_is_found_and_followed(arrive, live_server, screen, hands, options):
    lead = factories.make_member(first_name="Nadia", job_title="Assistante de direction")
    group = factories.make_group("Accueil des nouvelles personnes", lead=lead)
    factories.make_group("Vocabulaire")
    factories.make_event("Première séance", kind="working_group", group=group)
    factories.make_event("Ailleurs", kind="working_group")
    reader = arrive(screen, member=factories.make_member(), hands=hands, **options)

    reader.open("/communaute/")
    reader.press("link", "Les groupes de travail")
    reader.arrives_at("Les groupes de travail")
    reader.press("link", "Vocabulaire")
    reader.arrives_at("Vocabulaire")
    reader.reads("Pas de séance prévue")
    reader.open("/moi/agenda/")
    reader.press("link", "Voir les groupes de travail")
    reader.arrives_at("Les groupes de travail")
    reader.press("link", "Accueil des nouvelles personnes")
    reader.arrives_at("Accueil des nouvelles personnes")
    reader.reads("Pilotage")
    reader.press("button", "Obtenir mon lien\u00a0: Accueil des nouvelles personnes")
    reader.arrives_at("Votre lien d’abonnement")
    answer = reader.page.request.get(reader.page.get_by_label("Adresse du calendrier").input_value())

    assert "SUMMARY:Première séance" in answer.text()
    assert "Ailleurs" not in answer.text()
