"""The agenda as a list and as a month."""

import datetime
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from events.lines import line_of
from events.models import Event
from tests.cast import signed_in
from tests.factories import fill_event, make_event, make_member, make_registration, make_site
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db

THURSDAY = datetime.datetime(2026, 10, 8, 9, 0, tzinfo=timezone.get_default_timezone())
PAGE = "/agenda/"


def at(day, hour=10, month=10, year=2026):
    return datetime.datetime(year, month, day, hour, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def clock():
    with time_machine.travel(THURSDAY, tick=False):
        yield


@pytest.fixture
def reader(clock, member):
    return member


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def heard(page):
    """What a screen reader is told: without what is hidden from it."""
    return re.sub(r"<(time|span|div|li)[^>]* aria-hidden=\"true\">.*?</\1>", "", page, flags=re.DOTALL)


def text_in(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def titles(response):
    return [event.title for section in response.context["sections"] for event in section.events]


def headings(response):
    return [(section.title, section.week) for section in response.context["sections"]]


def test_the_list_is_grouped_by_nearness(reader):
    for title, starts_at in [
        ("Demain", at(9)),
        ("Mardi", at(13)),
        ("Fin du mois", at(27)),
        ("Novembre", at(12, month=11)),
        ("Hier", at(7)),
    ]:
        make_event(title, starts_at=starts_at)

    response = reader.get(PAGE)

    assert titles(response) == ["Demain", "Mardi", "Fin du mois", "Novembre"]
    assert headings(response) == [
        ("Cette semaine", 41),
        ("Semaine prochaine", 42),
        ("Plus tard en octobre", None),
        ("Novembre 2026", None),
    ]
    assert "4 rendez-vous à venir" in text(response)


def test_the_night_before_a_day_belongs_to_paris(clock, member):
    make_event("Minuit dix", starts_at=datetime.datetime(2026, 10, 11, 22, 10, tzinfo=datetime.UTC))

    assert headings(member.get(PAGE)) == [("Semaine prochaine", 42)]


def test_an_event_that_has_begun_is_still_on_the_list(reader):
    make_event("En cours", starts_at=at(8, hour=8))

    assert titles(reader.get(PAGE)) == ["En cours"]


def test_past_events_come_latest_first(reader):
    for title, starts_at in [("Vieux", at(1, month=6)), ("Hier", at(7)), ("Demain", at(9))]:
        make_event(title, starts_at=starts_at)

    assert titles(reader.get(PAGE, {"passes": "1"})) == ["Hier", "Vieux"]


def test_drafts_are_listed_for_those_who_prepare_them_only(reader, core_team):
    make_event("Secret", state="draft", starts_at=at(9))

    assert titles(reader.get(PAGE)) == []
    assert "Secret" not in reader.get(PAGE).content.decode()
    assert titles(core_team.get(PAGE)) == ["Secret"]


FILTERS = [
    ({"type": "atelier"}, ["Atelier en visio", "Atelier à Lyon"]),
    ({"type": ["atelier", "rencontre"]}, ["Atelier en visio", "Atelier à Lyon", "Rencontre"]),
    ({"format": "sur-place"}, ["Atelier à Lyon"]),
    ({"libre": "1"}, ["Atelier à Lyon", "Rencontre"]),
    ({"moi": "1"}, ["Atelier en visio"]),
    ({"type": "atelier", "libre": "1"}, ["Atelier à Lyon"]),
    ({"moi": "1", "libre": "1"}, []),
]


@pytest.mark.parametrize("query,expected", FILTERS)
def test_filters_live_in_the_address(reader, query, expected):
    lyon = make_site("Lyon")
    full = fill_event(make_event("Atelier en visio", starts_at=at(9), seats=1))
    make_registration(full, reader.member)
    make_event("Atelier à Lyon", starts_at=at(13), format="onsite", site=lyon)
    make_event("Rencontre", starts_at=at(14), kind="meeting", format="hybrid", seats=None)

    assert titles(reader.get(PAGE, query)) == expected


def test_a_site_is_a_filter(reader):
    lyon, paris = make_site("Lyon"), make_site("Paris")
    make_event("À Lyon", starts_at=at(9), site=lyon)
    make_event("À Paris", starts_at=at(9), site=paris)

    assert titles(reader.get(PAGE, {"site": paris.pk})) == ["À Paris"]


def test_facets_count_what_each_choice_would_leave(reader):
    make_event(starts_at=at(9))
    make_event(starts_at=at(10), format="onsite")
    make_event(starts_at=at(13), kind="meeting")
    make_event("Secret", starts_at=at(13), kind="meeting", state="draft")

    facets = reader.get(PAGE, {"type": "atelier"}).context["facets"]
    counts = {option.value: option.count for facet in facets.facets for option in facet.options}

    assert facets.total == 2
    assert (counts["atelier"], counts["rencontre"], counts["visio"], counts["sur-place"]) == (2, 1, 1, 1)


def test_an_active_filter_is_a_link_that_removes_itself(reader):
    make_event(starts_at=at(9))

    facets = reader.get(PAGE, {"type": ["atelier", "rencontre"], "libre": "1"}).context["facets"]

    assert {option.value: option.removal for option in facets.active} == {
        "1": "type=atelier&type=rencontre",
        "atelier": "libre=1&type=rencontre",
        "rencontre": "libre=1&type=atelier",
    }


def test_an_empty_result_offers_a_way_out(reader):
    assert "Aucun rendez-vous avec ces filtres" in text(reader.get(PAGE, {"moi": "1"}))
    assert "Rien n’est encore annoncé" in text(reader.get(PAGE))


def test_a_far_future_has_pages(reader):
    for day in range(35):
        make_event(starts_at=at(9) + datetime.timedelta(days=day))

    first, second = reader.get(PAGE), reader.get(PAGE, {"page": "2"})

    assert (len(titles(first)), len(titles(second))) == (30, 5)


@pytest.mark.parametrize(
    "query",
    [
        {"page": "²"},
        {"page": "9" * 40},
        {"page": "-1"},
        {"page": "0"},
        {"page": "x"},
        {"type": "'; DROP TABLE"},
        {"type": ["atelier", "autre"]},
        {"site": "9" * 40},
        {"site": "²"},
        {"moi": "2"},
        {"q": "x" * 10_000},
        {"passes": "1", "page": "99999"},
    ],
)
def test_odd_parameters_are_left_out(reader, query):
    make_event(starts_at=at(9))

    assert reader.get(PAGE, query).status_code == 200


def test_a_line_says_my_standing_and_the_seats(reader):
    mine = fill_event(make_event("Confirmé", starts_at=at(9), seats=12), confirmed=8)
    make_registration(mine, reader.member)
    line = fill_event(make_event("En attente", starts_at=at(10), seats=1), confirmed=1, waiting=1)
    make_registration(line, reader.member, "waiting")
    make_event("Annulé", starts_at=at(13), state="cancelled", cancellation_reason="Grève")

    page = text(reader.get(PAGE))

    assert "Inscription confirmée" in page
    assert "3 places libres sur 12" in page
    assert "Liste d’attente : deuxième Complet" in page
    assert "rdv--annule" in reader.get(PAGE).content.decode()


def test_the_link_of_an_event_says_its_day_and_its_state_and_nothing_else_does(reader):
    make_registration(make_event("Confirmé", starts_at=at(9)), reader.member)
    line = fill_event(make_event("En attente", starts_at=at(10), seats=1), confirmed=1, waiting=1)
    make_registration(line, reader.member, "waiting")
    make_event("Annulé tard", starts_at=at(13), state="cancelled", cancellation_reason="Grève")
    fill_event(make_event("Plein", starts_at=at(14), seats=2), confirmed=2)
    make_event("Libre", starts_at=at(15, year=2027))

    page = heard(reader.get(PAGE).content.decode())

    assert [text_in(title) for title in re.findall(r"<h3.*?</h3>", page, re.DOTALL)] == [
        "Confirmé le vendredi 9 octobre, inscription confirmée",
        "En attente le samedi 10 octobre, liste d’attente : deuxième",
        "Annulé tard le mardi 13 octobre, annulé",
        "Plein le mercredi 14 octobre, complet",
        "Libre le vendredi 15 octobre 2027",
    ]


def test_the_title_says_what_the_list_holds(reader):
    make_event("Visio", starts_at=at(9), format="online")
    make_event("Sur place", starts_at=at(9), format="onsite", join_url="", place="Lyon")
    for day in range(1, 32):
        make_event(f"Vieux {day}", starts_at=at(day, month=8))
    month = reverse("events:agenda_month", args=[2026, 10])

    queries = [{}, {"format": "visio"}, {"type": "convivialite"}, {"passes": "1"}, {"passes": "1", "page": "2"}]
    pages = [*(reader.get(PAGE, query) for query in queries), reader.get(month)]

    assert [text_in(re.search("<title>.*?</title>", page.content.decode(), re.DOTALL)[0]) for page in pages] == [
        "2 rendez-vous à venir, Agenda – C@p’Assistant·e·s",
        "1 rendez-vous à venir, Agenda – C@p’Assistant·e·s",
        "0 rendez-vous à venir, Agenda – C@p’Assistant·e·s",
        "31 rendez-vous passés, Agenda – C@p’Assistant·e·s",
        "31 rendez-vous passés, Agenda, page 2 – C@p’Assistant·e·s",
        "Octobre 2026, 2 rendez-vous – C@p’Assistant·e·s",
    ]


def test_a_past_date_has_its_year_and_speaks_of_no_confirmation(reader):
    make_registration(make_event("Vieux", starts_at=at(9, month=12, year=2025)), reader.member)
    absent = make_event("Manqué", starts_at=at(8, month=12, year=2025))
    make_registration(absent, reader.member, attendance="absent")

    page = reader.get(PAGE, {"passes": "1"}).content.decode()

    assert "<span>déc. 2025</span>" in page
    assert [text_in(title) for title in re.findall(r"<h3.*?</h3>", heard(page), re.DOTALL)] == [
        "Vieux le mardi 9 décembre 2025, participation",
        "Manqué le lundi 8 décembre 2025",
    ]


def test_the_list_makes_the_same_number_of_queries_with_ten_times_the_rows(reader):
    def grow(times):
        for _ in range(times):
            event = make_event(starts_at=at(9), seats=1, site=make_site(), hosts=[make_member(), make_member()])
            make_registration(event)
            make_registration(event, reader.member, "waiting")

    grow(2)
    few = count_queries(reader, PAGE)
    grow(20)

    assert count_queries(reader, PAGE) == few == 8


# month -----------------------------------------------------------------------------------------


def month(client, year=2026, month=10):
    return client.get(reverse("events:agenda_month", args=[year, month]))


def test_a_month_is_a_table_of_weeks(reader):
    make_event("Power Automate", starts_at=at(9))

    table = month(reader).context["table"]

    assert str(table) == "Octobre 2026"
    assert [week.number for week in table.weeks] == [40, 41, 42, 43, 44]
    assert [day.date.day for day in table.weeks[0].days] == [28, 29, 30, 1, 2]
    assert [event.title for event in table.weeks[1].days[4].events] == ["Power Automate"]
    assert [day.date.day for week in table.weeks for day in week.days if day.is_today] == [8]


def test_weekend_columns_appear_only_when_used(reader):
    assert len(month(reader).context["table"].weekdays) == 5

    make_event("Afterwork", starts_at=at(10, hour=18))

    assert len(month(reader).context["table"].weekdays) == 7


def test_a_month_that_begins_on_a_weekend_skips_the_empty_week(reader):
    table = month(reader, 2026, 8).context["table"]

    assert [day.date.day for day in table.weeks[0].days] == [3, 4, 5, 6, 7]


def test_week_53_is_written_53(reader):
    assert [week.number for week in month(reader, 2026, 12).context["table"].weeks][-1] == 53
    assert month(reader, 2027, 1).context["table"].weeks[0].number == 53


def test_a_month_holds_its_own_events_to_the_last_minute_of_paris(reader):
    make_event("Dernier soir", starts_at=at(30, hour=23))
    make_event("Novembre", starts_at=at(1, hour=0, month=11))

    assert [event.title for event in month(reader).context["table"].events] == ["Dernier soir"]


def shown_days(client, title, **month_of):
    """The days of a month under which an event stands."""
    table = month(client, **month_of).context["table"]
    return [day.date.day for week in table.weeks for day in week.days if title in [one.title for one in day.events]]


def test_an_event_stands_on_each_day_that_it_touches(reader):
    make_event("Séminaire", starts_at=at(29, hour=14), ends_at=at(3, hour=12, month=11))
    make_event("Jusqu’à minuit", starts_at=at(13, hour=20), ends_at=at(14, hour=0))

    assert shown_days(reader, "Séminaire") == [29, 30, 31]
    assert shown_days(reader, "Séminaire", month=11) == [1, 2, 3]
    assert shown_days(reader, "Séminaire", month=12) == shown_days(reader, "Séminaire", month=9) == []
    assert shown_days(reader, "Jusqu’à minuit") == [13]


def test_the_days_after_the_first_do_not_say_that_it_begins(reader):
    make_event("Séminaire", starts_at=at(13, hour=14), ends_at=at(14, hour=12))

    page = text(month(reader))

    assert page.count("14 heures Séminaire") == page.count("suite Séminaire") == 1
    assert "1 rendez-vous." in page


def test_the_month_page_speaks_to_screen_and_phone(reader):
    event = make_event("Power Automate", starts_at=at(9))
    make_registration(event, reader.member)

    page = text(month(reader))

    assert "1 rendez-vous, dont 1 où votre présence est confirmée" in page
    assert ", atelier , inscription confirmée" in page or ", atelier, inscription confirmée" in page
    assert "Jour par jour" in page


@pytest.mark.parametrize("year,number", [(2026, 13), (2026, 0), (1999, 12), (2101, 1), (99999999, 1)])
def test_months_that_do_not_exist_are_not_found(reader, year, number):
    assert reader.get(f"/agenda/{year}/{number}/").status_code == 404


@pytest.mark.parametrize("year,number", [(2000, 1), (2100, 12)])
def test_the_first_and_last_month_have_no_way_beyond(reader, year, number):
    assert month(reader, year, number).status_code == 200


def test_the_month_makes_the_same_number_of_queries_with_ten_times_the_rows(reader):
    path = reverse("events:agenda_month", args=[2026, 10])

    def grow(times):
        for _ in range(times):
            make_registration(make_event(starts_at=at(9), hosts=[make_member()]), reader.member)

    grow(2)
    few = count_queries(reader, path)
    grow(20)

    assert count_queries(reader, path) == few == 6


def fill_day(day, number, **fields):
    return [make_event(f"Atelier {n}", starts_at=at(day, hour=8 + n // 4), **fields) for n in range(number)]


def cell(page, day):
    return next(
        one for week in page.context["table"].weeks for one in week.days if one.date == datetime.date(2026, 10, day)
    )


def test_a_day_of_a_month_shows_its_first_events_and_leads_to_the_others(reader):
    fill_day(9, 5)
    fill_day(13, 12)
    mine = make_registration(make_event("Le mien", starts_at=at(13, hour=18)), reader.member).event
    make_event("Séminaire", starts_at=at(12, hour=9), ends_at=at(14, hour=12))

    page = month(reader)
    full, crowded = cell(page, 9), cell(page, 13)

    assert (len(full.events), full.others) == (5, 0)
    assert [event.title for event in crowded.events] == ["Séminaire", "Atelier 0", "Atelier 1", "Le mien"]
    assert (crowded.total, crowded.others) == (14, 10)
    assert mine in crowded.events
    assert (page.context["table"].total, page.context["table"].confirmed) == (19, 1)
    assert (
        len(re.findall("et 10 autres ?, mardi 13 octobre", text(page))) == 2
    )  # In the table, and day by day on a phone.
    assert page.content.decode().count(f'href="{reverse("events:agenda_day", args=[2026, 10, 13])}"') == 2


def test_the_page_of_a_day_has_all_that_touches_it_in_order(reader):
    fill_day(13, 33)
    make_event("Séminaire", starts_at=at(12, hour=9), ends_at=at(14, hour=12))
    make_event("La veille", starts_at=at(12, hour=22), ends_at=at(13, hour=0))
    make_event("Brouillon", starts_at=at(13), state="draft")
    path = reverse("events:agenda_day", args=[2026, 10, 13])

    first, second = reader.get(path), reader.get(path, {"page": "2"})

    assert "Mardi 13 octobre" in text(first) and "34 rendez-vous" in text(first)
    assert re.findall(r"<h[1-6]", first.content.decode())[:3] == ["<h1", "<h2", "<h3"]
    assert [event.title for event in first.context["events"][:2]] == ["Séminaire", "Atelier 0"]
    assert [len(page.context["events"]) for page in (first, second)] == [30, 4]
    for asked in ("0", "-1", "x", "99999999999"):
        assert reader.get(path, {"page": asked}).context["page_obj"].number == 1


def test_the_page_of_a_day_keeps_the_filters_and_leads_to_the_days_around(reader):
    make_event("À distance", starts_at=at(9), format="online")
    make_event("Sur place", starts_at=at(9), format="onsite", join_url="", place="Lyon")

    page = reader.get(reverse("events:agenda_day", args=[2026, 10, 9]), {"format": "visio", "passes": "1"})

    assert [event.title for event in page.context["events"]] == ["À distance"]
    for day in (8, 10):
        assert f'href="{reverse("events:agenda_day", args=[2026, 10, day])}?format=visio"' in page.content.decode()
    assert "Aucun rendez-vous ce jour-là" in text(reader.get(reverse("events:agenda_day", args=[2026, 10, 7])))


@pytest.mark.parametrize("path", ["1999/12/31", "2101/1/1", "2026/2/30", "2026/13/1", "2026/0/1", "2026/10/0"])
def test_days_that_do_not_exist_are_not_found(reader, path):
    assert reader.get(f"/agenda/{path}/").status_code == 404


@pytest.mark.parametrize(("path", "ways"), [((2000, 1, 1), 1), ((2100, 12, 31), 1)])
def test_the_first_and_last_day_have_no_way_beyond(reader, path, ways):
    assert len(reader.get(reverse("events:agenda_day", args=path)).context["around"]) == ways


def test_the_page_of_a_day_makes_the_same_number_of_queries_with_ten_times_the_rows(reader):
    path = reverse("events:agenda_day", args=[2026, 10, 9])

    def grow(times):
        for _ in range(times):
            make_registration(make_event(starts_at=at(9), hosts=[make_member()]), reader.member)

    grow(2)
    few = count_queries(reader, path)
    grow(20)

    assert count_queries(reader, path) == few == 8


def test_a_month_keeps_the_filters_of_the_list_and_leads_on_with_them(reader):
    make_event("À distance", starts_at=at(9), format="online")
    make_event("Sur place", starts_at=at(9), format="onsite", join_url="", place="Lyon")
    path = reverse("events:agenda_month", args=[2026, 10])

    listed = reader.get(PAGE, {"format": "visio"}).content.decode()
    page = reader.get(path, {"format": "visio", "passes": "1"})

    assert f'href="{path}?format=visio"' in listed
    assert [event.title for event in page.context["table"].events] == ["À distance"]
    links = re.findall(r'href="(/agenda/[0-9/]*(?:\?[^"]*)?)"', page.content.decode().split("<main", 1)[1])
    assert {link for link in links if re.search(r"/\d+/\d+/", link)} == {
        f"{reverse('events:agenda_month', args=[2026, number])}?format=visio" for number in (9, 10, 11)
    } | {path}
    assert "/agenda/?format=visio" in links


def test_a_month_marks_my_standing_the_full_and_the_bank_holidays(reader):
    make_registration(make_event("Confirmé", starts_at=at(9, month=11)), reader.member)
    make_registration(make_event("Proposé", starts_at=at(9, month=11)), reader.member, "offered")
    make_registration(make_event("Attendu", starts_at=at(9, month=11)), reader.member, "waiting")
    fill_event(make_event("Plein", starts_at=at(9, month=11), seats=1), confirmed=1)

    page = month(reader, month=11).content.decode()

    assert "11 novembre</span>" in page
    assert [text_in(one) for one in re.findall(r'<a class="ev.*?</a>', heard(page), re.DOTALL)] == [
        "10 heures Confirmé , atelier, inscription confirmée",
        "10 heures Proposé , atelier, place à confirmer",
        "10 heures Attendu , atelier, liste d’attente : en tête",
        "10 heures Plein , atelier, complet",
    ]


def test_a_line_stays_as_it_is_for_those_readers_and_moments_alone_that_read_the_same(reader, core_team):
    """Before, during and after an event; who runs it, comes, waits or only knows of it, in both languages."""
    host, seated, waiting, english = *(make_member() for _ in range(3)), make_member(language="en")
    for form in Event.Format:
        event = make_event(form.label, format=form, seats=9, online_seats=9, starts_at=at(8), hosts=[host])
        make_registration(event, seated)
        full = make_event(f"Complet, {form.label}", format=form, seats=1, starts_at=at(8), hosts=[host])
        make_registration(fill_event(full, confirmed=1), waiting, "waiting")
    readers = [reader, core_team, *map(signed_in, (host, seated, waiting, english))]

    def read(moment):
        with time_machine.travel(moment, tick=False):
            return [text(one.get(PAGE, {"passes": past})) for past in ("", "1") for one in readers]

    def read_anew(moment):
        line_of.cache_clear()
        return read(moment)

    moments = [THURSDAY, at(8, hour=11), at(8, hour=12)]
    kept = [read(moment) for moment in moments]

    assert [read_anew(moment) for moment in moments] == kept
    assert len(set(map(tuple, kept))) == len(moments)
