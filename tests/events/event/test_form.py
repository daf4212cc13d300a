"""Preparing, changing, publishing and cancelling on the site."""

import re

import pytest
from django.utils import timezone

from events.models import Event
from tests.cast import signed_in
from tests.clock import MINUTE
from tests.factories import fill_event, make_event, make_member, make_registration, make_site
from tests.helpers import keys_prepared, version_shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TYPED = {
    "kind": "workshop",
    "format": "online",
    "title": "Publipostage",
    "promise": "Deux cents courriers en dix minutes.",
    "description": "<p>Avec Excel.</p><script>alert(1)</script>",
    "place": "",
    "join_url": "https://visio.example/salle",
    "site": "",
    "seats": "12",
    "day": "2027-10-12",
    "starts": "14:00",
    "ends": "15:30",
}


KEPT = {"reserved_seats": "3", "reserved_for": "newcomers", "reserved_on": "2027-10-01", "reserved": "18:00"}


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def create(client, **fields):
    return client.post("/agenda/nouveau/", TYPED | fields)


def edit(client, event, **fields):
    return client.post(event.get_absolute_url() + "modifier/", TYPED | version_shown(event) | fields)


def errors(response):
    return response.context["form"].errors


@pytest.fixture
def host(db):
    return signed_in(make_member(first_name="Hélène"))


def test_the_core_team_prepares_a_draft(core_team):
    response = create(core_team)

    event = Event.objects.get()
    assert response["Location"] == event.get_absolute_url()
    assert (event.state, event.title, event.seats) == ("draft", "Publipostage", 12)
    assert event.starts_at.isoformat() == "2027-10-12T12:00:00+00:00"
    assert event.ends_at.isoformat() == "2027-10-12T13:30:00+00:00"
    assert "script" not in event.description
    assert event.changed_by == core_team.member


def test_preparing_is_for_the_core_team(member, sponsor, editor, host):
    make_event(hosts=[host.member])

    for client in (member, sponsor, editor, host):
        assert client.get("/agenda/nouveau/").status_code == 404
        assert create(client).status_code == 404
    assert Event.objects.count() == 1


def test_a_host_edits_publishes_and_cancels_the_own_event_only(host, member):
    own, other = make_event(state="draft", hosts=[host.member]), make_event()

    assert edit(host, own, title="Autre titre").status_code == 302
    own.refresh_from_db()
    assert own.title == "Autre titre"
    assert host.post(own.get_absolute_url() + "publication/").status_code == 302
    own.refresh_from_db()
    assert own.state == "published"
    for client in (host, member):
        for tail in ("modifier/", "publication/", "annulation/", "participants/"):
            assert client.get(other.get_absolute_url() + tail).status_code == 404
            assert client.post(other.get_absolute_url() + tail, TYPED).status_code in (404, 405)
    other.refresh_from_db()
    assert (other.title, other.state) != ("Publipostage", "cancelled")


def test_the_form_shows_what_is_stored(core_team):
    create(core_team, opens_on="2027-10-01", opens="09:00", closes_on="2027-10-11", closes="18:00")

    page = core_team.get(Event.objects.get().get_absolute_url() + "modifier/").content.decode()

    for value in ("2027-10-12", "14:00", "15:30", "2027-10-01", "09:00", "2027-10-11", "18:00"):
        assert f'value="{value}"' in page


def test_saving_what_the_form_shows_changes_nothing(core_team):
    create(core_team, **KEPT, opens_on="2027-10-01", opens="09:00", closes_on="2027-10-11", closes="18:00")
    before = Event.objects.get()
    form = core_team.get(before.get_absolute_url() + "modifier/").context["form"]
    shown = {name: value for name in form.fields if (value := form[name].value()) not in (None, "")}

    core_team.post(before.get_absolute_url() + "modifier/", shown)

    after = Event.objects.get()
    assert (after.sequence, after.starts_at, after.ends_at) == (before.sequence, before.starts_at, before.ends_at)
    assert after.registration_opens_at == before.registration_opens_at
    assert after.registration_closes_at == before.registration_closes_at
    assert (after.reserved_seats, after.reserved_until) == (3, before.reserved_until)


