"""The pages of a series: the rhythm, the preview, how far an edit reaches, the other dates."""

import datetime
import re

import pytest
from django.utils import timezone
from django.utils.http import urlencode

from clock.paris import at
from events.actions.event import cancel_event
from events.actions.series import repeat
from events.models import Event, Series
from tests.cast import signed_in
from tests.factories import fill_event, make_event, make_member, make_registration
from tests.helpers import count_queries, keys_prepared, version_shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TEN, DAY = datetime.time(10), datetime.timedelta(days=1)
TUESDAY = datetime.date(2027, 10, 12)


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def host():
    return signed_in(make_member(first_name="Hélène"))


@pytest.fixture
def event(host):
    return make_event("Publipostage", hosts=[host.member], starts_at=at(TUESDAY, TEN))


def address(event, **rule):
    return f"{event.get_absolute_url()}serie/" + (f"?{urlencode(rule)}" if rule else "")


def weekly(event, **rule):
    return address(event, **{"rhythm": "weekly", "interval": 1, "count": 4, "until_on": "", "chosen": ""} | rule)


def proposed(response):
    return [str(row.day) for row, _ticked in response.context["form"].rows()]


def errors(response):
    return response.context["form"].errors


def series_days(event):
    event.refresh_from_db()
    return sorted(str(date.series_date) for date in event.series.events.all())


def make_series(number, *, hosts=(), **fields):
    series = Series.objects.create(rhythm="weekly", count=number, one_seat=fields.pop("one_seat", False))
    days = [TUESDAY + 7 * n * DAY for n in range(number)]
    return [
        make_event("Publipostage", hosts=hosts, starts_at=at(day, TEN), series=series, series_date=day, **fields)
        for day in days
    ]


def typed(event, **fields):
    """What the edit form holds for ``event``."""
    local = timezone.localtime(event.starts_at)
    return {
        "kind": event.kind, "format": event.format, "title": event.title, "promise": "", "description": "",
        "place": event.place, "join_url": event.join_url, "site": "", "seats": event.seats, "day": local.date(),
        "starts": local.strftime("%H:%M"), "ends": timezone.localtime(event.ends_at).strftime("%H:%M"),
    } | version_shown(event) | fields  # fmt: skip


def edit(client, event, **fields):
    return client.post(event.get_absolute_url() + "modifier/", typed(event, **fields))


def titles(events):
    return [Event.objects.get(pk=event.pk).title for event in events]


# planning ------------------------------------------------------------------------------------


def test_the_rhythms_are_said_of_the_event(host, event):
    found = text(host.get(address(event)))

    for sentence in ("Toutes les semaines, le mardi", "Tous les mois, le 12", "Tous les mois, le deuxième mardi"):
        assert sentence in found


def test_the_preview_lists_the_dates_and_creates_nothing(host, event):
    response = host.get(weekly(event))

    assert proposed(response) == ["2027-10-19", "2027-10-26", "2027-11-02"]
    assert Event.objects.count() == 1
    assert Series.objects.count() == 0


def test_the_ticked_dates_become_drafts(host, event):
    response = host.post(weekly(event), {"days": ["2027-10-19", "2027-11-02"]}, follow=True)

    assert "2 brouillons sont préparés" in text(response)
    assert series_days(event) == ["2027-10-12", "2027-10-19", "2027-11-02"]
    assert [(date.state, timezone.localtime(date.starts_at).hour) for date in event.series.events.all()] == [
        ("published", 10), ("draft", 10), ("draft", 10),
    ]  # fmt: skip
    assert (event.series.rhythm, event.series.count, event.series.one_seat) == ("weekly", 4, False)


def test_one_seat_a_person_is_a_box(host, event):
    host.post(weekly(event, one_seat="on"), {"days": ["2027-10-19"]})

    event.refresh_from_db()
    assert event.series.one_seat


def test_no_date_ticked_asks_again(host, event):
    response = host.post(weekly(event), {"rien": "1"})

    assert errors(response)["days"] == ["Gardez au moins une date."]
    assert [is_ticked for _row, is_ticked in response.context["form"].rows()] == [False] * 3


