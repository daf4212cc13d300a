"""All dates of a series through the pages: what is offered, what is seen before the press, what is said after it."""

import re

import pytest
from django.utils import timezone

from events.models import Event, Registration, Series
from tests.cast import signed_in
from tests.factories import fill_event, make_charter, make_event, make_member, make_registration
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db

OFFER = re.compile(r"^M’inscrire à toutes les dates \((\d+)\)$")
CONFIRMED, OFFERED, WAITING, CANCELLED = Registration.Status.values


def series_of(count, *, one_seat=False, **fields):
    series = Series.objects.create(one_seat=one_seat)
    return [make_event("Café", series=series, in_days=7 * rank, **fields) for rank in range(1, count + 1)]


def url(event, tail=""):
    return event.get_absolute_url() + tail


def text(response):
    page = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def lines(response):
    """What the page says of each date, without the date itself."""
    dates = re.search(r'<ul class="lignes carte.*?</ul>', response.content.decode(), re.DOTALL)[0]
    items = re.findall(r"<li>(.*?)</li>", dates, re.DOTALL)
    said = [re.sub(r"<[^>]+>", " ", item.partition("</a>")[2]) for item in items]
    return [re.sub(r"\s+", " ", sentence).strip() for sentence in said]


def offered(response):
    """How many dates the panel offers to take in one act; nothing if it does not."""
    actions = response.context["panel"].actions
    return [int(found[1]) for action in actions if (found := OFFER.match(action.label))]


def sentences(response):
    return [str(message) for message in response.context["messages"]]


# the panel -------------------------------------------------------------------------------------


def test_the_panel_offers_all_dates_beside_this_one(member):
    dates = series_of(7)

    page = member.get(url(dates[0]))

    assert [action.label for action in page.context["panel"].actions] == [
        "Je m’inscris", "M’inscrire à toutes les dates (7)"
    ]  # fmt: skip
    assert f'href="{url(dates[0], "inscription/serie/")}"' in page.content.decode()


def test_the_panel_counts_the_dates_that_the_member_may_still_take(member):
    dates = series_of(7)
    make_registration(dates[1], member.member)
    dates[2].hosts.create(member=member.member, position=0, is_lead=True)
    Event.objects.filter(pk=dates[3].pk).update(registration_closes_at=timezone.now())
    fill_event(dates[4], confirmed=12)
    make_event(series=dates[0].series, state="draft")
    make_event(series=dates[0].series, state="cancelled", cancellation_reason="Grève")
    make_event(series=dates[0].series, starts_at=timezone.now())

    assert offered(member.get(url(dates[0]))) == [4]


@pytest.mark.parametrize("fields", [{"seats": 1}, {"format": "hybrid", "place": "Lyon"}])
def test_the_panel_of_a_full_or_hybrid_date_offers_all_dates_too(member, fields):
    dates = series_of(2, **fields)
    fill_event(dates[0], confirmed=1)

    assert offered(member.get(url(dates[0]))) == [2]


def test_nothing_is_offered_where_there_is_one_date_or_one_seat_or_nothing_more_to_take(member):
    alone, shared, taken = make_event(), series_of(3, one_seat=True), series_of(3)
    for date in taken[1:]:
        make_registration(date, member.member)

    assert [offered(member.get(url(event))) for event in (alone, shared[0], taken[0], taken[1])] == [[], [], [], []]


def test_leaving_all_dates_is_offered_to_who_has_two(member):
    dates = series_of(3)
    link = url(dates[0], "desinscription/serie/")
    pages = []
    for date in (dates[1], dates[2]):
        make_registration(date, member.member)
        pages.append(member.get(url(dates[0])).content.decode())

    assert [link in page for page in pages] == [False, True]


# the page --------------------------------------------------------------------------------------