def test_a_title_keeps_every_letter_on_one_line(core_team):
    create(core_team, title="Élodie d’Hôtel\r\nBcc: x \u202e👩🏽\u200d💼 مريم", place="Lyon\nSaône")

    event = Event.objects.get()
    assert event.title == "Élodie d’Hôtel Bcc: x 👩🏽\u200d💼 مريم"
    assert event.place == "Lyon Saône"


WRONG = [
    ({"title": "\u202e"}, "title"),
    ({"title": ""}, "title"),
    ({"ends": "13:00"}, "ends"),
    ({"day": "2027-02-30"}, "day"),
    ({"day": "0001-01-01"}, "day"),
    ({"day": "9999-12-31"}, "day"),
    ({"starts": "25:00"}, "starts"),
    ({"seats": "0"}, "seats"),
    ({"seats": "-1"}, "seats"),
    ({"seats": "²"}, "seats"),
    ({"seats": "9" * 40}, "seats"),
    ({"title": "x" * 121}, "title"),
    ({"title": "a\x00b"}, "title"),
    ({"join_url": "javascript:alert(1)"}, "join_url"),
    ({"format": "onsite"}, "place"),
    ({"kind": "autre"}, "kind"),
    ({"site": "999999"}, "site"),
    ({"description": "x" * 20_001}, "description"),
    ({"opens_on": "2027-10-11", "closes_on": "2027-10-10"}, "closes_on"),
    ({"closes_on": "2027-10-13"}, "closes_on"),
    ({"opens_on": "2027-10-13"}, "opens_on"),
    ({"add_hosts": "Personne Inconnue"}, "add_hosts"),
    ({"online_seats": "5"}, "online_seats"),
    ({"format": "hybrid", "place": "Lyon", "online_seats": "0"}, "online_seats"),
    ({"minimum": "0"}, "minimum"),
    ({"minimum": "13"}, "minimum"),
    ({"format": "hybrid", "place": "Lyon", "online_seats": "3", "minimum": "16"}, "minimum"),
    ({"guests_allowed": "3"}, "guests_allowed"),
    ({"guests_allowed": "-1"}, "guests_allowed"),
    ({"answer_hours": "0"}, "answer_hours"),
    ({"answer_hours": "49"}, "answer_hours"),
    ({"answer_hours": "²"}, "answer_hours"),
    (KEPT | {"reserved_seats": "13"}, "reserved_seats"),
    (KEPT | {"reserved_seats": "-1"}, "reserved_seats"),
    (KEPT | {"reserved_seats": ""}, "reserved_seats"),
    (KEPT | {"seats": ""}, "reserved_seats"),
    (KEPT | {"reserved_for": ""}, "reserved_for"),
    (KEPT | {"reserved_for": "sponsor"}, "reserved_for"),
    (KEPT | {"reserved_for": "site"}, "reserved_site"),
    (KEPT | {"reserved_for": "site", "reserved_site": "999999"}, "reserved_site"),
    (KEPT | {"reserved_on": ""}, "reserved_on"),
    (KEPT | {"reserved_on": "", "reserved": "10:00"}, "reserved_on"),
    (KEPT | {"reserved_on": "2027-10-12", "reserved": "14:01"}, "reserved_on"),
    (KEPT | {"reserved_on": "2027-03-28", "reserved": "02:30"}, "reserved"),
    ({"reserved_for": "newcomers"}, "reserved_seats"),
    ({"reserved_on": "2027-10-01"}, "reserved_seats"),
]


@pytest.mark.parametrize("fields,field", WRONG)
def test_what_makes_no_sense_is_refused_beside_its_field(core_team, fields, field):
    response = create(core_team, **fields)

    assert response.status_code == 200
    assert field in errors(response)
    assert not Event.objects.exists()