@pytest.mark.parametrize("days", [["2027-10-20"], ["x"], ["2027-13-45"], ["2027-10-19", "2027-10-20"]])
def test_a_date_that_was_not_proposed_is_refused(host, event, days):
    assert "days" in errors(host.post(weekly(event), {"days": days}))
    assert Event.objects.count() == 1


def test_sent_twice_the_dates_are_prepared_once(host, event):
    for _ in range(2):
        host.post(weekly(event), {"days": ["2027-10-19"]})

    assert series_days(event) == ["2027-10-12", "2027-10-19"]


def test_more_dates_join_the_series_that_is_there(host, event):
    host.post(weekly(event), {"days": ["2027-10-19"]})
    event.refresh_from_db()

    response = host.get(weekly(event))
    assert proposed(response) == ["2027-10-26", "2027-11-02"]

    host.post(weekly(event), {"days": ["2027-10-26"]})
    assert Series.objects.count() == 1
    assert series_days(event) == ["2027-10-12", "2027-10-19", "2027-10-26"]


def test_chosen_dates_are_read_one_a_line_in_both_writings(host, event):
    chosen = "19/10/2027\r\n\r\n 2027-11-05 \r\n19/10/2027\r\n12/10/2027"

    response = host.get(address(event, rhythm="chosen", chosen=chosen))

    assert proposed(response) == ["2027-10-19", "2027-11-05"]


@pytest.mark.parametrize(
    ("rule", "field", "sentence"),
    [
        ({"count": ""}, "count", "l’un des deux"),
        ({"until_on": "2027-12-01"}, "count", "l’un des deux"),
        ({"count": 61}, "count", "60"),
        ({"count": 1}, "count", "2"),
        ({"interval": 13}, "interval", "12"),
        ({"interval": "x"}, "interval", "nombre"),
        ({"count": "", "until_on": "2099-01-01"}, "__all__", "60 dates au plus"),
        ({"count": "", "until_on": "2027-10-13"}, "__all__", "Aucune date"),
        ({"rhythm": "chosen", "chosen": ""}, "chosen", "au moins une date"),
        ({"rhythm": "chosen", "chosen": "31/02/2027"}, "chosen", "n’est pas une date"),
        ({"rhythm": "chosen", "chosen": "01/01/2020"}, "__all__", "Aucune date"),
        ({"rhythm": "daily"}, "rhythm", "choix"),
    ],
)
def test_a_rhythm_that_cannot_be_is_said_beside_its_field(host, event, rule, field, sentence):
    response = host.get(weekly(event, **rule))

    assert sentence in errors(response)[field][0]


def test_the_preview_warns_and_refuses_nothing(host, event, settings):
    settings.QUIET_WEEKS = ["2027-43"]
    make_event("Forum des métiers", starts_at=at(datetime.date(2027, 10, 19), datetime.time(11)))
    make_event("Brouillon", state="draft", starts_at=at(datetime.date(2027, 10, 19), TEN))
    chosen = "19/10/2027\n26/10/2027\n01/11/2027\n03/11/2027"

    response = host.get(address(event, rhythm="chosen", chosen=chosen))

    assert [row.warnings for row, _ticked in response.context["form"].rows()] == [
        ["Au même moment, la communauté a aussi « Forum des métiers »."],
        ["La semaine 43 est une semaine calme : moins de personnes seront là."],
        ["Le lundi 1er novembre est férié (Toussaint)."],
        [],
    ]
    host.post(address(event, rhythm="chosen", chosen=chosen), {"days": ["2027-10-19", "2027-11-01"]})
    assert series_days(event) == ["2027-10-12", "2027-10-19", "2027-11-01"]


def test_the_preview_says_what_a_night_of_clock_change_does(host):
    night = make_event(
        hosts=[host.member], starts_at=at(datetime.date(2027, 3, 21), datetime.time(2, 30)),
        ends_at=at(datetime.date(2027, 3, 21), datetime.time(4)),
    )  # fmt: skip

    response = host.get(address(night, rhythm="chosen", chosen="28/03/2027\n31/10/2027"))

    spring, autumn = [row.warnings for row, _ticked in response.context["form"].rows()]
    assert spring == ["Cette nuit-là, 02:30 n’existe pas : le rendez-vous commencera à 03:30."]
    assert [warning for warning in autumn if "revient deux fois" in warning] == autumn


