"""The page of one event, taking and leaving a place."""

import datetime
import re

import pytest
from django.utils import timezone

from clock.words import day_long
from events import video_link
from events.actions.event import save_event
from events.actions.registration import leave, register
from events.models import Event, Registration, Series
from tests.factories import fill_event, make_charter, make_event, make_member, make_registration
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def url(event, tail=""):
    return event.get_absolute_url() + tail


def test_the_page_shows_what_when_where_and_who(member):
    host = make_member(first_name="Hélène", last_name="Morel")
    event = make_event("Power Automate", promise="Trois automatisations utiles.", hosts=[host], seats=12)

    page = text(member.get(url(event)))

    assert "Power Automate" in page
    assert "Trois automatisations utiles." in page
    assert "Hélène M." in page
    assert "(heure de Paris)" in page
    assert "12 places libres sur 12" in page


def test_a_wrong_slug_leads_to_the_right_one_for_good(member):
    event = make_event("Power Automate")

    response = member.get(f"/agenda/{event.pk}-ancien-titre/")

    assert (response.status_code, response["Location"]) == (301, url(event))


@pytest.mark.parametrize("tail", ["", "inscription/", "desinscription/", "invitation.ics"])
def test_a_draft_is_not_found_by_who_may_not_know_of_it(member, tail):
    event = make_event(state="draft")

    assert member.get(url(event, tail)).status_code == 404
    assert member.post(url(event, tail)).status_code in (404, 405)


@pytest.mark.parametrize("path", ["/agenda/999999-x/", f"/agenda/{'9' * 40}-x/", f"/agenda/{'9' * 5000}-x/"])
def test_what_does_not_exist_is_not_found(member, path):
    assert member.get(path).status_code == 404


def test_markup_in_a_title_stays_text(member):
    event = make_event("<script>alert(1)</script>", promise="<b>gras</b>", place="<i>x</i>", format="onsite")

    page = member.get(url(event)).content.decode()

    assert "<script>alert" not in page
    assert "<b>gras" not in page
    assert "<i>x" not in page


def test_the_video_link_is_for_who_takes_part(member):
    event = make_event(in_days=-0.01)
    stranger = member.get(url(event)).content.decode()
    waiting = make_registration(event, member.member, "waiting")
    in_line = member.get(url(event)).content.decode()
    Registration.objects.filter(pk=waiting.pk).update(status="confirmed")

    assert "visio.example" not in stranger
    assert "visio.example" not in in_line
    assert "visio.example" in member.get(url(event)).content.decode()


def test_registering_confirms_and_comes_back_to_the_page(member):
    event = make_event()

    response = member.post(url(event, "inscription/"), follow=True)

    assert response.redirect_chain == [(url(event) + "#inscription", 302)]
    assert re.search(r"<title>\s*C’est noté\s: vous participez", response.content.decode())
    assert 'id="inscription" tabindex="-1"' in response.content.decode()
    assert event.registrations.get().member == member.member
    assert "C’est noté" in text(response)
    assert "Inscription confirmée" in text(response)


def test_registering_for_a_full_event_says_the_rank(member):
    event = fill_event(make_event(seats=1), confirmed=1, waiting=1)

    response = member.post(url(event, "inscription/"), follow=True)

    assert "Vous êtes deuxième sur la liste d’attente." in text(response)


def test_a_refusal_is_a_sentence(member):
    event = make_event(registration_closes_at=timezone.now() - datetime.timedelta(hours=1))

    response = member.post(url(event, "inscription/"), follow=True)

    assert "Les inscriptions sont closes." in text(response)
    assert not event.registrations.exists()


@pytest.mark.parametrize("tail", ["inscription/", "desinscription/"])
def test_a_link_in_an_email_asks_and_changes_nothing(member, tail):
    event = fill_event(make_event(seats=1), waiting=1)
    make_registration(event, member.member)

    response = member.get(url(event, tail))

    assert response.status_code == 200
    assert event.registrations.confirmed().count() == 1


def test_leaving_says_who_gets_the_place_without_naming_anyone(member):
    event = make_event(seats=1)
    make_registration(event, member.member)
    make_registration(event, make_member(first_name="Samia"), "waiting")

    page = text(member.get(url(event, "desinscription/")))

    assert "Laisser votre place" in page
    assert "Elle ira à la personne suivante" in page
    assert "Samia" not in page


def test_leaving_gives_the_place_back(member):
    event = make_event()
    make_registration(event, member.member)

    response = member.post(url(event, "desinscription/"), follow=True)

    assert "Votre place est rendue." in text(response)
    assert event.registrations.live().count() == 0


