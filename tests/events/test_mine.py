"""My registrations, and my private calendar address."""

import datetime
import re

import pytest
from django.conf import settings
from django.utils import timezone
from icalendar import Calendar

from events import actions
from events.models import CalendarFeed, Event
from members.models import Member
from tests.factories import fill_event, make_event, make_member, make_registration
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def feed_path(member):
    return f"/agenda/abonnement/{actions.renew_feed(member)}.ics"


def entries(response):
    return {str(entry["SUMMARY"]): entry for entry in Calendar.from_ical(response.content).walk("VEVENT")}


def test_my_registrations_are_told_apart(member):
    make_registration(make_event("À venir"), member.member)
    make_registration(make_event("Passé", in_days=-9), member.member)
    make_event("Animé", hosts=[member.member])
    make_registration(make_event("Quitté"), member.member, "cancelled")
    make_registration(make_event("D’une autre"))

    response = member.get("/moi/inscriptions/")
    found = {name: [event.title for event in response.context[name]] for name in ("coming", "hosted", "past")}

    assert found == {"coming": ["À venir"], "hosted": ["Animé"], "past": ["Passé"]}


def test_my_rank_is_written(member):
    event = fill_event(make_event(seats=1), confirmed=1, waiting=1)
    make_registration(event, member.member, "waiting")

    assert "Liste d’attente : 2 e" in text(member.get("/moi/inscriptions/"))


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

    assert count_queries(member, "/moi/inscriptions/") == few == 11


# the private address ---------------------------------------------------------------------------


def test_the_address_is_shown_once_and_stored_hashed(member):
    response = member.post("/moi/agenda/lien/")

    address = response.context["address"]
    secret = address.rsplit("/", 1)[1].removesuffix(".ics")
    feed = CalendarFeed.objects.get(member=member.member)
    assert address.startswith(settings.SITE_URL + "/agenda/abonnement/")
    assert len(secret) == 32
    assert secret not in feed.token_hash
    assert "no-store" in response["Cache-Control"]
    assert secret not in member.get("/moi/agenda/").content.decode()


def test_renewing_ends_the_former_address(member, visitor):
    first, second = feed_path(member.member), feed_path(member.member)

    assert visitor.get(first).status_code == 404
    assert visitor.get(second).status_code == 200


def test_revoking_ends_the_address(member, visitor):
    path = feed_path(member.member)

    member.post("/moi/agenda/revocation/")

    assert visitor.get(path).status_code == 404
    assert "Obtenir mon lien" in text(member.get("/moi/agenda/"))


@pytest.mark.parametrize("state", ["paused", "suspended", "former"])
def test_the_address_dies_with_the_account(member, visitor, state):
    path = feed_path(member.member)

    Member.objects.filter(pk=member.member.pk).update(state=state)

    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("secret", ["x", "a" * 32, "%00", "..", "é", "a" * 5000])
def test_a_wrong_address_is_not_found(visitor, secret):
    assert visitor.get(f"/agenda/abonnement/{secret}.ics").status_code in (400, 404)


def test_only_a_post_makes_or_ends_an_address(member):
    for path in ("/moi/agenda/lien/", "/moi/agenda/revocation/"):
        assert member.get(path).status_code == 405


def test_the_feed_tells_nothing_to_caches_robots_and_neighbours(member, visitor):
    response = visitor.get(feed_path(member.member))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def test_an_unchanged_feed_answers_304(member, visitor):
    make_registration(make_event(), member.member)
    path = feed_path(member.member)

    first, second = visitor.get(path), visitor.get(path)
    third = visitor.get(path, headers={"If-None-Match": first["ETag"]})

    assert first.content == second.content
    assert (third.status_code, third.content) == (304, b"")
    make_registration(make_event(), member.member)
    assert visitor.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_feed_holds_mine_and_only_mine(member, visitor):
    make_registration(make_event("Confirmé"), member.member)
    make_registration(fill_event(make_event("En attente", seats=1), confirmed=1), member.member, "waiting")
    make_event("Animé", hosts=[member.member])
    make_event("Préparé", hosts=[member.member], state="draft")
    make_registration(make_event("Quitté"), member.member, "cancelled")
    make_registration(make_event("D’une autre"))

    found = entries(visitor.get(feed_path(member.member)))

    assert {title: str(entry["STATUS"]) for title, entry in found.items()} == {
        "Confirmé": "CONFIRMED",
        "En attente": "TENTATIVE",
        "Animé": "CONFIRMED",
        "Préparé": "TENTATIVE",
    }
    assert "visio.example" in found["Confirmé"]["LOCATION"]
    assert "visio.example" not in found["En attente"].to_ical().decode()


def test_the_feed_names_nobody(member, visitor):
    host = make_member(first_name="Hélène", last_name="Morel")
    event = fill_event(make_event(hosts=[host]), confirmed=2)
    make_registration(event, member.member)

    body = visitor.get(feed_path(member.member)).content.decode()

    assert "ATTENDEE" not in body
    assert "ORGANIZER" not in body
    for person in Member.objects.all():
        assert person.email not in body
        assert person.last_name not in body


def test_two_past_months_are_kept(member, visitor):
    make_registration(make_event("Il y a un mois", in_days=-30), member.member)
    make_registration(make_event("Il y a trois mois", in_days=-90), member.member)

    assert list(entries(visitor.get(feed_path(member.member)))) == ["Il y a un mois"]


def test_a_cancelled_event_stays_thirty_days_struck_out(member, visitor):
    recent, old = make_event("Récent"), make_event("Ancien")
    for event in (recent, old):
        make_registration(event, member.member)
        actions.cancel_event(event, reason="Grève", by=make_member())
    Event.objects.filter(pk=old.pk).update(changed_at=timezone.now() - 31 * DAY)

    found = entries(visitor.get(feed_path(member.member)))

    assert {title: str(entry["STATUS"]) for title, entry in found.items()} == {"Récent": "CANCELLED"}


def test_moving_an_event_raises_its_revision_and_keeps_its_identity(member, visitor):
    event = make_event("Déplacé")
    make_registration(event, member.member)
    path = feed_path(member.member)
    before = entries(visitor.get(path))["Déplacé"]

    event.starts_at += DAY
    event.ends_at += DAY
    actions.save_event(event, by=make_member())
    after = entries(visitor.get(path))["Déplacé"]

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt
    assert after["DTSTART"].dt == before["DTSTART"].dt + DAY


def test_the_feed_makes_the_same_number_of_queries_with_ten_times_the_rows(member, visitor):
    path = feed_path(member.member)

    def grow(times):
        for _ in range(times):
            make_registration(make_event(hosts=[make_member()]), member.member)

    grow(2)
    few = count_queries(visitor, path)
    grow(20)

    assert count_queries(visitor, path) == few == 5