def test_the_preview_asks_the_same_number_of_statements_for_ten_times_the_dates(host, event):
    assert [count_queries(host, weekly(event, count=count)) for count in (6, 60)] == [12, 12]


@pytest.mark.parametrize("page", ["serie/", "copie/", "deuxieme-seance/", "serie/publication/"])
def test_the_pages_are_for_those_who_run_the_event(page, member, sponsor, editor):
    first, _second = make_series(2, one_seat=True)

    for client in (member, sponsor, editor):
        assert client.get(first.get_absolute_url() + page).status_code == 404
        assert client.post(first.get_absolute_url() + page, {"day": "2027-12-01"}).status_code == 404
    assert Event.objects.count() == 2


# changing ------------------------------------------------------------------------------------


def test_the_question_of_the_reach_is_asked_in_a_series_with_the_least_ticked(core_team):
    first, _second = make_series(2)
    alone = make_event()

    form = core_team.get(first.get_absolute_url() + "modifier/").context["form"]
    assert form["scope"].initial == "this"
    assert "scope" not in core_team.get(alone.get_absolute_url() + "modifier/").context["form"].fields


def test_an_edit_reaches_the_dates_that_are_named(core_team):
    dates = make_series(3)

    edit(core_team, dates[1], title="Autre", scope="following")
    assert titles(dates) == ["Publipostage", "Autre", "Autre"]

    edit(core_team, dates[0], title="Tout autre", scope="all")
    assert titles(dates) == ["Tout autre", "Autre", "Autre"]


def test_what_speaks_against_the_other_dates_is_said_too(core_team):
    dates = make_series(3)
    make_event("Prioriser", starts_at=at(TUESDAY + 8 * DAY, TEN))

    answer = core_team.post(
        dates[0].get_absolute_url() + "modifier/", typed(dates[0], day="2027-10-13", scope="all"), follow=True
    )

    said = [str(message) for message in answer.context["messages"]]
    assert "Le mercredi 20 octobre : Au même moment, la communauté a aussi « Prioriser »." in " ".join(said).replace(
        " ", " "
    )


def test_a_date_that_stays_where_it_is_is_not_warned_about(core_team):
    dates = make_series(3)
    Event.objects.filter(pk=dates[2].pk).update(
        starts_at=at(TUESDAY + 15 * DAY, TEN), ends_at=at(TUESDAY + 16 * DAY, TEN)
    )
    make_event("Prioriser", starts_at=at(TUESDAY + 15 * DAY, TEN))

    answer = core_team.post(
        dates[0].get_absolute_url() + "modifier/", typed(dates[0], day="2027-10-13", scope="all"), follow=True
    )

    assert "Prioriser" not in " ".join(str(message) for message in answer.context["messages"])


def test_of_many_warnings_the_first_are_said_and_the_others_counted(core_team, settings):
    settings.QUIET_WEEKS = {f"2027-{week}" for week in range(40, 52)}
    dates = make_series(9)

    answer = core_team.post(
        dates[0].get_absolute_url() + "modifier/", typed(dates[0], day="2027-10-13", scope="all"), follow=True
    )

    said = [str(message) for message in answer.context["messages"] if message.level_tag == "warning"]
    assert len(said) == 7
    assert said[-1] == "3 autres avertissements pour ces dates."


@pytest.mark.parametrize("scope", [{}, {"scope": ""}, {"scope": "this"}])
def test_without_an_answer_one_date_changes(core_team, scope):
    dates = make_series(2)

    edit(core_team, dates[0], title="Autre", **scope)

    assert titles(dates) == ["Autre", "Publipostage"]


def test_an_unknown_reach_is_refused(core_team):
    dates = make_series(2)

    assert "scope" in errors(edit(core_team, dates[0], title="Autre", scope="everything"))
    assert titles(dates) == ["Publipostage", "Publipostage"]


