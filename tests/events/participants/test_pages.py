"""What the host does by hand on the site: adding, removing, moving up, writing."""

import datetime
import re

import pytest
from django.utils import timezone

from events.models import ParticipantLog, Registration, Series
from tests.cast import signed_in
from tests.factories import fill_event, make_charter, make_event, make_member, make_registration
from tests.helpers import deliver_all, keys_prepared

pytestmark = pytest.mark.django_db

TAILS = ["ajout/", "message/", "{}/retrait/", "{}/tete/"]


def text(response):
    page = re.search(r"<main.*", response.content.decode(), re.DOTALL)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def url(event, tail=""):
    return event.get_absolute_url() + "participants/" + tail


def errors(response):
    return response.context["form"].errors


def add(client, event, person="Samia Kaci", **fields):
    return client.post(url(event, "ajout/"), {"person": person} | fields)


def live(event):
    return [(row.member.first_name, row.status) for row in event.registrations.live().in_line()]


@pytest.fixture
def samia(db):
    return make_member("samia@example.org", first_name="Samia", last_name="Kaci", email_visibility="members")


@pytest.fixture
def host(db):
    return signed_in(make_member(first_name="Hélène"))


# who may ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("tail", TAILS)
def test_only_hosts_and_the_core_team_act(member, sponsor, editor, core_team, host, tail):
    event = make_event(hosts=[host.member])
    other = make_event()
    row = make_registration(event, status="waiting")
    path, elsewhere = url(event, tail.format(row.pk)), url(other, tail.format(row.pk))

    assert [client.get(path).status_code for client in (member, sponsor, editor)] == [404, 404, 404]
    assert [client.post(path).status_code for client in (member, sponsor, editor)] == [404, 404, 404]
    assert [client.get(path).status_code for client in (host, core_team)] == [200, 200]
    assert host.get(elsewhere).status_code == 404


@pytest.mark.parametrize("tail", TAILS)
def test_nothing_is_done_by_hand_in_a_draft_or_in_what_is_cancelled(core_team, tail):
    draft = make_event(state="draft")
    cancelled = make_event()
    row = make_registration(cancelled, status="waiting")
    type(cancelled).objects.filter(pk=cancelled.pk).update(state="cancelled", cancellation_reason="Grève")

    assert core_team.get(url(draft, tail.format(row.pk))).status_code == 404
    assert core_team.get(url(cancelled, tail.format(row.pk))).status_code == 404


@pytest.mark.parametrize("tail", ["{}/retrait/", "{}/tete/"])
@pytest.mark.parametrize("number", ["0", "999999", "9" * 30, "elsewhere"])
def test_a_registration_of_another_event_is_not_found(core_team, tail, number):
    event, elsewhere = make_event(), make_registration(make_event(), status="waiting")
    number = elsewhere.pk if number == "elsewhere" else number

    assert core_team.get(url(event, tail.format(number))).status_code == 404
    assert core_team.post(url(event, tail.format(number)), {"reason": "Erreur."}).status_code == 404


@pytest.mark.parametrize("tail", TAILS)
def test_the_page_of_an_act_asks_and_changes_nothing(core_team, tail):
    event = fill_event(make_event(seats=1), confirmed=1, waiting=2)
    before = live(event)

    response = core_team.get(url(event, tail.format(event.registrations.waiting().last().pk)))

    assert response.status_code == 200
    assert live(event) == before
    assert not ParticipantLog.objects.exists()


def test_acting_waits_for_the_charter(core_team, samia):
    make_charter()
    event = make_event()

    assert add(core_team, event)["Location"] == "/charte/"
    assert live(event) == []


# adding ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["Samia Kaci", "samia kaci", " SAMIA@example.org "])
def test_a_person_is_added_by_name_or_address_and_told(host, samia, typed):
    event = make_event(hosts=[host.member])

    response = add(host, event, typed)

    assert response["Location"] == url(event)
    assert live(event) == [("Samia", "confirmed")]
    assert [(act.kind, act.member, act.done_by) for act in event.log_entries.all()] == [("added", samia, host.member)]
    (message,) = deliver_all()
    assert message.to == ["samia@example.org"]
    assert host.member.full_name in message.body


