"""The list of participants: who sees it, what it says, the sheet to sign, the exports."""

import csv
import datetime
import re
from io import BytesIO, StringIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.utils import timezone

from clock.words import day_and_year
from events.actions.participants import remove_member
from events.models import ParticipantLog
from tests.cast import signed_in
from tests.factories import fill_event, make_department, make_event, make_member, make_registration, make_site
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db


def text(response):
    page = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def url(event, tail=""):
    return event.get_absolute_url() + "participants/" + tail


def groups(response):
    return response.context["participants"].groups


def names(rows):
    return [row.member.full_name for row in rows]


def person(first_name, **fields):
    return make_member(first_name=first_name, last_name="Kaci", **fields)


def local(year, month, day, hour, minute=0):
    return datetime.datetime(year, month, day, hour, minute, tzinfo=timezone.get_default_timezone())


def test_who_left_and_came_back_is_not_among_those_who_come_no_more(core_team):
    event = make_event()
    back, gone = make_member(), make_member()
    for member in (back, gone):
        make_registration(event, member, "cancelled")
    make_registration(event, back)

    assert [row.member for row in core_team.get(url(event)).context["participants"].left] == [gone]


# who sees it -----------------------------------------------------------------------------------


def test_the_list_is_for_hosts_and_the_core_team(member, core_team, sponsor, editor):
    host = signed_in(make_member())
    event = make_event(hosts=[host.member])
    make_registration(event, person("Samia"))

    for client in (member, sponsor, editor, signed_in(person("Registered"))):
        assert client.get(url(event)).status_code == 404
        assert "Samia Kaci" not in client.get(event.get_absolute_url()).content.decode()
    for client in (host, core_team):
        assert "Samia Kaci" in text(client.get(url(event)))


def test_the_list_of_what_is_over_or_cancelled_is_read_without_tools(core_team):
    over = make_event(in_days=-2)
    cancelled = make_event(state="cancelled", cancellation_reason="Grève")
    coming = make_event()

    pages = [core_team.get(url(event)).content.decode() for event in (over, cancelled, coming)]

    assert ["participants/ajout/" in page for page in pages] == [False, False, True]
    assert ["participants/message/" in page for page in pages] == [True, False, True]


# what it says ----------------------------------------------------------------------------------


def test_the_confirmed_stand_by_name_and_the_waiting_by_rank(core_team):
    event = make_event(seats=2)
    for name in ("Zoé", "Anne"):
        make_registration(event, person(name))
    for name in ("Yves", "Bao"):
        make_registration(event, person(name), "waiting")

    (group,) = groups(core_team.get(url(event)))

    assert names(group.confirmed) == ["Anne Kaci", "Zoé Kaci"]
    assert [(row.rank, row.member.first_name) for row in group.waiting] == [(1, "Yves"), (2, "Bao")]


def test_an_offer_says_until_when_it_holds(core_team):
    event = make_event()
    make_registration(event, person("Samia"), "offered", offer_expires_at=local(2030, 3, 4, 11))

    page = text(core_team.get(url(event)))

    assert "1 place proposée" in page
    assert "à confirmer avant le lundi 4 mars 2030, 11 h" in page


def test_each_way_to_come_of_a_hybrid_event_has_its_people_and_its_line(core_team):
    event = make_event(format="hybrid", place="Lyon", seats=1, online_seats=1)
    make_registration(event, person("Anne"))
    make_registration(event, person("Bao"), "waiting")
    make_registration(event, person("Cléo"), mode="online")
    make_registration(event, person("Dina"), "waiting", mode="online")

    response = core_team.get(url(event))

    room, screen = groups(response)
    assert (room.label, names(room.confirmed), names(room.waiting)) == ("Sur place", ["Anne Kaci"], ["Bao Kaci"])
    assert (screen.label, names(screen.confirmed), names(screen.waiting)) == ("En visio", ["Cléo Kaci"], ["Dina Kaci"])
    assert [row.rank for row in (*room.waiting, *screen.waiting)] == [1, 1]


def test_guests_are_counted(core_team):
    event = make_event(guests_allowed=2)
    make_registration(event, person("Samia"), guests=2)
    make_registration(event, person("Thierry"))

    page = text(core_team.get(url(event)))

    assert "2 inscriptions confirmées et 2 autres personnes" in page
    assert "avec 2 autres personnes" in page
    assert "4 places prises sur 12" in page