def test_an_hour_that_does_not_exist_is_refused_with_a_sentence(core_team):
    response = create(core_team, day="2027-03-28", starts="02:30", ends="04:00")

    assert errors(response)["starts"][0].startswith("Cette heure n’existe pas")


def test_a_day_that_has_passed_is_refused_beside_it_with_all_else_and_nothing_typed_is_lost(core_team):
    response = create(core_team, day="2027-03-15", seats="0")

    assert errors(response)["day"] == ["Choisissez un moment à venir."]
    assert list(errors(response)) == ["seats", "day"]
    assert (response.context["form"]["title"].value(), Event.objects.exists()) == ("Publipostage", False)


def test_what_took_place_keeps_its_day_and_may_have_ended_later(core_team):
    event = make_event(in_days=-1)

    response = edit(
        core_team, event, day=timezone.localdate(event.starts_at).isoformat(),
        starts=timezone.localtime(event.starts_at).strftime("%H:%M"), ends="23:30",
    )  # fmt: skip

    assert response.status_code == 302


def test_an_hour_that_comes_twice_is_taken_the_first_time_and_said(core_team):
    response = core_team.post(
        "/agenda/nouveau/", TYPED | {"day": "2027-10-31", "starts": "02:30", "ends": "04:00"}, follow=True
    )

    event = Event.objects.get()
    assert event.starts_at.isoformat() == "2027-10-31T00:30:00+00:00"
    assert "revient deux fois" in text(response)


def test_the_length_across_the_change_of_clocks_is_in_real_hours(core_team):
    create(core_team, day="2027-03-28", starts="01:00", ends="04:00")

    event = Event.objects.get()
    assert (event.ends_at - event.starts_at).total_seconds() == 2 * 3600


def test_an_event_may_last_several_days(core_team):
    create(core_team, last_day="2027-10-13", ends="12:00")

    assert Event.objects.get().ends_at.isoformat() == "2027-10-13T10:00:00+00:00"


def test_a_closing_day_without_hour_lasts_until_its_end_or_the_start(core_team):
    create(core_team, closes_on="2027-10-11")
    create(core_team, closes_on="2027-10-12")

    the_day_before, same_day = Event.objects.order_by("pk")
    assert the_day_before.registration_closes_at.isoformat() == "2027-10-11T21:59:00+00:00"
    assert same_day.registration_closes_at == same_day.starts_at


def test_a_site_is_a_place(core_team):
    assert create(core_team, format="onsite", site=make_site("Lyon").pk).status_code == 302


def test_fewer_seats_than_taken_are_refused_on_the_form(core_team):
    event = fill_event(make_event(seats=5), confirmed=5)

    response = edit(core_team, event, seats="3")

    assert list(errors(response)) == ["seats"]
    assert "au moins 5 places" in errors(response)["seats"][0]


def test_fewer_seats_on_the_screen_than_taken_are_refused_beside_their_field(core_team):
    event = make_event(format="hybrid", seats=5, online_seats=5)
    for _ in range(3):
        make_registration(event, mode="online")

    response = edit(core_team, event, format="hybrid", place="Lyon", seats="5", online_seats="2")

    assert list(errors(response)) == ["online_seats"]
    assert "au moins 3 places" in errors(response)["online_seats"][0]


def test_a_way_to_come_that_people_chose_is_kept(core_team):
    event = make_event(format="hybrid", seats=5, online_seats=5)
    make_registration(event, mode="online")

    response = edit(core_team, event, format="onsite", place="Lyon", seats="5")

    assert list(errors(response)) == ["format"]


