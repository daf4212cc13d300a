"""My registrations."""

import re

import pytest

from tests.factories import fill_event, make_event, make_member, make_registration
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_my_registrations_are_told_apart(member):
    make_registration(make_event("À venir"), member.member)
    make_registration(make_event("Passé", in_days=-9), member.member)
    make_event("Animé", hosts=[member.member])
    make_registration(make_event("Quitté"), member.member, "cancelled")
    make_registration(make_event("D’une autre"))
    make_registration(make_event("Attendu en vain", in_days=-9), member.member, "waiting")

    response = member.get("/moi/inscriptions/")
    found = {name: [event.title for event in response.context[name]] for name in ("coming", "hosted", "past")}

    assert found == {"coming": ["À venir"], "hosted": ["Animé"], "past": ["Passé"]}


def test_my_rank_is_written(member):
    event = fill_event(make_event(seats=1), confirmed=1, waiting=1)
    make_registration(event, member.member, "waiting")

    assert "Liste d’attente : deuxième" in text(member.get("/moi/inscriptions/"))


def test_nothing_planned_leads_to_the_agenda(member):
    assert 'href="/agenda/"' in member.get("/moi/inscriptions/").content.decode()


def test_my_registrations_make_the_same_number_of_queries_with_ten_times_the_rows(member):
    def grow(times):
        for _ in range(times):
            make_registration(make_event(hosts=[make_member()]), member.member)
            make_registration(make_event(in_days=-9, hosts=[make_member()]), member.member)
            make_event(hosts=[member.member])

    grow(2)
    few = count_queries(member, "/moi/inscriptions/")
    grow(20)

    assert count_queries(member, "/moi/inscriptions/") == few == 9
