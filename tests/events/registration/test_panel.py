"""The registration panel, state by state."""

import datetime

import pytest
from django.utils import timezone
from django.utils.translation import override

from clock.words import day_long
from events.models import Event, Registration
from events.panel.parts import Standing, moment
from events.panel.states import panel_for
from members.models import Site

NOW = timezone.make_aware(datetime.datetime(timezone.localdate().year, 10, 8, 9, 0))
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


def clash(*, is_hosted=False):
    """An event at the same time, as it is found."""
    other = Event(title="Prioriser")
    other.is_hosted = is_hosted
    return other


def test_3_clash_names_the_other_event():
    shown = panel(Standing(clash=clash()))

    assert shown.state == "clash"
    assert shown.clash == "À la même heure, vous suivez «\u00a0Prioriser\u00a0»."
    assert labels(shown) == [("Je m’inscris quand même", True)]


@pytest.mark.parametrize("status", ["offered", "waiting"])
def test_3_who_was_offered_a_place_or_waits_is_told_of_the_clash(status):
    shown = panel(Standing(registration=mine(status, offer_expires_at=NOW + HOUR), rank=1, clash=clash(is_hosted=True)))

    assert shown.clash == "À la même heure, vous animez « Prioriser »."


def test_4_registered():
    shown = panel(CONFIRMED)

    assert (shown.state, shown.title) == ("registered", "Inscription confirmée")
    assert (shown.lead, shown.rest, shown.mine) == ("4 places prises", "sur 12, dont la vôtre", 1)
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
    assert labels(shown) == [("Rejoindre la liste d’attente (quatrième)", True)]


def test_5_full_with_nobody_in_line():
    assert labels(panel(taken_count=12)) == [("Rejoindre la liste d’attente", True)]


@pytest.mark.parametrize("rank,lead,rest", [(1, "Vous êtes en tête", "de la"), (2, "Vous êtes deuxième", "sur la")])
def test_6_waiting(rank, lead, rest):
    registration = Registration(status="waiting", queued_at=NOW)
    shown = panel(Standing(registration=registration, rank=rank, waiting=2), taken_count=12)

    assert (shown.state, shown.lead, shown.rest) == ("waiting", lead, f"{rest} liste, depuis le {day_long(NOW)}")
    assert labels(shown) == [("Quitter la liste", False)]


def test_8_closed():
    shown = panel(registration_closes_at=NOW - HOUR)

    assert (shown.state, shown.title, shown.actions) == ("closed", "Inscriptions closes", [])
    assert shown.text.startswith(f"Closes depuis le {moment(NOW - HOUR)}.")


def test_8_not_open_yet():
    shown = panel(registration_opens_at=NOW + HOUR)

    assert shown.title == "Inscriptions bientôt ouvertes"
    assert shown.text == f"Ouverture le {moment(NOW + HOUR)}."


def test_9_live_opens_the_link_to_who_takes_part():
    times = {"starts_at": NOW - HOUR, "ends_at": NOW + HOUR}

    assert labels(panel(CONFIRMED, **times)) == [("Rejoindre la visio", False)]
    assert panel(**times).actions == []
    assert panel(**times).text == "Commencé à 8\u00a0h, fin prévue à 10\u00a0h."


def test_10_cancelled_gives_the_reason():
    shown = panel(CONFIRMED, state="cancelled", cancellation_reason="La salle est fermée.")

    assert (shown.title, shown.text, shown.actions) == ("Annulé", "La salle est fermée.", [])


def test_10_cancelled_tells_who_was_to_come_that_nothing_is_to_be_done():
    fields = {"state": "cancelled", "cancellation_reason": "La salle est fermée."}

    assert "rien à faire" in panel(CONFIRMED, **fields).note
    assert panel(**fields).note == ""


def test_10_moved_says_when_it_was_and_keeps_the_place():
    shown = panel(Standing(registration=CONFIRMED.registration, was_at=NOW + 50 * HOUR))

    assert shown.text == f"Déplacé\u00a0: c’était le {moment(NOW + 50 * HOUR)}. Votre place est conservée."
    assert labels(shown)[-1] == ("Me désinscrire", True)


def test_11_over():
    times = {"starts_at": NOW - 3 * HOUR, "ends_at": NOW - HOUR}

    assert panel(CONFIRMED, **times).text == "Merci de votre participation."
    assert panel(**times).text == "Ce rendez-vous a eu lieu."


def test_the_host_has_a_panel_without_registration():
    shown = panel(Standing(is_host=True, can_open_link=True))

    assert (shown.state, labels(shown)) == ("hosting", [("Ajouter à Outlook", False)])


def test_a_draft_says_that_it_is_one():
    assert panel(state="draft").state == "draft"


