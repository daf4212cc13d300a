"""The registration panel, state by state (DESIGN section 5)."""

import datetime

import pytest
from django.utils import timezone

from events.models import Event, Registration
from events.panel import Standing, panel_for

NOW = timezone.make_aware(datetime.datetime(2026, 10, 8, 9, 0))
HOUR = datetime.timedelta(hours=1)
CONFIRMED = Standing(registration=Registration(status="confirmed", queued_at=NOW), can_open_link=True)


def make(**fields):
    fields = {
        "pk": 12,
        "slug": "publipostage",
        "title": "Publipostage",
        "state": "published",
        "starts_at": NOW + 25 * HOUR,
        "ends_at": NOW + 26 * HOUR,
        "seats": 12,
        "taken_count": 4,
        "join_url": "https://visio.example/salle",
    } | fields
    return Event(**fields)


def panel(standing=None, **fields):
    return panel_for(make(**fields), standing or Standing(), now=NOW)


def labels(shown):
    return [(action.label, action.is_post) for action in shown.actions]


def test_1_open():
    shown = panel()

    assert (shown.state, shown.title) == ("open", "Inscriptions ouvertes")
    assert (shown.lead, shown.rest) == ("8 places libres", "sur 12")
    assert labels(shown) == [("Je m’inscris", True)]


def test_1_open_without_limit():
    assert (panel(seats=None).lead, panel(seats=None).rest) == ("Places sans limite", "")


@pytest.mark.parametrize("taken,lead", [(10, "Plus que 2 places"), (11, "Plus que 1 place")])
def test_2_few_left(taken, lead):
    shown = panel(taken_count=taken)

    assert (shown.state, shown.lead) == ("few", lead)


def test_3_clash_names_the_other_event():
    shown = panel(Standing(clash=Event(title="Prioriser")))

    assert shown.state == "clash"
    assert shown.clash == "À la même heure, vous suivez «\u00a0Prioriser\u00a0»."
    assert labels(shown) == [("Je m’inscris quand même", True)]


def test_4_registered():
    shown = panel(CONFIRMED)

    assert (shown.state, shown.title) == ("registered", "Inscription confirmée")
    assert (shown.lead, shown.rest, shown.is_mine) == ("4 places prises", "sur 12, dont la vôtre", True)
    assert labels(shown) == [("Ajouter à Outlook", False), ("Me désinscrire", True)]


def test_4_leaving_asks_first_when_others_wait():
    shown = panel(Standing(registration=CONFIRMED.registration, waiting=3), taken_count=12)

    assert labels(shown)[-1] == ("Me désinscrire", False)
    assert "liste d’attente" in shown.note


def test_4_the_link_opens_a_quarter_of_an_hour_before():
    early = panel(CONFIRMED, starts_at=NOW + datetime.timedelta(minutes=16))
    soon = panel(CONFIRMED, starts_at=NOW + datetime.timedelta(minutes=15))

    assert "Rejoindre la visio" not in dict(labels(early))
    assert labels(soon)[0] == ("Rejoindre la visio", False)


def test_5_full_says_the_rank_to_come():
    shown = panel(Standing(waiting=3), taken_count=12)

    assert (shown.state, shown.title) == ("full", "Complet")
    assert shown.rest == "sur 12, 3 personnes en attente"
    assert labels(shown) == [("Rejoindre la liste d’attente (4ᵉ)", True)]


def test_5_full_with_nobody_in_line():
    assert labels(panel(taken_count=12)) == [("Rejoindre la liste d’attente", True)]


@pytest.mark.parametrize("rank,lead", [(1, "Vous êtes en tête"), (2, "Vous êtes 2ᵉ")])
def test_6_waiting(rank, lead):
    registration = Registration(status="waiting", queued_at=NOW)
    shown = panel(Standing(registration=registration, rank=rank, waiting=2), taken_count=12)

    assert (shown.state, shown.lead, shown.rest) == ("waiting", lead, "sur la liste, depuis le 8 octobre")
    assert labels(shown) == [("Quitter la liste", True)]


def test_8_closed():
    shown = panel(registration_closes_at=NOW - HOUR)

    assert (shown.state, shown.title, shown.actions) == ("closed", "Inscriptions closes", [])
    assert shown.text.startswith("Closes depuis le jeudi 8 octobre, 8\u00a0h.")


def test_8_not_open_yet():
    shown = panel(registration_opens_at=NOW + HOUR)

    assert shown.title == "Inscriptions bientôt ouvertes"
    assert shown.text == "Ouverture le jeudi 8 octobre, 10\u00a0h."


def test_9_live_opens_the_link_to_who_takes_part():
    times = {"starts_at": NOW - HOUR, "ends_at": NOW + HOUR}

    assert labels(panel(CONFIRMED, **times)) == [("Rejoindre la visio", False)]
    assert panel(**times).actions == []
    assert panel(**times).text == "Commencé à 8\u00a0h, fin prévue à 10\u00a0h."


def test_10_cancelled_gives_the_reason():
    shown = panel(CONFIRMED, state="cancelled", cancellation_reason="La salle est fermée.")

    assert (shown.title, shown.text, shown.actions) == ("Annulé", "La salle est fermée.", [])


def test_11_over():
    times = {"starts_at": NOW - 3 * HOUR, "ends_at": NOW - HOUR}

    assert panel(CONFIRMED, **times).text == "Merci de votre participation."
    assert panel(**times).text == "Ce rendez-vous a eu lieu."


def test_the_host_has_a_panel_without_registration():
    shown = panel(Standing(is_host=True, can_open_link=True))

    assert (shown.state, labels(shown)) == ("hosting", [("Ajouter à Outlook", False)])


def test_a_draft_says_that_it_is_one():
    assert panel(state="draft").state == "draft"