def test_a_refusal_at_another_date_is_on_the_form_and_nothing_is_lost(core_team):
    dates = make_series(2)
    fill_event(dates[1], confirmed=5)

    response = edit(core_team, dates[0], title="Autre", seats=3, scope="all")

    (sentence,) = errors(response)["seats"]
    assert "mardi 19 octobre" in sentence
    assert response.context["form"]["title"].value() == "Autre"
    assert titles(dates) == ["Publipostage", "Publipostage"]


def test_who_hosts_one_date_alone_reaches_that_date_alone(host):
    dates = make_series(2)
    dates[0].hosts.create(member=host.member)

    edit(host, dates[0], title="Autre", scope="all")

    assert titles(dates) == ["Autre", "Publipostage"]
    assert host.get(dates[0].get_absolute_url() + "serie/publication/").status_code == 404


def test_who_hosts_every_date_to_come_reaches_them_all(host):
    dates = make_series(3, hosts=[host.member])
    dates[1].hosts.all().delete()
    cancel_event(dates[1], reason="Grève", by=host.member)

    edit(host, dates[0], title="Autre", scope="all")

    assert titles(dates) == ["Autre", "Publipostage", "Autre"]


def test_calling_off_reaches_the_dates_that_are_named(core_team):
    dates = [fill_event(date, confirmed=1) for date in make_series(3)]

    response = core_team.post(
        dates[1].get_absolute_url() + "annulation/", {"reason": "Grève", "scope": "following"}, follow=True
    )

    assert [Event.objects.get(pk=date.pk).state for date in dates] == ["published", "cancelled", "cancelled"]
    assert len(keys_prepared()) == 2
    assert "2 dates sont annulées" in text(response)


def test_the_whole_series_is_published_after_its_list_was_shown(core_team):
    dates = make_series(3, state="draft")
    page = dates[0].get_absolute_url() + "serie/publication/"

    assert "mardi 19 octobre" in text(core_team.get(page)).lower()
    assert Event.objects.published().count() == 0

    assert "3 dates sont publiées." in text(core_team.post(page, follow=True))
    assert "étaient déjà publiées" in text(core_team.post(page, follow=True))
    assert Event.objects.published().count() == 3


# the other dates -----------------------------------------------------------------------------


def other_dates(response):
    found = re.search(r"<section[^>]*t-dates.*?</section>", response.content.decode(), re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])) if found else ""


def test_the_page_of_a_date_names_the_others_with_places_and_where_i_stand(member):
    dates = make_series(4, seats=5)
    make_registration(dates[1], member.member)
    cancel_event(dates[2], reason="Grève", by=make_member())
    Event.objects.filter(pk=dates[3].pk).update(ends_at=timezone.now(), starts_at=timezone.now() - DAY)

    found = other_dates(member.get(dates[0].get_absolute_url()))

    assert "Mardi 12 octobre" not in found
    assert "Mardi 19 octobre" in found
    assert "Inscription confirmée" in found
    assert "4 places libres sur 5" in found
    assert "Mardi 26 octobre" in found
    assert "Annulé" in found
    assert found.count("octobre") == 2


def test_drafts_among_the_other_dates_are_for_those_who_may_see_them(member, core_team):
    dates = make_series(2)
    repeat(dates[0], [TUESDAY + 14 * DAY], series=Series(), by=make_member())

    assert "26 octobre" not in other_dates(member.get(dates[0].get_absolute_url()))
    assert "26 octobre" in other_dates(core_team.get(dates[0].get_absolute_url()))


def test_a_date_moved_by_hand_says_which_day_it_replaces(core_team, member):
    dates = make_series(2)

    edit(core_team, dates[1], day="2027-10-20")

    found = other_dates(member.get(dates[0].get_absolute_url()))
    assert "Mercredi 20 octobre" in found
    assert "au lieu du mardi 19 octobre" in found


def test_drafts_of_the_series_offer_to_publish_it(core_team, host):
    dates = make_series(2)
    dates[0].hosts.create(member=host.member)
    assert "Publier la série" not in other_dates(core_team.get(dates[0].get_absolute_url()))

    repeat(dates[0], [TUESDAY + 14 * DAY], series=Series(), by=host.member)

    assert "Publier la série" in other_dates(core_team.get(dates[0].get_absolute_url()))
    assert "Publier la série" not in other_dates(host.get(dates[0].get_absolute_url()))