def test_the_page_says_what_becomes_of_each_date(member):
    dates = series_of(8, seats=2)
    make_registration(dates[1], member.member)
    fill_event(dates[2], confirmed=2, waiting=2)
    other = make_event("Visite du Journal", starts_at=dates[3].starts_at)
    make_registration(other, member.member)
    dates[4].hosts.create(member=member.member, position=0, is_lead=True)
    Event.objects.filter(pk=dates[5].pk).update(registration_closes_at=timezone.now())
    make_registration(dates[6], member.member, OFFERED)
    kept = {"reserved_seats": 2, "reserved_for": "newcomers", "reserved_until": dates[7].starts_at}
    Event.objects.filter(pk=dates[7].pk).update(**kept)

    page = member.get(url(dates[0], "inscription/serie/"))

    said = lines(page)
    assert [sentence.partition(" Closes")[0] for sentence in said] == [
        "Place libre",
        "Inscription confirmée",
        "Liste d’attente : troisième",
        "Place libre À la même heure, vous suivez « Visite du Journal ».",
        "Vous animez ce rendez-vous",
        "Inscriptions closes",
        "Place à confirmer",
        "Liste d’attente : en tête",
    ]
    assert "M’inscrire à 4 dates" in text(page)


def test_a_press_takes_them_all_and_says_it_in_one_sentence(member):
    dates = series_of(7, seats=1)
    fill_event(dates[3], confirmed=1)

    answer = member.post(url(dates[2], "inscription/serie/"), follow=True)

    assert answer.redirect_chain == [("/moi/inscriptions/", 302)]
    assert sentences(answer) == ["Inscription confirmée à 6 dates, liste d’attente pour 1."]
    assert Registration.objects.live().filter(member=member.member).count() == 7


@pytest.mark.parametrize(
    ("free", "full", "sentence"),
    [
        (2, 0, "Inscription confirmée à 2 dates."),
        (1, 1, "Inscription confirmée à 1 date, liste d’attente pour 1."),
        (0, 2, "Liste d’attente pour 2 dates."),
        (0, 0, "Rien n’a changé\u00a0: vous avez déjà une inscription à chaque date ouverte."),
    ],
)
def test_the_sentence_counts_what_is_new(member, free, full, sentence):
    dates = series_of(1 + free + full, seats=1)
    make_registration(dates[0], member.member)
    for date in dates[1 + free :]:
        fill_event(date, confirmed=1)

    assert sentences(member.post(url(dates[0], "inscription/serie/"), follow=True)) == [sentence]


def test_a_second_press_changes_nothing(member):
    dates = series_of(2)
    member.post(url(dates[0], "inscription/serie/"))

    member.post(url(dates[0], "inscription/serie/"))

    assert Registration.objects.count() == 2


def test_the_page_asks_how_to_come_where_a_date_lets_choose(member):
    series = Series.objects.create()
    hybrid = make_event(series=series, in_days=1, format="hybrid", place="Lyon", seats=1, online_seats=2)
    onsite = make_event(series=series, in_days=2, format="onsite", place="Lyon")
    fill_event(hybrid, confirmed=1)

    page = member.get(url(hybrid, "inscription/serie/"))
    member.post(url(hybrid, "inscription/serie/"), {"mode": "online"})

    assert lines(page) == [
        "Sur place : Liste d’attente : en tête En visio : Place libre",
        "Sur place : Place libre",
    ]
    assert re.findall(r'name="mode" value="(\w+)"', page.content.decode()) == ["main", "online"]
    row = Registration.objects.get(member=member.member)
    assert (row.event, row.mode, row.status) == (hybrid, "online", CONFIRMED)
    assert not onsite.registrations.exists()


@pytest.mark.parametrize("mode", ["", "sideways", "online"])
def test_an_unknown_way_to_come_is_refused_in_a_sentence(member, mode):
    dates = series_of(2, format="onsite", place="Lyon")

    answer = member.post(url(dates[0], "inscription/serie/"), {"mode": mode}, follow=True)

    assert answer.redirect_chain == [(url(dates[0]), 302)]
    assert sentences(answer) == ["Ce rendez-vous ne se suit pas de cette façon."]
    assert not Registration.objects.exists()


def test_where_nothing_is_open_the_page_has_no_button(member):
    dates = series_of(2, registration_closes_at=timezone.now())

    page = member.get(url(dates[0], "inscription/serie/"))
    answer = member.post(url(dates[0], "inscription/serie/"), follow=True)

    assert "<form" not in page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert sentences(answer) == ["Les inscriptions sont closes."]