ENDINGS = [
    ("left", "désistement"),
    ("late", "désistement tardif"),
    ("declined", "tour cédé"),
    ("expired", "proposition expirée"),
    ("moved", "autre date choisie"),
    ("removed", "retrait par l’animation"),
]


@pytest.mark.parametrize(("ended_as", "words"), ENDINGS)
def test_who_no_longer_comes_is_listed_with_how_and_when(core_team, ended_as, words):
    event = make_event()
    left_at = local(2030, 3, 4, 11, 30)
    make_registration(event, person("Samia"), "cancelled", ended_as=ended_as, left_at=left_at)

    page = text(core_team.get(url(event)))

    assert f"Samia Kaci {words}, lundi 4 mars 2030 à 11 h 30" in page.replace("\u00a0", " ")
    assert "0 inscription confirmée" in page


def test_what_was_done_by_hand_is_told_with_its_reason(core_team):
    event = make_event()
    registration = make_registration(event, person("Samia"))

    remove_member(registration, reason="Double inscription.", by=core_team.member)

    page = text(core_team.get(url(event)))
    assert f"Retrait : Samia Kaci par {core_team.member.full_name}" in page.replace("\u00a0", " ")
    assert "Raison : Double inscription." in page.replace("\u00a0", " ")


def test_the_answers_to_the_questions_stand_beside_the_person(core_team):
    event = make_event()
    question = event.questions.create(position=1, text="Un régime ?")
    make_registration(event, person("Samia")).answers.create(question=question, text="Sans gluten")

    assert "Sans gluten" in text(core_team.get(url(event)))


def test_who_is_alone_or_first_in_line_is_not_offered_the_first_rank(core_team):
    event = fill_event(make_event(seats=1), confirmed=1, waiting=2)

    page = core_team.get(url(event)).content.decode()

    first, second = event.registrations.waiting().in_line()
    assert url(event, f"{first.pk}/tete/") not in page
    assert url(event, f"{second.pk}/tete/") in page


def test_the_list_makes_the_same_number_of_statements_with_ten_times_the_rows(core_team):
    event = make_event(format="hybrid", place="Lyon", seats=500, online_seats=500)
    question = event.questions.create(position=1, text="Un régime ?")

    def grow(times):
        for _ in range(times):
            for status in ("confirmed", "offered", "waiting", "cancelled"):
                row = make_registration(
                    event, make_member(department=make_department(), site=make_site()), status, mode="online"
                )
                row.answers.create(question=question, text="Oui")
            event.log_entries.create(kind="removed", member=make_member(), done_by=make_member(), reason="Erreur.")

    grow(1)
    few = count_queries(core_team, url(event))
    grow(9)

    assert count_queries(core_team, url(event)) == few == 9


# the sheet -------------------------------------------------------------------------------------


def test_the_attendance_sheet_lists_the_confirmed_only(core_team):
    event = make_event(seats=2, guests_allowed=1)
    make_registration(event, person("Samia"), guests=1)
    make_registration(event, person("Thierry"), "waiting")

    page = text(core_team.get(url(event, "?imprimer=1")))

    assert "Feuille d’émargement" in page
    assert "Samia Kaci avec 1 autre personne" in page
    assert "Thierry Kaci" not in page


def test_the_sheet_says_the_year_and_who_hosts_and_has_lines_for_who_comes_unannounced(core_team):
    event = make_event(hosts=[make_member(first_name="Nadia", last_name="Bernard")])
    make_registration(event)

    response = core_team.get(url(event, "?imprimer=1"))

    page = text(response)
    assert f"{day_and_year(event.starts_at).capitalize()}, " in page
    assert str(event.starts_at.year) in day_and_year(event.starts_at)
    assert "Animation : Nadia Bernard" in page
    assert response.content.decode().count("<tr>") == 1 + 1 + 5


# the exports -----------------------------------------------------------------------------------

LISTS = ["liste.csv", "liste.xlsx"]


def read_csv(response):
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet(response):
    with ZipFile(BytesIO(response.content)) as book:
        return ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))