def test_an_event_alone_has_no_other_dates(member):
    assert other_dates(member.get(make_event().get_absolute_url())) == ""


def test_the_other_dates_cost_the_same_number_of_statements_whatever_their_number(member):
    few, many = make_series(3), make_series(30)

    assert [count_queries(member, dates[0].get_absolute_url()) for dates in (few, many)] == [10, 10]


# copies and second sessions ------------------------------------------------------------------


def test_a_host_copies_an_event_that_is_over_or_called_off(host):
    over = make_event("Publipostage", hosts=[host.member], in_days=-9)
    off = make_event(hosts=[host.member], state="cancelled", cancellation_reason="Grève")

    for event in (over, off):
        response = host.post(event.get_absolute_url() + "copie/", {"day": "2027-12-01", "with_hosts": "on"})
        copy = Event.objects.get(title=event.title, state="draft")
        assert response["Location"] == copy.get_absolute_url()
        assert host.get(copy.get_absolute_url()).status_code == 200


def test_a_copy_asks_for_its_day(host, event):
    assert "day" in errors(host.post(event.get_absolute_url() + "copie/", {"day": ""}))
    assert Event.objects.count() == 1


def test_half_the_seats_in_line_suggest_a_second_session_to_those_who_run_it(host, member):
    event = fill_event(make_event(seats=2, hosts=[host.member]), confirmed=2, waiting=1)

    assert "Ouvrir une deuxième séance ?" in text(host.get(event.get_absolute_url())).replace("\u202f", " ")
    assert "deuxième séance" not in text(member.get(event.get_absolute_url()))


def test_once_a_second_session_is_there_no_other_is_suggested(host):
    event = fill_event(make_event(seats=2, hosts=[host.member]), confirmed=2, waiting=1)

    host.post(event.get_absolute_url() + "deuxieme-seance/", session_typed())

    assert "Ouvrir une deuxième séance" not in text(host.get(event.get_absolute_url()))


def session_typed(**fields):
    return {"day": "2027-12-01", "starts": "14:00", "ends": "15:30"} | fields


def test_the_second_session_opens_at_the_typed_hours(host):
    event = fill_event(make_event(seats=2, hosts=[host.member]), confirmed=2, waiting=1)
    page = event.get_absolute_url() + "deuxieme-seance/"

    assert host.get(page).context["form"]["starts"].initial == timezone.localtime(event.starts_at).time()
    response = host.post(page, session_typed())

    session = Event.objects.exclude(pk=event.pk).get()
    assert response["Location"] == session.get_absolute_url()
    assert timezone.localtime(session.starts_at).strftime("%Y-%m-%d %H:%M") == "2027-12-01 14:00"
    assert session.state == "published"
    assert len(keys_prepared()) == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"day": ""}, "day"),
        ({"day": "2020-12-01"}, "day"),
        ({"ends": "13:00"}, "ends"),
        ({"day": "2027-03-28", "starts": "02:30", "ends": "04:00"}, "starts"),
    ],
)
def test_a_moment_that_cannot_be_is_said_and_nothing_opens(host, fields, field):
    event = fill_event(make_event(seats=2, hosts=[host.member]), confirmed=2, waiting=1)

    response = host.post(event.get_absolute_url() + "deuxieme-seance/", session_typed(**fields))

    assert list(errors(response)) == [field]
    assert Event.objects.count() == 1


def test_a_refused_order_is_said_beside_its_box(host):
    event = fill_event(make_event(seats=2, hosts=[host.member]), confirmed=2, waiting=1)
    tomorrow = timezone.localdate() + DAY

    response = host.post(
        event.get_absolute_url() + "deuxieme-seance/",
        session_typed(day=tomorrow, starts="23:00", ends="23:30", in_order="on"),
    )

    assert "trop proche" in errors(response)["in_order"][0]
    assert Event.objects.count() == 1