def test_taking_part_waits_for_the_charter_and_leaving_does_not(member):
    make_charter()
    event, other = make_event(), make_event()
    make_registration(other, member.member)

    response = member.post(url(event, "inscription/"))
    member.post(url(other, "desinscription/"))

    assert response["Location"] == "/charte/"
    assert not event.registrations.exists()
    assert other.registrations.live().count() == 0


def test_nobody_registers_somebody_else(member):
    event, other = make_event(), make_member()

    member.post(url(event, "inscription/"), {"member": other.pk, "status": "confirmed", "queued_at": "2020-01-01"})

    assert event.registrations.get().member == member.member


def test_the_clash_names_my_other_event(member):
    event = make_event("Publipostage")
    other = make_event("Prioriser", starts_at=event.starts_at, hosts=[])
    make_registration(other, member.member)

    assert "vous suivez « Prioriser »" in text(member.get(url(event)))


def test_the_clash_names_what_i_host(member):
    event = make_event("Publipostage")
    make_event("Prioriser", starts_at=event.starts_at, hosts=[member.member])

    assert "vous animez « Prioriser »" in text(member.get(url(event)))


@pytest.mark.parametrize("status", ["offered", "waiting"])
def test_the_clash_is_said_to_who_was_offered_a_place_or_waits(member, status):
    event = make_event("Publipostage")
    make_registration(event, member.member, status=status)
    make_registration(make_event("Prioriser", starts_at=event.starts_at), member.member)

    assert "vous suivez « Prioriser »" in text(member.get(url(event)))


def test_the_place_that_would_be_given_up_is_no_clash(member):
    series = Series.objects.create(one_seat=True)
    event = make_event("Publipostage", series=series)
    make_registration(make_event("Publipostage", series=series, starts_at=event.starts_at), member.member)

    assert "À la même heure" not in text(member.get(url(event)))


def test_a_place_taken_from_elsewhere_says_what_it_clashes_with(member):
    event = make_event("Publipostage")
    make_registration(event, member.member, status="offered")
    make_registration(make_event("Prioriser", starts_at=event.starts_at), member.member)

    answer = member.post(url(event, "place/"), follow=True)

    assert [str(said) for said in answer.context["messages"]][1:] == [
        "À la même heure, vous suivez «\u00a0Prioriser\u00a0»."
    ]


def test_a_date_that_was_moved_says_when_it_was_to_those_who_had_a_place(member):
    event, author = make_event("Publipostage"), make_member()
    make_registration(event, member.member)
    before = day_long(event.starts_at)
    for days in (1, 2):
        event.starts_at, event.ends_at = (
            moment + datetime.timedelta(days=days) for moment in (event.starts_at, event.ends_at)
        )
        save_event(event, by=author)

    assert f"Déplacé : c’était le {before}" in text(member.get(url(event)))


def test_who_came_after_the_move_reads_nothing_of_it(member):
    event, author = make_event("Publipostage"), make_member()
    event.starts_at, event.ends_at = (
        moment + datetime.timedelta(days=1) for moment in (event.starts_at, event.ends_at)
    )
    save_event(event, by=author)
    make_registration(event, member.member)

    assert "Déplacé" not in text(member.get(url(event)))


# invitation ------------------------------------------------------------------------------------


def test_the_invitation_is_a_calendar_file(member):
    event = make_event("Publipostage")

    response = member.get(url(event, "invitation.ics"))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="publipostage.ics"'
    assert b"visio.example" not in response.content


def test_the_page_opens_the_link_and_no_file_ever_holds_it(member):
    event = make_event(starts_at=timezone.now() + video_link.OPENS_BEFORE)
    make_registration(event, member.member)

    page, file = (member.get(url(event, tail)).content for tail in ("", "invitation.ics"))

    assert (b"visio.example" in page, b"visio.example" in file) == (True, False)


def test_the_file_of_who_left_and_came_back_is_newer_than_the_cancellation(member):
    event = make_event(sequence=3)
    for _ in range(2):
        register(event, member.member, by=member.member)
        leave(event, member.member, by=member.member)
    register(event, member.member, by=member.member)

    assert b"\r\nSEQUENCE:8\r\n" in member.get(url(event, "invitation.ics")).content


def test_the_page_makes_the_same_number_of_queries_with_ten_times_the_rows(member):
    event = fill_event(make_event(seats=100, hosts=[make_member()]), confirmed=2)
    few = count_queries(member, url(event))
    fill_event(event, confirmed=20)
    for _ in range(5):
        event.hosts.create(member=make_member())

    assert count_queries(member, url(event)) == few == 8


def test_a_visitor_is_asked_to_sign_in(visitor):
    event = make_event()

    for tail in ("", "inscription/", "participants/", "invitation.ics"):
        assert visitor.get(url(event, tail)).status_code == 302
    assert visitor.post(url(event, "inscription/")).status_code == 302
    assert Event.objects.get().registrations.count() == 0
