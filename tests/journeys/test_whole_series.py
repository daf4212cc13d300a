"""A member takes all dates of a regular meeting, gives one back, then all of them."""

import pytest

from events.models import Registration, Series
from tests import factories
from tests.journeys.conftest import LAPTOP, PHONE
from tests.journeys.readers import Keyboard

pytestmark = pytest.mark.browser


@pytest.fixture
def camille(live_server):
    return factories.make_member(first_name="Camille", last_name="Roux")


@pytest.fixture
def dates(camille):
    """Seven dates: at the third one no place is free, at the fourth Camille has something else."""
    series = Series.objects.create()
    dates = [factories.make_event("Café des assistantes", series=series, in_days=14 * n, seats=2) for n in range(1, 8)]
    factories.fill_event(dates[2], confirmed=2)
    other = factories.make_event("Visite du Journal", starts_at=dates[3].starts_at)
    factories.make_registration(other, camille)
    return dates


def statuses(dates, member):
    rows = Registration.objects.live().filter(event__in=dates, member=member).order_by("event__starts_at")
    return list(rows.values_list("status", flat=True))


def take_all_then_leave(reader, dates, member):
    reader.open(dates[0].get_absolute_url())
    reader.inspect()
    reader.press("link", "M’inscrire à toutes les dates (7)")
    reader.arrives_at("M’inscrire à toutes les dates")
    reader.reads("À la même heure, vous suivez «\u00a0Visite du Journal\u00a0».")
    reader.press("button", "M’inscrire à 7 dates")
    reader.arrives_at("Mes inscriptions")
    reader.reads("Inscription confirmée à 6 dates, liste d’attente pour 1.")
    assert statuses(dates, member) == ["confirmed"] * 2 + ["waiting"] + ["confirmed"] * 4

    reader.open(dates[4].get_absolute_url())
    reader.press("button", "Me désinscrire")
    reader.reads("Votre place est rendue. Merci d’avoir prévenu.")
    assert len(statuses(dates, member)) == 6

    reader.press("link", "Me désinscrire de toutes les dates")
    reader.arrives_at("Me désinscrire de toutes les dates à venir")
    reader.press("button", "Oui, me désinscrire de 6 dates")
    reader.reads("Désinscription de 6 dates à venir. Merci d’avoir prévenu.")
    assert statuses(dates, member) == []


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize("screen", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_a_member_takes_all_dates_gives_one_back_then_all(arrive, camille, dates, screen, has_scripts):
    reader = arrive(screen, member=camille, java_script_enabled=has_scripts)

    take_all_then_leave(reader, dates, camille)


def test_a_member_takes_all_dates_and_leaves_them_with_the_keyboard(arrive, camille, dates):
    reader = arrive(LAPTOP, member=camille, hands=Keyboard)

    take_all_then_leave(reader, dates, camille)


@pytest.mark.parametrize("screen", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_a_member_chooses_how_to_come_once_for_all_dates(arrive, camille, screen):
    series = Series.objects.create()
    hybrid = {"format": "hybrid", "place": "Lyon", "series": series}
    dates = [factories.make_event("Groupe Outils", in_days=rank, **hybrid) for rank in (7, 14)]
    reader = arrive(screen, member=camille)
    reader.open(dates[0].get_absolute_url())

    reader.press("link", "M’inscrire à toutes les dates (2)")
    reader.arrives_at("M’inscrire à toutes les dates")
    reader.press("button", "Je participe en visio")
    reader.reads("Inscription confirmée à 2 dates.")

    assert list(Registration.objects.values_list("mode", flat=True)) == ["online", "online"]