def mine(status, **fields):
    return Registration(status=status, queued_at=NOW, **fields)


def test_a_place_offered_says_until_when_and_has_its_two_answers():
    offer = mine("offered", offer_expires_at=NOW + 3 * HOUR)

    shown = panel(Standing(registration=offer), taken_count=12)

    assert (shown.state, shown.lead) == ("offered", f"Place libérée, à confirmer avant le {moment(NOW + 3 * HOUR)}.")
    assert labels(shown) == [("Je prends la place", True), ("Je cède mon tour", False)]


def test_an_offer_that_has_lapsed_cannot_be_answered():
    shown = panel(Standing(registration=mine("offered", offer_expires_at=NOW)), taken_count=12)

    assert (shown.state, labels(shown)) == ("lapsed", [])


def test_who_waits_is_told_of_the_time_to_answer():
    shown = panel(Standing(registration=mine("waiting"), rank=2, waiting=2), taken_count=12, answer_hours=8)

    assert shown.text == (
        "Si une place se libère, vous recevez un e-mail et avez 8 heures ouvrées pour la confirmer."
        " À l’approche du début, elle vous est donnée aussitôt."
    )


@pytest.mark.parametrize("fields", [{}, {"answer_hours": 8, "starts_at": NOW + 3 * HOUR, "ends_at": NOW + 4 * HOUR}])
def test_who_waits_where_places_are_given_at_once_is_told_so(fields):
    shown = panel(Standing(registration=mine("waiting"), rank=1, waiting=1), taken_count=12, **fields)

    assert shown.text == "Dès qu’une place se libère pour vous, elle vous est donnée et vous recevez un e-mail."


def test_who_waits_for_another_date_keeps_the_first_place():
    held = Registration(status="confirmed", event=make(starts_at=NOW + 50 * HOUR))

    shown = panel(Standing(registration=mine("waiting", moving_from=held), rank=1, waiting=1), taken_count=12)

    assert shown.text == f"Vous gardez votre place du {moment(NOW + 50 * HOUR)} jusqu’à ce qu’une place se libère ici."


HYBRID = {"format": "hybrid", "online_seats": 40, "online_taken_count": 12}


def test_two_ways_to_come_have_a_line_and_a_button_each():
    shown = panel(**HYBRID)

    assert [(line.title, line.lead, line.rest) for line in shown.lines] == [
        ("Sur place\u00a0:", "8 places libres", "sur 12"), ("En visio\u00a0:", "28 places libres", "sur 40"),
    ]  # fmt: skip
    assert [(action.label, action.fields) for action in shown.actions] == [
        ("Je viens sur place", (("mode", "main"),)), ("Je participe en visio", (("mode", "online"),)),
    ]  # fmt: skip


def test_when_the_room_is_full_the_screen_comes_first():
    shown = panel(Standing(waiting=2), taken_count=12, **HYBRID)

    assert labels(shown) == [("Je participe en visio", True), ("Attendre une place en salle", True)]


def test_who_comes_one_way_may_choose_the_other_while_a_place_is_free():
    there = Standing(registration=mine("confirmed", mode="online"))

    assert ("Changer pour la salle", True) in labels(panel(there, **HYBRID))
    assert ("Changer pour la salle", True) not in labels(panel(there, taken_count=12, **HYBRID))
    assert panel(there, **HYBRID).text == "Vous participez en visio."


def test_a_place_at_another_date_may_be_exchanged():
    held = Registration(status="confirmed", event=make(starts_at=NOW + 50 * HOUR))

    free, full = panel(Standing(other_seat=held)), panel(Standing(other_seat=held, waiting=1), taken_count=12)

    assert (free.state, free.lead) == ("other_date", moment(NOW + 50 * HOUR))
    assert labels(free)[0] == ("Prendre cette date à la place", True)
    assert labels(full)[0] == ("Attendre une place à cette date", True)


KEPT = {"reserved_seats": 8, "reserved_for": "newcomers", "reserved_until": NOW + 5 * HOUR}


def test_places_kept_for_others_are_not_free_and_say_when_they_open():
    shown = panel(Standing(kept=8), **KEPT)

    assert (shown.state, shown.title) == ("reserved", "Places réservées pour l’instant")
    assert (shown.lead, shown.rest) == ("8 places réservées", "aux membres qui viennent d’arriver")
    assert shown.text == (
        f"Elles s’ouvrent à tout le monde le {moment(NOW + 5 * HOUR)}, dans l’ordre de la liste d’attente."
    )
    assert labels(shown) == [("Rejoindre la liste d’attente", True)]