def test_the_places_are_set_as_typed(core_team):
    lyon = make_site("Lyon")

    create(
        core_team, format="hybrid", place="Lyon", seats="12", online_seats="30", minimum="6", guests_allowed="2",
        answer_hours="4", reserved_seats="3", reserved_for="site", reserved_site=lyon.pk, reserved_on="2027-10-01",
        reserved="18:00",
    )  # fmt: skip

    event = Event.objects.get()
    assert (event.seats, event.online_seats, event.minimum, event.guests_allowed) == (12, 30, 6, 2)
    assert (event.answer_hours, event.reserved_seats, event.reserved_for) == (4, 3, "site")
    assert event.reserved_site == lyon
    assert event.reserved_until.isoformat() == "2027-10-01T16:00:00+00:00"


def test_what_is_not_typed_about_places_takes_the_simplest_meaning(core_team):
    create(core_team)

    event = Event.objects.get()
    assert (event.online_seats, event.minimum, event.guests_allowed, event.answer_hours) == (None, None, 0, None)
    assert (event.reserved_seats, event.reserved_for, event.reserved_site, event.reserved_until) == (0, "", None, None)


def test_reserved_seats_without_an_hour_open_at_the_end_of_the_day_or_at_the_start(core_team):
    create(core_team, **KEPT | {"reserved": ""})
    create(core_team, **KEPT | {"reserved": "", "reserved_on": "2027-10-12"})

    the_day, same_day = Event.objects.order_by("pk")
    assert the_day.reserved_until.isoformat() == "2027-10-01T21:59:00+00:00"
    assert same_day.reserved_until == same_day.starts_at


def test_places_for_who_has_just_arrived_name_no_site(core_team):
    response = create(core_team, **KEPT | {"reserved_site": make_site("Lyon").pk})

    assert list(errors(response)) == ["reserved_site"]


def test_places_are_no_longer_reserved_once_all_of_it_is_erased(core_team):
    create(core_team, **KEPT)
    event = Event.objects.get()

    edit(core_team, event, reserved_seats="0", reserved_for="", reserved_on="", reserved="")

    event.refresh_from_db()
    assert (event.reserved_seats, event.reserved_for, event.reserved_until) == (0, "", None)


def test_a_refused_form_keeps_all_that_was_typed_about_places(core_team):
    response = create(core_team, **KEPT | {"reserved_seats": "13", "answer_hours": "4", "guests_allowed": "1"})

    form = response.context["form"]
    typed = {name: form[name].value() for name in ("reserved_seats", "reserved_for", "reserved_on", "reserved")}
    assert typed == KEPT | {"reserved_seats": "13"}
    assert (form["answer_hours"].value(), form["guests_allowed"].value()) == ("4", "1")


def test_more_seats_move_the_line_up(core_team):
    event = fill_event(make_event(seats=1), confirmed=1, waiting=1)

    edit(core_team, event, seats="2")

    assert event.registrations.waiting().count() == 0


def test_hosts_are_found_by_name_without_accents(core_team):
    helene = make_member(first_name="Hélène", last_name="Saint-Just")

    create(core_team, add_hosts="helene saint just")

    assert [host.member for host in Event.objects.get().hosts.all()] == [helene]


def test_hosts_are_found_by_address_where_it_may_be_seen(core_team, host):
    seen = make_member("nadia@example.org", email_visibility="members")
    hidden = make_member("samia@example.org", email_visibility="core_team")
    event = make_event(hosts=[host.member])

    assert edit(host, event, add_hosts="NADIA@example.org").status_code == 302
    assert "add_hosts" in errors(edit(host, event, add_hosts="samia@example.org"))
    assert {row.member for row in event.hosts.all()} == {host.member, seen}
    assert hidden not in [row.member for row in event.hosts.all()]


def test_a_name_that_two_people_bear_asks_for_the_address(core_team):
    for _ in range(2):
        make_member(first_name="Nadia", last_name="Benali")

    assert "adresse e-mail" in errors(create(core_team, add_hosts="Nadia Benali"))["add_hosts"][0]