@pytest.mark.parametrize(
    ("typed", "words"),
    [("Personne Inconnue", "Personne ne répond au nom"), ("", ""), ("Nadia Benali", "adresse e-mail")],
)
def test_a_name_that_is_nobodys_or_of_two_people_is_refused_beside_it(core_team, typed, words):
    for _ in range(2):
        make_member(first_name="Nadia", last_name="Benali")
    event = make_event()

    response = add(core_team, event, typed)

    assert list(errors(response)) == ["person"]
    assert words in errors(response)["person"][0]
    assert live(event) == []


def test_an_address_that_is_hidden_finds_nobody(host, samia):
    hidden = make_member("discrete@example.org", email_visibility="core_team")
    event = make_event(hosts=[host.member])

    assert list(errors(add(host, event, hidden.email))) == ["person"]


def test_a_host_adds_late_after_the_closing_date(core_team, samia):
    event = make_event(registration_closes_at=timezone.now() - datetime.timedelta(hours=1))

    add(core_team, event)

    assert live(event) == [("Samia", "confirmed")]


def test_adding_where_all_is_taken_asks_for_the_box(core_team, samia):
    event = fill_event(make_event(seats=1), confirmed=1)

    refused = add(core_team, event)
    event.refresh_from_db()
    assert "C’est complet" in errors(refused)["adds_seat"][0]
    assert (event.seats, event.taken_count) == (1, 1)

    add(core_team, event, adds_seat="on")
    event.refresh_from_db()
    assert (event.seats, event.taken_count) == (2, 2)


def test_passing_before_others_in_line_asks_for_a_reason(core_team, samia):
    event = fill_event(make_event(seats=1), confirmed=1, waiting=1)

    refused = add(core_team, event, adds_seat="on")
    assert list(errors(refused)) == ["reason"]

    add(core_team, event, adds_seat="on", reason="Elle présente\nson outil.")
    assert ("Samia", "confirmed") in live(event)
    assert event.log_entries.get().reason == "Elle présente son outil."


def test_the_only_one_in_line_needs_no_reason_to_be_added(core_team, samia):
    event = fill_event(make_event(seats=1), confirmed=1)
    make_registration(event, samia, "waiting")

    assert add(core_team, event, adds_seat="on").status_code == 302
    assert event.registrations.confirmed().filter(member=samia).count() == 1


def test_who_is_added_to_a_hybrid_event_comes_as_chosen(core_team, samia):
    event = make_event(format="hybrid", place="Lyon", seats=1, online_seats=1)

    assert list(errors(add(core_team, event))) == ["mode"]
    assert list(errors(add(core_team, event, mode="both"))) == ["mode"]
    add(core_team, event, mode="online")

    assert event.registrations.get().mode == "online"


def test_an_offered_person_added_the_other_way_leaves_the_offered_place_to_the_line(core_team, samia):
    event = make_event(format="hybrid", place="Lyon", seats=1, online_seats=1)
    make_registration(event, samia, "offered")
    make_registration(event, make_member(first_name="Bao"), "waiting")

    add(core_team, event, mode="online")

    rows = {row.member.first_name: (row.status, row.mode) for row in event.registrations.live()}
    assert rows == {"Samia": ("confirmed", "online"), "Bao": ("confirmed", "main")}


def test_an_offered_person_added_where_the_other_way_is_full_needs_the_box(core_team, samia):
    event = make_event(format="hybrid", place="Lyon", seats=1, online_seats=1)
    make_registration(event, mode="online")
    make_registration(event, samia, "offered")

    assert list(errors(add(core_team, event, mode="online"))) == ["adds_seat"]