def test_the_page_of_a_series_that_is_over_says_so(member):
    over = make_event(series=Series.objects.create(), in_days=-3)

    assert "Aucune date à venir ne prend d’inscription." in text(member.get(url(over, "inscription/serie/")))


@pytest.mark.parametrize("tail", ["inscription/serie/", "desinscription/serie/"])
def test_other_events_have_no_such_page(member, core_team, tail):
    alone, shared = make_event(), series_of(2, one_seat=True)[0]
    draft = series_of(2, state="draft")[0]

    for client in (member, core_team):
        assert [client.get(url(event, tail)).status_code for event in (alone, shared, draft)] == [404] * 3
        assert [client.post(url(event, tail)).status_code for event in (alone, shared, draft)] == [404] * 3


def test_a_date_in_preparation_is_not_told(member, core_team):
    dates = series_of(2)
    make_event("Secret", series=dates[0].series, state="draft")

    for client in (member, core_team):
        assert len(lines(client.get(url(dates[0], "inscription/serie/")))) == 2


def test_the_charter_comes_first(member):
    dates = series_of(2)
    make_charter(1)

    answer = member.post(url(dates[0], "inscription/serie/"))

    assert answer.status_code == 302
    assert not Registration.objects.exists()


# leaving ---------------------------------------------------------------------------------------


def test_leaving_asks_first_and_names_the_dates(member):
    dates = series_of(3, seats=1)
    fill_event(dates[2], confirmed=1)
    member.post(url(dates[0], "inscription/serie/"))

    page = member.get(url(dates[0], "desinscription/serie/"))

    assert lines(page) == ["Inscription confirmée", "Inscription confirmée", "Liste d’attente : en tête"]
    assert "Oui, me désinscrire de 3 dates" in text(page)
    assert Registration.objects.live().filter(member=member.member).count() == 3


def test_a_press_gives_them_all_back(member):
    dates = series_of(3)
    for date in dates:
        make_registration(date, member.member)

    answers = [member.post(url(dates[0], "desinscription/serie/"), follow=True) for _ in range(2)]

    assert [sentences(answer) for answer in answers] == [
        ["Désinscription de 3 dates à venir. Merci d’avoir prévenu."],
        ["Vous n’aviez pas d’inscription aux dates à venir."],
    ]
    assert answers[0].redirect_chain == [(url(dates[0]), 302)]
    assert not Registration.objects.live().exists()


def test_who_has_no_date_reads_so(member):
    page = member.get(url(series_of(2)[0], "desinscription/serie/"))

    assert "Vous n’avez pas d’inscription aux dates à venir." in text(page)


def test_a_near_date_warns_that_the_host_is_told(member):
    series = Series.objects.create()
    near, far = (
        make_event(series=series, starts_at=timezone.now() + timezone.timedelta(hours=3)),
        make_event(series=series),
    )
    rows = [make_registration(date, member.member) for date in (far, near)]
    pages = [text(member.get(url(near, "desinscription/serie/")))]

    Registration.objects.filter(pk=rows[1].pk).delete()
    pages.append(text(member.get(url(near, "desinscription/serie/"))))

    assert ["sera prévenue aussitôt" in page for page in pages] == [True, False]


# statements ------------------------------------------------------------------------------------


@pytest.mark.parametrize("tail", ["", "inscription/serie/", "desinscription/serie/"])
def test_thirty_dates_ask_as_many_statements_as_three(tail):
    client = signed_in(make_member())
    kept = {
        "reserved_seats": 1,
        "reserved_for": "newcomers",
        "reserved_until": timezone.now() + timezone.timedelta(days=3),
    }
    few, many = series_of(3, hosts=[make_member()], **kept), series_of(30, hosts=[make_member()], **kept)
    for dates in (few, many):
        for date in dates[1:]:
            fill_event(date, confirmed=1, waiting=1)
        make_registration(dates[1], client.member)
        make_registration(dates[2], client.member, WAITING)
        make_registration(make_event(starts_at=dates[0].starts_at), client.member)
    client.get(url(few[0], tail))

    counts = [count_queries(client, url(dates[0], tail)) for dates in (few, many)]

    assert counts[0] == counts[1]
    assert counts[0] <= 20