def test_places_kept_for_others_beside_free_ones_say_for_whom_and_until_when():
    site = {"reserved_for": "site", "reserved_site": Site(name="Lyon"), "reserved_seats": 3}

    shown = panel(Standing(kept=3), **(KEPT | site))

    assert (shown.state, shown.lead) == ("open", "5 places libres")
    assert (
        shown.text
        == f"3 places réservées au site de Lyon jusqu’au {moment(NOW + 5 * HOUR)}, puis ouvertes à tout le monde."
    )


def test_when_reserved_places_have_opened_nothing_is_said_of_them():
    assert panel(**(KEPT | {"reserved_until": NOW})).text == ""


def test_once_taken_reserved_places_are_full_like_others():
    assert panel(Standing(kept=2), taken_count=12, **KEPT).state == "full"


def test_near_the_start_a_withdrawal_is_still_welcome():
    shown = panel(Standing(registration=mine("confirmed")), starts_at=NOW + 3 * HOUR, ends_at=NOW + 4 * HOUR)

    assert shown.note.startswith("Un empêchement de dernière minute")
    assert labels(shown)[-1] == ("Me désinscrire", True)


def test_a_place_without_limit_is_counted_as_mine():
    assert panel(CONFIRMED, seats=None).rest == "dont la vôtre"


def test_the_link_is_announced_to_who_will_have_it_and_to_nobody_else():
    in_the_room = Standing(registration=mine("confirmed"), can_open_link=False)

    assert panel(CONFIRMED).announces_link
    assert not panel(in_the_room, **HYBRID).announces_link
    assert not panel(CONFIRMED, starts_at=NOW + HOUR / 4).announces_link


def guests(standing, **fields):
    return [(choice.guests, choice.is_mine) for choice in panel(standing, guests_allowed=2, **fields).guests]


def test_guests_are_chosen_up_to_what_the_event_allows_and_the_places_left():
    alone, three = Standing(registration=mine("confirmed")), Standing(registration=mine("confirmed", guests=2))

    assert guests(alone) == [(0, True), (1, False), (2, False)]
    assert guests(alone, taken_count=11) == [(0, True), (1, False)]
    assert guests(alone, taken_count=12) == []
    assert guests(three, taken_count=12) == [(0, False), (1, False), (2, True)]
    assert guests(alone, seats=None) == [(0, True), (1, False), (2, False)]


def test_guests_are_counted_as_my_places_and_named_in_the_sentence():
    shown = panel(Standing(registration=mine("confirmed", guests=1)), guests_allowed=2)

    assert (shown.mine, shown.rest, shown.text) == (2, "sur 12, dont les vôtres", "Vous venez avec 1 personne.")


def test_who_brings_somebody_keeps_the_way_to_come():
    there = Standing(registration=mine("confirmed", guests=1))

    assert "Changer pour la visio" not in dict(labels(panel(there, **HYBRID)))


def test_who_waits_for_the_room_may_come_on_the_screen_where_a_place_is_free():
    there = Standing(registration=mine("waiting"), rank=1, waiting=1)

    shown = panel(there, taken_count=12, **HYBRID)

    assert [line.lead for line in shown.lines] == ["12 places prises", "28 places libres"]
    assert shown.text.startswith("Vous attendez une place en salle. Dès qu’une place se libère")
    assert labels(shown) == [("Changer pour la visio", True), ("Quitter la liste", False)]
    assert labels(panel(there, taken_count=12, **(HYBRID | {"online_taken_count": 40}))) == [
        ("Quitter la liste", False)
    ]


@pytest.mark.parametrize("mode,words", [("main", "sur place"), ("online", "en visio")])
def test_an_offer_says_which_place_it_is_where_there_are_two(mode, words):
    offer = mine("offered", mode=mode, offer_expires_at=NOW + HOUR)

    assert panel(Standing(registration=offer), **HYBRID).text == (
        f"C’est une place {words}. Sans réponse, elle ira à la personne suivante."
    )


def test_an_offer_at_another_date_is_not_called_a_place():
    held = Registration(status="offered", event=make(starts_at=NOW + 50 * HOUR))

    assert panel(Standing(other_seat=held)).title == "Une place vous est proposée à une autre date"


def test_a_date_already_followed_is_not_taken_again():
    held = Registration(status="confirmed", event=make(starts_at=NOW - 50 * HOUR))

    shown = panel(Standing(other_seat=held))

    assert shown.text == "Vous avez déjà suivi cet atelier à une autre date."
    assert labels(shown) == [("Voir cette autre date", False)]


def test_the_first_of_the_month_is_written_as_one_says_it():
    first = NOW.replace(day=1, hour=18, minute=30)

    with override("fr"):
        assert moment(first).split(" ", 1)[1] == "1er octobre, 18\u00a0h\u00a030"