def read_xlsx(response):
    rows = [element for element in sheet(response).iter() if element.tag.endswith("}row")]
    return [["".join(cell.itertext()) for cell in row] for row in rows]


def export(client, event, name):
    response = client.post(url(event, name))
    return read_csv(response) if name.endswith("csv") else read_xlsx(response)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_what_a_host_needs_and_no_more(member, name):
    lyon, buying, hosts = make_site("Lyon"), make_department("Achats"), [member.member]
    event = make_event(format="hybrid", place="Lyon", seats=3, online_seats=1, guests_allowed=2, hosts=hosts)
    make_registration(event, person("Anne", site=lyon, department=buying), guests=2)
    make_registration(event, person("Bao"), "waiting")
    make_registration(event, person("Cléo"), "offered", mode="online")
    make_registration(event, person("Dina"), "cancelled")

    assert export(member, event, name) == [
        ["Nom", "Direction", "Site", "Façon de venir", "État", "Accompagnants", "Adresse e-mail"],
        ["Anne Kaci", "Achats", "Lyon", "Sur place", "Confirmée", "2", ""],
        ["Bao Kaci", "", "", "Sur place", "En attente", "0", ""],
        ["Cléo Kaci", "", "", "En visio", "Proposée", "0", ""],
    ]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_shows_an_address_and_a_site_only_to_who_may_see_them(core_team, name):
    host = signed_in(make_member())
    event = make_event(hosts=[host.member])
    lyon = make_site("Lyon")
    for level in ("members", "core_team", "self"):
        shown = {"email_visibility": level.replace("self", "core_team"), "site_visibility": level, "site": lyon}
        make_registration(event, make_member(f"{level}@example.org", first_name=level, last_name="Kaci", **shown))

    def seen(client):
        return {row[0].split()[0]: (row[2], row[6]) for row in export(client, event, name)[1:]}

    hidden = ("", "")
    all_see, core_team_sees = ("Lyon", "members@example.org"), ("Lyon", "core_team@example.org")
    assert seen(host) == {"members": all_see, "core_team": hidden, "self": hidden}
    assert seen(core_team) == {"members": all_see, "core_team": core_team_sees, "self": ("", "self@example.org")}


@pytest.mark.parametrize("first_name", ["=1+1", "+33", "-2+3", "@SUM(A1)", "=HYPERLINK(1)"])
def test_a_name_is_never_computed_by_the_spreadsheet(core_team, first_name):
    event = make_event()
    make_registration(event, person(first_name))

    as_text, workbook = (core_team.post(url(event, name)) for name in LISTS)

    assert read_csv(as_text)[1][0] == f"'{first_name} Kaci"
    assert read_xlsx(workbook)[1][0] == f"{first_name} Kaci"
    assert [element for element in sheet(workbook).iter() if element.tag.endswith("}f")] == []


@pytest.mark.parametrize("name", LISTS)
def test_each_export_is_logged_and_reading_is_not_exporting(core_team, name):
    event = make_event()

    refused = core_team.get(url(event, name))
    done = core_team.post(url(event, name))

    assert refused.status_code == 405
    assert done["Content-Disposition"] == f'attachment; filename="participants-{event.slug}{name[5:]}"'
    assert done["Cache-Control"] == "no-store"
    (act,) = ParticipantLog.objects.all()
    assert (act.event, act.kind, act.done_by) == (event, "exported", core_team.member)


@pytest.mark.parametrize("name", LISTS)
def test_nobody_else_takes_the_list_away(member, sponsor, editor, visitor, name):
    event = make_event()
    make_registration(event, member.member)

    assert [client.post(url(event, name)).status_code for client in (member, sponsor, editor)] == [404, 404, 404]
    assert visitor.post(url(event, name)).status_code == 302
    assert not ParticipantLog.objects.exists()


def test_an_export_makes_the_same_number_of_statements_with_ten_times_the_rows(core_team, django_assert_num_queries):
    event = fill_event(make_event(seats=500), confirmed=1, waiting=1)
    with django_assert_num_queries(9):
        core_team.post(url(event, "liste.csv"))
    fill_event(event, confirmed=10, waiting=10)

    with django_assert_num_queries(9):
        core_team.post(url(event, "liste.csv"))