@pytest.mark.parametrize("status", ["confirmed", "hosting"])
def test_who_has_a_place_already_is_refused_with_a_sentence(core_team, samia, status):
    event = make_event(hosts=[samia] if status == "hosting" else [])
    if status == "confirmed":
        make_registration(event, samia)

    response = add(core_team, event)

    assert response.status_code == 200
    assert "place" in text(response)
    assert not ParticipantLog.objects.exists()


def test_who_has_a_place_at_another_date_is_refused_with_a_sentence(core_team, samia):
    series = Series.objects.create(one_seat=True)
    event, other = (make_event(series=series, in_days=days) for days in (7, 14))
    make_registration(other, samia)

    response = add(core_team, event)

    assert "Cette personne a déjà une place à une autre date." in text(response)
    assert live(event) == []


def test_who_is_added_leaves_the_line_of_the_other_date(core_team, samia):
    series = Series.objects.create(one_seat=True)
    event, other = (make_event(series=series, in_days=days, seats=1) for days in (7, 14))
    make_registration(other, samia, "waiting")

    add(core_team, event)

    assert (live(event), live(other)) == ([("Samia", "confirmed")], [])


# removing --------------------------------------------------------------------------------------


def test_removing_asks_for_a_reason_tells_it_and_moves_the_line_up(host, samia):
    event = make_event(seats=1, hosts=[host.member])
    row = make_registration(event, samia)
    make_registration(event, make_member(first_name="Bao"), "waiting")

    refused = host.post(url(event, f"{row.pk}/retrait/"), {"reason": " \n "})
    assert list(errors(refused)) == ["reason"]

    response = host.post(url(event, f"{row.pk}/retrait/"), {"reason": "Elle a changé d’équipe."}, follow=True)
    row.refresh_from_db()
    assert (row.status, row.ended_as) == ("cancelled", "removed")
    assert live(event) == [("Bao", "confirmed")]
    assert "L’inscription est retirée." in text(response)
    assert [act.reason for act in event.log_entries.all()] == ["Elle a changé d’équipe."]
    to_samia = next(message for message in deliver_all() if message.to == ["samia@example.org"])
    assert "Elle a changé d’équipe." in to_samia.body


def test_removing_twice_or_too_late_is_a_sentence(core_team):
    event, started = make_event(), make_event(in_days=-0.01)
    gone, there = make_registration(event, status="cancelled"), make_registration(started)

    already = core_team.post(url(event, f"{gone.pk}/retrait/"), {"reason": "Erreur."}, follow=True)
    too_late = core_team.post(url(started, f"{there.pk}/retrait/"), {"reason": "Erreur."}, follow=True)

    assert "Cette inscription est déjà close." in text(already)
    assert "la liste ne change plus" in text(too_late)
    assert not ParticipantLog.objects.exists()


def test_who_is_removed_is_served_at_the_other_date_where_she_waits(core_team, samia):
    series = Series.objects.create(one_seat=True)
    event, other = (make_event(series=series, in_days=days, seats=1) for days in (7, 14))
    row = make_registration(event, samia)
    make_registration(other, samia, "waiting")

    core_team.post(url(event, f"{row.pk}/retrait/"), {"reason": "La salle est trop petite."})

    assert (live(event), live(other)) == ([], [("Samia", "confirmed")])


def test_a_reason_is_not_longer_than_the_journal_holds(core_team):
    row = make_registration(make_event())

    refused = core_team.post(url(row.event, f"{row.pk}/retrait/"), {"reason": "x" * 301})

    assert list(errors(refused)) == ["reason"]


# moving up -------------------------------------------------------------------------------------


def test_moving_up_puts_first_and_keeps_the_reason(core_team, samia):
    event = fill_event(make_event(seats=1), confirmed=1, waiting=2)
    row = make_registration(event, samia, "waiting")

    refused = core_team.post(url(event, f"{row.pk}/tete/"), {"reason": ""})
    assert list(errors(refused)) == ["reason"]

    response = core_team.post(url(event, f"{row.pk}/tete/"), {"reason": "Elle attend depuis trois dates."}, follow=True)
    assert event.registrations.waiting().in_line().first().member == samia
    assert "Raison : Elle attend depuis trois dates." in text(response)
    assert keys_prepared() == [f"events.moved_up:{event.log_entries.get().pk}-{row.pk}"]