def test_several_hosts_are_typed_one_a_field_and_kept_when_the_form_is_refused(core_team):
    for name in ("Benali", "Diop"):
        make_member(first_name="Nadia", last_name=name)
    names = ["Nadia Benali", "", "Nadia Diop"]

    refused = create(core_team, title="", add_hosts=names)
    create(core_team, add_hosts=names)

    assert re.findall(r'name="add_hosts" value="([^"]*)"', refused.content.decode()) == ["Nadia Benali", "Nadia Diop"]
    assert [host.member.last_name for host in Event.objects.get().hosts.all()] == ["Benali", "Diop"]


def test_two_hundred_hosts_come_back_in_as_many_fields_as_there_may_be(core_team):
    refused = create(core_team, add_hosts=[f"Nadia {number}" for number in range(200)])

    assert "add_hosts" in errors(refused)
    assert refused.content.decode().count('name="add_hosts"') == 8


def test_hosts_are_suggested_and_each_namesake_can_be_chosen(core_team):
    twins = [make_member(first_name="Nadia", last_name="Benali") for _ in range(2)]
    make_member(first_name="Zoé", last_name="Absente", state="paused")

    html = core_team.get("/agenda/nouveau/").content.decode()

    datalist = html.split("<datalist", 1)[1].split("</datalist", 1)[0]
    assert set(re.findall(r'value="([^"]+)"', datalist)) == {
        core_team.member.full_name, twins[0].slug, twins[1].slug
    }  # fmt: skip
    create(core_team, add_hosts=twins[1].slug)
    assert Event.objects.get().hosts.get().member == twins[1]


def folded(response):
    """The parts of the form that have a title to fold them, and whether each is open."""
    parts = re.findall(r'<details class="carte plie"( open)?\s*>\s*<summary[^>]*>([^<]*)', response.content.decode())
    return {title: bool(is_open) for is_open, title in parts}


def test_parts_of_the_form_are_folded_until_something_is_said_or_wrong_there(core_team):
    new = folded(core_team.get("/agenda/nouveau/"))
    assert new == dict.fromkeys(
        ["Places", "Ouverture et clôture des inscriptions", "Places réservées", "Qui anime"], False
    )

    refused = create(core_team, seats="12", opens_on="2028-01-01", add_hosts="Personne Inconnue")
    opened = ["Places", "Ouverture et clôture des inscriptions", "Qui anime"]
    assert folded(refused) == new | dict.fromkeys(opened, True)
    event = make_event(seats=5)
    assert folded(core_team.get(f"{event.get_absolute_url()}modifier/")) == new | {"Places": True}


def test_a_host_can_be_removed(core_team):
    first, second = make_member(), make_member()
    event = make_event(hosts=[first, second])

    edit(core_team, event, remove_hosts=[first.pk])

    assert [(row.member, row.is_lead) for row in event.hosts.all()] == [(second, True)]


def test_who_may_not_host_is_not_found(core_team):
    make_member(first_name="Zoé", last_name="Absente", state="paused")

    assert "add_hosts" in errors(create(core_team, add_hosts="Zoé Absente"))


def test_added_fields_give_nothing(core_team):
    event = make_event(seats=5)

    edit(core_team, event, state="cancelled", taken_count="5", sequence="99", uid="x", slug="x", id="1")

    event.refresh_from_db()
    assert (event.state, event.taken_count, event.sequence, event.slug) == ("published", 0, 1, "publipostage")


def test_a_cancelled_event_is_no_longer_edited(core_team):
    event = make_event(state="cancelled", cancellation_reason="Grève")

    assert core_team.get(event.get_absolute_url() + "modifier/").status_code == 404


def test_publishing_asks_and_then_announces(core_team):
    event = make_event(state="draft")
    page = event.get_absolute_url() + "publication/"

    core_team.get(page)
    event.refresh_from_db()
    assert event.state == "draft"

    core_team.post(page)
    response = core_team.post(page)
    event.refresh_from_db()
    assert (response.status_code, event.state, event.sequence) == (302, "published", 1)


