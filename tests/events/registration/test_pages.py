"""A place through the pages: taken, offered, given back, changed for another, shared."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actions.offers import settle
from events.actions.registration import leave
from events.models import Event, Registration, Series
from tests.cast import signed_in
from tests.factories import fill_event, make_charter, make_event, make_member, make_registration
from tests.helpers import count_queries, deliver_all, keys_prepared

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
CONFIRMED, OFFERED, WAITING, CANCELLED = Registration.Status.values


def url(event, tail=""):
    return event.get_absolute_url() + tail


def sentences(response):
    """What the page answers to what was done."""
    return [str(message) for message in response.context["messages"]]


def press(client, event, tail, **fields):
    """Press a button of the page; the sentences of the answer."""
    response = client.post(url(event, tail), fields, follow=True)
    [(address, status)] = response.redirect_chain
    assert (address.removesuffix("#inscription"), status) == (url(event), 302)
    return sentences(response)


def buttons(response):
    return [action.label for action in response.context["panel"].actions]


def mine(event, client):
    """My status in ``event``, now."""
    return event.registrations.live().get(member=client.member).status


@pytest.mark.parametrize("others", [2, 20])
def test_a_place_taken_or_given_back_asks_as_much_of_the_database_among_ten_times_the_people(member, others):
    event = fill_event(make_event(seats=30), confirmed=others)
    press(member, event, "inscription/")
    press(member, event, "desinscription/")

    assert statements(lambda: member.post(url(event, "inscription/"))) == 9
    assert statements(lambda: member.post(url(event, "desinscription/"))) == 12
    assert event.registrations.live().count() == others


def statements(act):
    """How many statements it sends, those around transactions left aside."""
    with CaptureQueriesContext(connection) as queries:
        act()
    return sum("SAVEPOINT" not in query["sql"] for query in queries)


def full(**fields):
    """An event of one seat, taken."""
    return fill_event(make_event(**{"seats": 1, "in_days": 30} | fields), confirmed=1)


def holder(event):
    return event.registrations.confirmed().first().member


def give_back(event):
    """Who has the place gives it back."""
    who = holder(event)
    leave(event, who, by=who)


@pytest.fixture
def offer(member):
    """An event in which a place is kept for the member, with three hours to answer."""
    event = make_event(seats=1, answer_hours=8, in_days=30)
    make_registration(event, member.member, OFFERED)
    return event


# an offered place ------------------------------------------------------------------------------


def test_a_freed_place_is_offered_on_the_page_and_taken_in_one_press(member):
    event = full(answer_hours=8)
    press(member, event, "inscription/")

    give_back(event)

    assert buttons(member.get(url(event))) == ["Je prends la place", "Je cède mon tour"]
    assert press(member, event, "place/") == [
        "C’est noté\u00a0: la place est à vous. La confirmation part dans votre boîte."
    ]
    assert mine(event, member) == CONFIRMED


def test_the_message_of_an_offer_leads_to_its_two_answers(member):
    event = full(answer_hours=8)
    press(member, event, "inscription/")
    give_back(event)

    message = deliver_all()[-1]
    page = member.get(url(event, "place/"))

    assert url(event, "place/") in message.body
    assert buttons(page) == ["Je prends la place", "Je cède mon tour"]
    assert mine(event, member) == OFFERED


def test_who_gives_up_the_turn_lets_the_next_one_have_it(member, offer):
    following = make_registration(offer, status=WAITING)

    answer = press(member, offer, "desinscription/")

    following.refresh_from_db()
    assert answer == ["C’est noté\u00a0: vous cédez votre tour. Merci d’avoir répondu."]
    assert offer.registrations.get(member=member.member).ended_as == Registration.Ending.DECLINED
    assert following.status == OFFERED


def test_the_page_of_giving_up_a_turn_asks_just_that(member, offer):
    page = member.get(url(offer, "desinscription/")).content.decode()

    assert "Céder votre tour\u202f?" in page
    assert "La place qui vous est proposée ira à la personne suivante." in page
    assert url(offer, "place/") in page


def test_an_offer_that_has_lapsed_is_answered_with_a_sentence(member, offer):
    offer.registrations.update(offer_expires_at=timezone.now() - HOUR)

    page = member.get(url(offer, "place/"))
    answer = press(member, offer, "place/")

    assert (page.context["panel"].title, buttons(page)) == ("Proposition expirée", [])
    assert answer == ["Cette place n’est plus proposée\u00a0: le temps de réponse est passé, ou elle a été rendue."]
    assert mine(offer, member) == OFFERED


def test_a_lapsed_offer_that_was_settled_is_answered_with_the_same_sentence(member, offer):
    offer.registrations.update(offer_expires_at=timezone.now() - HOUR)
    settle()

    answer = press(member, offer, "place/")

    assert answer == ["Cette place n’est plus proposée\u00a0: le temps de réponse est passé, ou elle a été rendue."]
    assert not offer.registrations.live().exists()


def test_a_place_taken_twice_is_taken_once(member, offer):
    first, second = press(member, offer, "place/"), press(member, offer, "place/")

    assert first == second
    assert offer.registrations.count() == 1
    assert len(keys_prepared()) == 1


def test_a_turn_given_up_twice_is_given_up_once(member, offer):
    make_registration(offer, status=WAITING)
    make_registration(offer, status=WAITING)

    press(member, offer, "desinscription/")
    again = press(member, offer, "desinscription/")

    assert again == ["Vous n’aviez pas d’inscription à ce rendez-vous."]
    assert offer.registrations.offered().count() == 1
    assert offer.registrations.waiting().count() == 1


def test_the_offer_of_another_person_is_not_to_be_taken(member, offer):
    other = signed_in(make_member())

    answer = press(other, offer, "place/", member=member.member.pk)

    assert answer == ["Cette place n’est plus proposée\u00a0: le temps de réponse est passé, ou elle a été rendue."]
    assert not offer.registrations.filter(member=other.member).exists()
    assert mine(offer, member) == OFFERED


def test_taking_a_place_waits_for_the_charter_and_giving_it_up_does_not(member, offer):
    make_charter()

    response = member.post(url(offer, "place/"))
    member.post(url(offer, "desinscription/"))

    assert response["Location"] == "/charte/"
    assert not offer.registrations.live().exists()


# the recorded bugs of waiting lists, through the pages ----------------------------


def test_bug_a_waiting_person_is_never_shown_as_a_participant(member, core_team):
    event = full()
    press(member, event, "inscription/")

    page = core_team.get(url(event))
    sheet = core_team.get(url(event, "participants/?imprimer=1")).content.decode()

    assert page.context["event"].all_taken_count == 1
    assert re.search(r"\b1 place prise\s*<", page.content.decode())
    assert member.member.full_name not in sheet


def test_bug_the_page_counts_the_places_taken_once_an_offered_one_among_them(member, offer):
    page = re.sub(r"<[^>]+>", "", member.get(url(offer)).content.decode())

    assert set(re.findall(r"\d+ (?:places? prises?|participations?)\b", page)) == {"1 place prise"}


def test_bug_leaving_the_line_warns_nobody_and_counts_nothing(member):
    event = full(hosts=[make_member()], in_days=0.5)
    press(member, event, "inscription/")
    before = keys_prepared()

    answer = press(member, event, "desinscription/")

    event.refresh_from_db()
    assert answer == ["Vous n’êtes plus sur la liste d’attente."]
    assert keys_prepared() == before
    assert event.taken_count == 1
    assert event.registrations.get(member=member.member).ended_as == Registration.Ending.LEFT


def test_bug_a_withdrawn_entry_loses_its_position(member):
    event = full()
    press(member, event, "inscription/")
    make_registration(event, status=WAITING)

    press(member, event, "desinscription/")
    answer = press(member, event, "inscription/")

    assert answer == ["Vous êtes deuxième sur la liste d’attente."]


def test_bug_nobody_is_promoted_after_the_start(member):
    event = full()
    press(member, event, "inscription/")
    start = timezone.now() - HOUR / 4
    Event.objects.filter(pk=event.pk).update(starts_at=start, ends_at=start + HOUR)
    who = signed_in(holder(event))

    answer = press(who, event, "desinscription/")
    settle()

    assert answer == ["Ce rendez-vous a commencé\u00a0: la place ne peut plus être rendue."]
    assert mine(event, member) == WAITING


def test_bug_an_offer_is_not_taken_after_the_start(member, offer):
    start = timezone.now() - HOUR / 4
    Event.objects.filter(pk=offer.pk).update(starts_at=start, ends_at=start + HOUR)

    press(member, offer, "place/")

    assert mine(offer, member) == OFFERED


@pytest.mark.parametrize("answer_hours", [None, 8])
def test_bug_who_withdraws_after_promotion_is_not_offered_again(member, answer_hours):
    event = full(answer_hours=answer_hours)
    press(member, event, "inscription/")
    following = make_registration(event, status=WAITING)
    give_back(event)

    press(member, event, "desinscription/")
    leave(event, following.member, by=following.member)
    settle()

    assert not event.registrations.live().filter(member=member.member).exists()
    assert member.get(url(event)).context["panel"].state == "few"


def test_bug_promotion_is_recorded(member):
    event = full(answer_hours=8)
    press(member, event, "inscription/")
    give_back(event)
    offered = event.registrations.get(member=member.member)

    press(member, event, "place/")

    confirmed = event.registrations.get(member=member.member)
    assert (offered.promoted_at, confirmed.pk) == (None, offered.pk)
    assert timezone.now() - confirmed.promoted_at < HOUR


def test_bug_the_first_in_line_is_served_although_the_settings_changed(member):
    event = full()
    press(member, event, "inscription/")
    make_registration(event, status=WAITING)
    Event.objects.filter(pk=event.pk).update(
        registration_closes_at=timezone.now() - HOUR, answer_hours=8, kind=Event.Kind.TALK
    )

    give_back(event)

    assert mine(event, member) == OFFERED
    assert buttons(member.get(url(event)))[0] == "Je prends la place"


def test_pressing_twice_registers_once_and_keeps_the_rank(member):
    event = full()

    first = press(member, event, "inscription/")
    make_registration(event, status=WAITING)
    second = press(member, event, "inscription/")

    assert first == second == ["Vous êtes en tête de la liste d’attente."]
    assert event.registrations.filter(member=member.member).count() == 1


# leaving late ----------------------------------------------------------------------------------


def test_a_late_withdrawal_is_welcome_and_the_host_is_told(member):
    event = make_event(hosts=[make_member()], in_days=0.5)
    make_registration(event, member.member)

    question = member.get(url(event, "desinscription/")).content.decode()
    answer = press(member, event, "desinscription/")

    row = event.registrations.get()
    assert "Un empêchement arrive à tout le monde, merci de le dire." in question
    assert answer == ["Votre place est rendue et la personne qui anime est prévenue. Merci de l’avoir dit."]
    assert row.ended_as == Registration.Ending.LATE
    assert [key.split(":")[0] for key in keys_prepared()] == ["events.left", "events.late_withdrawal"]


def test_a_withdrawal_in_time_does_not_speak_of_being_late(member):
    event = make_event()
    make_registration(event, member.member)

    question = member.get(url(event, "desinscription/")).content.decode()

    assert "Un empêchement arrive à tout le monde" not in question
    assert press(member, event, "desinscription/") == ["Votre place est rendue. Merci d’avoir prévenu."]


# lists -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/agenda/", "/moi/inscriptions/", "/"])
def test_lists_say_that_a_place_is_to_be_confirmed(member, offer, path):
    page = member.get(path).content.decode()

    assert page.count("Place à confirmer") == 1


def test_the_month_says_that_a_place_is_to_be_confirmed(member, offer):
    day = timezone.localtime(offer.starts_at)

    assert ", place à confirmer<" in member.get(f"/agenda/{day.year}/{day.month}/").content.decode()


def test_lists_tell_the_places_of_each_way_to_come(member):
    make_event(format="hybrid", place="Salle", seats=2, online_seats=4)

    page = re.sub(r"\s*\n\s*", " ", member.get("/agenda/").content.decode())

    assert "Sur place\u00a0: 2 places libres sur 2" in page
    assert "En visio\u00a0: 4 places libres sur 4" in page


def test_lists_mark_as_mine_my_place_and_those_of_my_guests(member):
    event = make_event(guests_allowed=2, seats=5)
    make_registration(event)
    make_registration(event, member.member, guests=1)

    page = member.get("/moi/inscriptions/").content.decode()

    assert "<b></b><u></u><u></u><i></i><i></i>" in page


# in the room or on the screen ------------------------------------------------------------------


@pytest.fixture
def hybrid():
    return make_event(format="hybrid", place="Salle Saône", seats=2, online_seats=2, in_days=30)


@pytest.mark.parametrize("mode", ["main", "online"])
def test_one_registers_in_the_way_that_the_button_says(member, hybrid, mode):
    press(member, hybrid, "inscription/", mode=mode)

    assert hybrid.registrations.get().mode == mode


def test_each_way_to_come_has_its_own_line(member, hybrid):
    for mode in ("main", "main", "online", "online"):
        make_registration(hybrid, mode=mode)
    for mode in ("main", "main", "online"):
        make_registration(hybrid, status=WAITING, mode=mode)

    answer = press(member, hybrid, "inscription/", mode="online")

    assert answer == ["Vous êtes deuxième sur la liste d’attente."]
    assert member.get(url(hybrid)).context["panel"].lead == "Vous êtes deuxième"


def test_the_way_to_come_is_changed_in_one_press_and_back(member, hybrid):
    make_registration(hybrid, member.member)

    assert "Changer pour la visio" in buttons(member.get(url(hybrid)))
    assert press(member, hybrid, "facon-de-venir/", mode="online") == ["C’est noté\u00a0: vous participez en visio."]
    assert "Changer pour la salle" in buttons(member.get(url(hybrid)))
    assert press(member, hybrid, "facon-de-venir/", mode="main") == ["C’est noté\u00a0: vous venez sur place."]


def test_who_waits_for_the_room_takes_a_free_place_on_the_screen(member, hybrid):
    fill_event(hybrid, confirmed=2)
    press(member, hybrid, "inscription/", mode="main")

    answer = press(member, hybrid, "facon-de-venir/", mode="online")

    row = hybrid.registrations.live().get(member=member.member)
    assert answer == ["C’est noté\u00a0: vous participez en visio."]
    assert (row.status, row.mode) == (CONFIRMED, "online")


def test_where_the_other_way_is_full_the_place_stays(member, hybrid):
    fill_event(hybrid, confirmed=2)
    make_registration(hybrid, member.member, mode="online")

    answer = press(member, hybrid, "facon-de-venir/", mode="main")

    assert answer == ["Il n’y a pas de place libre de cette façon\u00a0: la vôtre vous reste."]
    assert hybrid.registrations.get(member=member.member).mode == "online"


HOSTILE_WAYS = ["", "MAIN", "salon", "main\x00", "<script>alert(1)</script>", "x" * 5000]


@pytest.mark.parametrize("mode", HOSTILE_WAYS)
def test_an_unknown_way_to_come_is_answered_with_a_sentence(member, hybrid, mode):
    refusal = ["Ce rendez-vous ne se suit pas de cette façon."]

    assert press(member, hybrid, "inscription/", mode=mode) == refusal
    make_registration(hybrid, member.member)
    assert press(member, hybrid, "facon-de-venir/", mode=mode) == refusal
    assert hybrid.registrations.get().mode == "main"


def test_an_event_with_one_way_to_come_has_no_other(member):
    event = make_event()

    assert press(member, event, "inscription/", mode="online") == ["Ce rendez-vous ne se suit pas de cette façon."]
    assert not event.registrations.exists()


def test_changing_the_way_to_come_needs_a_registration(member, hybrid):
    answer = press(member, hybrid, "facon-de-venir/", mode="online")

    assert answer == ["Vous n’aviez pas d’inscription à ce rendez-vous."]


def test_the_link_is_for_who_comes_on_the_screen_and_for_the_hosts(core_team):
    host, there, online, waiting = (signed_in(make_member()) for _ in range(4))
    event = make_event(format="hybrid", place="Salle", online_seats=5, in_days=-0.01, hosts=[host.member])
    make_registration(event, there.member)
    make_registration(event, online.member, mode="online")
    make_registration(event, waiting.member, WAITING, mode="online")
    offered = signed_in(make_registration(event, status=OFFERED, mode="online").member)
    stranger = signed_in(make_member())

    def sees(client):
        pages = [client.get(url(event, tail)).content for tail in ("", "place/", "inscription/", "invitation.ics")]
        return any(b"visio.example" in page for page in pages)

    assert [sees(client) for client in (host, core_team, online)] == [True] * 3
    assert [sees(client) for client in (there, waiting, offered, stranger)] == [False] * 4


# another date ----------------------------------------------------------------------------------


@pytest.fixture
def dates(member):
    """Two dates of a workshop where each person has one place; the member has one at the first."""
    series = Series.objects.create(one_seat=True)
    first, second = (make_event("Publipostage", seats=1, in_days=days, series=series) for days in (30, 37))
    make_registration(first, member.member)
    return first, second


def test_another_date_is_taken_in_one_press_and_the_first_given_back(member, dates):
    first, second = dates
    next_one = make_registration(first, status=WAITING)

    page = member.get(url(second))
    answer = press(member, second, "date/")

    next_one.refresh_from_db()
    assert page.context["panel"].title == "Vous avez une place à une autre date"
    assert buttons(page)[0] == "Prendre cette date à la place"
    assert answer == ["C’est noté\u00a0: vous participez à cette date, l’autre place est rendue."]
    assert first.registrations.get(member=member.member).ended_as == Registration.Ending.MOVED
    assert next_one.status == CONFIRMED


def test_while_waiting_for_another_date_the_first_is_kept(member, dates):
    first, second = dates
    fill_event(second, confirmed=1)

    answer = press(member, second, "date/")

    assert answer == ["Vous attendez une place à cette date\u202f; la vôtre vous reste jusque-là."]
    assert (mine(first, member), mine(second, member)) == (CONFIRMED, WAITING)
    assert member.get(url(second)).context["panel"].text.startswith("Vous gardez votre place du ")


def test_a_date_chosen_twice_is_chosen_once(member, dates):
    first, second = dates

    assert press(member, second, "date/") == press(member, second, "date/")
    assert first.registrations.live().count() == 0
    assert second.registrations.count() == 1


def test_registering_at_a_second_date_is_refused_with_a_sentence(member, dates):
    answer = press(member, dates[1], "inscription/")

    assert answer == ["Vous avez déjà une place à une autre date\u00a0: changez de date plutôt."]


def test_there_is_no_date_to_change_without_a_place(member):
    answer = press(member, make_event(), "date/")

    assert answer == ["Vous n’avez pas de place à une autre date."]


# guests ----------------------------------------------------------------------------------------


@pytest.fixture
def open_house(member):
    """An event to which the member, registered, may bring two people."""
    event = make_event(kind="social", format="onsite", place="Rennes", guests_allowed=2, seats=5)
    make_registration(event, member.member)
    return event


def test_guests_are_chosen_on_the_page_and_take_places(member, open_house):
    form = member.get(url(open_house)).content.decode()

    answer = press(member, open_house, "accompagnants/", guests="2")

    open_house.refresh_from_db()
    assert f'action="{url(open_house, "accompagnants/")}"' in form
    assert answer == ["C’est noté\u00a0: vous venez avec 2 personnes."]
    assert open_house.taken_count == 3
    assert member.get(url(open_house)).context["event"].all_taken_count == 3


def test_coming_alone_after_all_gives_the_places_back(member, open_house):
    press(member, open_house, "accompagnants/", guests="1")

    answer = press(member, open_house, "accompagnants/", guests="0")

    open_house.refresh_from_db()
    assert answer == ["C’est noté\u00a0: vous venez sans accompagnant."]
    assert open_house.taken_count == 1


def test_guests_without_a_place_are_refused_with_a_sentence(member, open_house):
    fill_event(open_house, confirmed=4)

    answer = press(member, open_house, "accompagnants/", guests="1")

    assert answer == ["Il ne reste pas assez de places pour venir avec quelqu’un."]
    assert open_house.registrations.get(member=member.member).guests == 0


@pytest.mark.parametrize("guests", ["", "-1", "3", "1.5", "²", "deux", "1\x00", "9" * 5000, "<b>1</b>"])
def test_an_impossible_number_of_guests_is_answered_with_a_sentence(member, open_house, guests):
    response = member.post(url(open_house, "accompagnants/"), {"guests": guests})

    assert response.context["form"].errors == {"guests": ["Choisissez une des réponses proposées."]}
    assert open_house.registrations.get().guests == 0


def test_only_who_has_a_place_brings_somebody(open_house):
    other = signed_in(make_member())

    answer = press(other, open_house, "accompagnants/", guests="2")

    assert answer == ["Il faut une place confirmée à ce rendez-vous pour venir avec quelqu’un."]
    assert "form" not in other.get(url(open_house, "accompagnants/")).context
    assert not open_house.registrations.filter(member=other.member).exists()


# every page ------------------------------------------------------------------------------------

PAGES = ["inscription/", "desinscription/", "place/", "facon-de-venir/", "date/", "accompagnants/"]


@pytest.mark.parametrize("tail", PAGES)
@pytest.mark.parametrize("status", ["", CONFIRMED, OFFERED, WAITING])
def test_a_link_of_a_message_asks_and_changes_nothing(member, tail, status):
    event = make_event(format="hybrid", online_seats=3, guests_allowed=2, place="Salle")
    if status:
        make_registration(event, member.member, status)
    before = list(Registration.objects.values())

    response = member.get(url(event, tail))

    assert response.status_code == 200
    assert list(Registration.objects.values()) == before
    assert keys_prepared() == []


@pytest.mark.parametrize("tail", PAGES)
def test_a_draft_is_not_found_by_who_may_not_know_of_it(member, tail):
    event = make_event(state="draft")

    assert member.get(url(event, tail)).status_code == member.post(url(event, tail)).status_code == 404


@pytest.mark.parametrize("tail", PAGES)
def test_other_methods_are_refused(member, tail):
    event = make_event()

    assert member.put(url(event, tail)).status_code == member.delete(url(event, tail)).status_code == 405


def test_the_page_of_an_offer_makes_the_same_number_of_queries_with_ten_times_the_rows(member, offer):
    few = count_queries(member, url(offer, "place/"))
    for _ in range(10):
        make_registration(offer, status=WAITING)

    assert count_queries(member, url(offer, "place/")) == few == 8


@pytest.mark.parametrize("seen", ["offered", "waiting"])
def test_a_button_that_declined_or_quit_the_line_does_not_give_away_a_place_taken_since(member, seen):
    event = make_event(seats=1)
    row = make_registration(event, member.member)

    answer = member.post(f"{event.get_absolute_url()}desinscription/", {"status": seen}, follow=True)

    row.refresh_from_db()
    assert row.is_confirmed
    assert "Votre inscription a changé entre-temps" in answer.content.decode()


@pytest.mark.parametrize("status", ["confirmed", "offered", "waiting"])
def test_every_way_to_leave_says_for_which_state_it_was_shown(member, status):
    event = fill_event(make_event(seats=2), confirmed=1)
    make_registration(event, member.member, status)
    page = member.get(f"{event.get_absolute_url()}desinscription/").content.decode()

    assert f'<input type="hidden" name="status" value="{status}">' in page
    member.post(f"{event.get_absolute_url()}desinscription/", {"status": status})
    assert not event.registrations.live().filter(member=member.member).exists()


def test_what_gives_up_a_place_in_the_line_is_asked_first(member):
    offered, line = make_event(seats=1), fill_event(make_event(seats=1), confirmed=1, waiting=1)
    rows = [make_registration(offered, member.member, "offered"), make_registration(line, member.member, "waiting")]

    for row in rows:
        asking = url(row.event, "desinscription/")
        assert f'href="{asking}"' in member.get(url(row.event)).content.decode()
        assert "fin de liste" in member.get(asking).content.decode()
        row.refresh_from_db()
        assert row.is_live
    assert f'href="{url(offered, "desinscription/")}"' in member.get("/").content.decode()