def test_moving_up_who_no_longer_waits_is_a_sentence(core_team, samia):
    event = make_event()
    row = make_registration(event, samia)

    response = core_team.post(url(event, f"{row.pk}/tete/"), {"reason": "Erreur."}, follow=True)

    assert "Cette personne n’est plus sur la liste d’attente." in text(response)


# writing ---------------------------------------------------------------------------------------


def people_of_each_status(event):
    for status in ("confirmed", "offered", "waiting", "cancelled"):
        make_registration(event, make_member(f"{status}@example.org"), status)


@pytest.mark.parametrize(
    ("to", "readers"),
    [("all", ["confirmed", "offered", "waiting"]), ("confirmed", ["confirmed"]), ("waiting", ["waiting"])],
)
def test_a_message_goes_to_whom_it_is_for_and_says_who_wrote(host, to, readers):
    event = make_event(hosts=[host.member])
    people_of_each_status(event)

    response = host.post(url(event, "message/"), {"to": to, "text": "Venez avec\r\nvotre <portable>."}, follow=True)

    messages = deliver_all()
    assert sorted(message.to for message in messages) == [[f"{name}@example.org"] for name in readers]
    assert all(host.member.full_name in message.body for message in messages)
    assert all("Venez avec\nvotre <portable>." in message.body for message in messages)
    assert all("<portable>" not in message.alternatives[0][0] for message in messages)
    assert f"Le message part vers {len(readers)} personne" in text(response)
    assert [(act.kind, act.done_by) for act in event.log_entries.all()] == [("wrote", host.member)]


def test_the_choices_say_how_many_and_leave_out_the_empty_ones(core_team):
    event = fill_event(make_event(seats=5), confirmed=2)
    make_registration(event, make_member(state="paused"))

    form = core_team.get(url(event, "message/")).context["form"]

    assert form.fields["to"].choices == [("all", "Tout le monde (2)"), ("confirmed", "Les personnes inscrites (2)")]


def test_with_nobody_to_write_to_there_is_no_form(core_team):
    event = make_event()

    page = core_team.get(url(event, "message/")).content.decode()
    refused = core_team.post(url(event, "message/"), {"to": "all", "text": "Bonjour."})

    assert "encore personne à qui écrire" in page
    assert 'name="text"' not in page
    assert list(errors(refused)) == ["to"]


def test_a_message_has_two_thousand_signs_at_most_line_breaks_counted_once(core_team):
    event = fill_event(make_event(), confirmed=1)
    fits = "x" * 1900 + "\r\n" * 100

    too_long = core_team.post(url(event, "message/"), {"to": "all", "text": fits + "xx" + "y"})
    just_right = core_team.post(url(event, "message/"), {"to": "all", "text": "a" + fits[1:] + "\r\n"})

    assert list(errors(too_long)) == ["text"]
    assert too_long.context["form"]["text"].value() == fits + "xxy"
    assert just_right.status_code == 302


def test_the_same_words_sent_twice_are_mailed_once(core_team):
    event = fill_event(make_event(), confirmed=2)

    for words in ("Bonjour.", "Bonjour.", "Bonsoir."):
        core_team.post(url(event, "message/"), {"to": "all", "text": words})

    assert len(keys_prepared()) == 4


def test_a_message_may_follow_an_event_that_is_over(core_team):
    event = fill_event(make_event(in_days=-2), confirmed=1)

    assert core_team.post(url(event, "message/"), {"to": "all", "text": "Voici le support."}).status_code == 302
    assert len(keys_prepared()) == 1
    assert Registration.objects.confirmed().count() == 1