def test_cancelling_asks_for_the_reason(core_team):
    event = make_event()
    make_registration(event)
    page = event.get_absolute_url() + "annulation/"

    refused = core_team.post(page, {"reason": "  "})
    assert "reason" in errors(refused)
    assert keys_prepared() == []

    core_team.post(page, {"reason": "La salle est fermée."})
    core_team.post(page, {"reason": "Encore."})
    event.refresh_from_db()
    assert (event.state, event.cancellation_reason) == ("cancelled", "La salle est fermée.")
    assert len(keys_prepared()) == 1


def as_read(browser, event):
    return as_shown(browser.get(f"{event.get_absolute_url()}modifier/").context["form"])


def as_shown(form):
    """What a browser would send back of the form."""
    values = {name: form[name].value() for name in form.fields if name not in ("add_hosts", "remove_hosts")}
    return {name: "" if value is None else value for name, value in values.items()}


def test_who_writes_over_a_change_not_seen_is_told_once_what_differs_and_loses_nothing(core_team, clock):
    host = make_member(first_name="Nadia", last_name="Belkacem")
    event = make_event("Publipostage", hosts=[host], seats=12)
    page = as_read(core_team, event)
    clock.shift(MINUTE)
    signed_in(host).post(f"{event.get_absolute_url()}modifier/", as_read(core_team, event) | {"seats": 20})

    refused = core_team.post(f"{event.get_absolute_url()}modifier/", page | {"title": "Publipostage sans larmes"})
    event.refresh_from_db()
    assert (event.title, event.seats) == ("Publipostage", 20)
    form = refused.context["form"]
    (told,) = form.non_field_errors()
    assert told.startswith("Nadia Belkacem a modifié ce rendez-vous pendant que vous écriviez.")
    assert "diffèrent de ce qui est enregistré : Titre et Nombre de places." in told
    assert form["title"].value() == "Publipostage sans larmes"

    core_team.post(f"{event.get_absolute_url()}modifier/", as_shown(form))
    event.refresh_from_db()
    assert (event.title, event.seats) == ("Publipostage sans larmes", 12)


def test_who_writes_what_is_stored_already_is_not_bothered(core_team):
    event = make_event("Publipostage", seats=12)
    page = as_read(core_team, event)
    core_team.post(f"{event.get_absolute_url()}modifier/", page | {"seats": 20})

    answer = core_team.post(f"{event.get_absolute_url()}modifier/", page | {"seats": 20})

    assert answer.status_code == 302


@pytest.mark.parametrize(
    "number,sentence",
    [("x", "un nombre entier"), ("0", "au moins 1"), ("99999", "au plus 10"), ("2,5", "un nombre entier")],
)
def test_a_number_that_cannot_be_is_said_in_our_words(core_team, number, sentence):
    (said,) = errors(create(core_team, seats=number))["seats"]

    assert said.startswith("Écrivez")
    assert sentence in said


def test_an_hour_that_comes_twice_in_two_fields_is_said_once(core_team):
    response = core_team.post(
        "/agenda/nouveau/",
        TYPED | {"day": "2027-10-31", "starts": "02:30", "ends": "04:00", "closes_on": "2027-10-31", "closes": "02:30"},
        follow=True,
    )

    assert text(response).count("revient deux fois") == 1


@pytest.mark.parametrize(
    "fields,said", [({"join_url": ""}, "Le lien de la visio manque encore"), ({}, "Personne n’anime encore")]
)
def test_what_is_missing_is_said_before_it_is_published(core_team, fields, said):
    event = make_event(state="draft", **fields)

    assert said in text(core_team.get(event.get_absolute_url() + "publication/"))


def test_the_page_of_a_cancellation_counts_the_places_of_both_ways(core_team):
    event = make_event(format="hybrid", place="Lyon", online_seats=5)
    nobody = text(core_team.get(event.get_absolute_url() + "annulation/"))
    for mode in ("main", "online"):
        make_registration(event, mode=mode)

    found = text(core_team.get(event.get_absolute_url() + "annulation/"))

    assert "Personne n’y a de place." in nobody
    assert "2 places y sont prises." in found
    assert "Ne pas annuler" in found
