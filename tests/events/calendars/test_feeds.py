"""My private calendar addresses, and what is read there."""

import datetime
import re

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from events.actions.event import cancel_event, save_event
from events.actions.feeds import renew_feed
from events.actions.registration import leave
from events.calendars import feeds
from events.models import CalendarFeed, Event
from members.models import Member
from tests.events.calendars.readers import entries
from tests.factories import fill_event, make_event, make_member, make_registration, make_superuser
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db

DAY, SECOND = datetime.timedelta(days=1), datetime.timedelta(seconds=1)
Scope = CalendarFeed.Scope


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def feed_path(member, scope=Scope.MINE):
    return f"/agenda/abonnement/{renew_feed(member, scope=scope)}.ics"


def found(response):
    """{summary: STATUS}."""
    return {title: str(entry["STATUS"]) for title, entry in entries(response.content).items()}


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


@pytest.mark.parametrize("scope", Scope)
def test_renewing_ends_the_former_address_and_no_other(member, visitor, scope):
    paths = {each: feed_path(member.member, each) for each in Scope}

    response = member.post("/moi/agenda/lien/", {"scope": scope.value, "replace": "1"})

    answers = {each: visitor.get(path).status_code for each, path in paths.items()}
    assert answers == {each: 404 if each == scope else 200 for each in Scope}
    assert visitor.get(response.context["address"].removeprefix(settings.SITE_URL)).status_code == 200


@pytest.mark.parametrize("scope", Scope)
def test_revoking_ends_one_address_at_once(member, visitor, scope):
    paths = {each: feed_path(member.member, each) for each in Scope}

    member.post("/moi/agenda/revocation/", {"scope": scope.value})

    answers = {each: visitor.get(path).status_code for each, path in paths.items()}
    assert answers == {each: 404 if each == scope else 200 for each in Scope}


def test_nobody_ends_the_address_of_another(member, visitor):
    path = feed_path(make_member())

    member.post("/moi/agenda/revocation/", {"scope": "mine"})
    member.post("/moi/agenda/lien/", {"scope": "mine", "replace": "1"})

    assert visitor.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/moi/agenda/lien/", "/moi/agenda/revocation/"])
def test_a_selection_that_does_not_exist_is_not_found(member, path):
    assert member.post(path, {"scope": "toutes"}).status_code == 404
    assert CalendarFeed.objects.count() == 0


def test_the_page_of_the_addresses_makes_the_same_number_of_queries_with_all_of_them(member):
    few = count_queries(member, "/moi/agenda/")
    for scope in Scope:
        renew_feed(member.member, scope=scope)

    assert count_queries(member, "/moi/agenda/") == few == 5


def test_the_page_lists_each_selection_with_its_state(member):
    renew_feed(member.member, scope=Scope.TALK)

    page = member.get("/moi/agenda/")

    assert [scope.label for scope, _ in page.context["feeds"]] == [
        "Mes inscriptions",
        "Tout l’agenda",
        "Rencontres",
        "Ateliers",
        "Interventions extérieures",
        "Groupes de travail",
        "Convivialité",
    ]
    assert [scope for scope, feed in page.context["feeds"] if feed] == ["talk"]
    assert text(page).count("Obtenir mon lien") == 6
    assert text(page).count("Remplacer le lien") == text(page).count("Arrêter l’abonnement") == 1


def test_every_kind_of_event_has_its_feed():
    assert set(Scope.values) == {"mine", "all", *Event.Kind.values}


@pytest.mark.parametrize("state", ["paused", "suspended", "former"])
def test_the_address_dies_with_the_account(member, visitor, state):
    path = feed_path(member.member)

    Member.objects.filter(pk=member.member.pk).update(state=state)

    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("secret", ["x", "a" * 32, "%00", "..", "é", "a" * 5000])
def test_a_wrong_address_is_not_found(visitor, secret):
    assert visitor.get(f"/agenda/abonnement/{secret}.ics").status_code in (400, 404)


@pytest.mark.parametrize(
    "path,title,act",
    [
        ("/moi/agenda/lien/", "Remplacer ce lien ?", "Remplacer le lien"),
        ("/moi/agenda/revocation/", "Arrêter cet abonnement ?", "Arrêter l’abonnement"),
    ],
)
def test_what_ends_an_address_is_said_and_asked_before(member, visitor, path, title, act):
    address = feed_path(member.member, Scope.TALK)

    page = member.get(path, {"scope": "talk"})

    assert [title in text(page), "« Interventions extérieures »" in text(page)] == [True, True]
    assert "l’ancienne adresse ne répondra plus" in text(page).lower()
    html = page.content.decode()
    assert len(re.findall(rf">\s*{act}\s*</button>", html)) == html.count(">Garder ce lien</a>") == 1
    assert 'name="scope" value="talk"' in html
    assert "no-store" in page["Cache-Control"]
    assert visitor.get(address).status_code == 200


@pytest.mark.parametrize("path", ["/moi/agenda/lien/", "/moi/agenda/revocation/"])
def test_nothing_is_asked_where_there_is_no_address(member, path):
    answer = member.get(path, {"scope": "talk"})

    assert (answer.status_code, answer["Location"]) == (302, "/moi/agenda/")
    assert member.get(path, {"scope": "toutes"}).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_the_button_of_a_page_grown_old_asks_before_it_replaces(member, visitor):
    """« Obtenir mon lien », shown before the address was made in another window."""
    address = feed_path(member.member, Scope.TALK)

    page = member.post("/moi/agenda/lien/", {"scope": "talk"})

    assert "Remplacer ce lien ?" in text(page)
    assert visitor.get(address).status_code == 200


def test_the_page_of_the_addresses_leads_to_the_questions(member):
    renew_feed(member.member, scope=Scope.TALK)

    html = member.get("/moi/agenda/").content.decode()

    assert re.findall(r'href="(/moi/agenda/[^"]+)"', html) == [
        "/moi/agenda/lien/?scope=talk",
        "/moi/agenda/revocation/?scope=talk",
    ]
    assert 'action="/moi/agenda/revocation/"' not in html


def test_the_feed_tells_nothing_to_caches_robots_and_neighbours(member, visitor):
    response = visitor.get(feed_path(member.member))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def test_an_unchanged_feed_answers_304_to_its_tag(member, visitor):
    make_registration(make_event(), member.member)
    path = feed_path(member.member)

    first, second = visitor.get(path), visitor.get(path)
    third = visitor.get(path, headers={"If-None-Match": first["ETag"]})

    assert first.content == second.content
    assert (third.status_code, third.content, third["ETag"]) == (304, b"", first["ETag"])
    make_registration(make_event(), member.member)
    assert visitor.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_an_unchanged_feed_answers_304_to_its_date(member, visitor):
    make_registration(make_event(), member.member)
    path = feed_path(member.member)

    first = visitor.get(path)
    earlier = http_date(parse_http_date(first["Last-Modified"]) - 1)

    assert visitor.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    assert visitor.get(path, headers={"If-Modified-Since": earlier}).status_code == 200


def test_the_tag_wins_over_the_date(member, visitor):
    path = feed_path(member.member)
    first = visitor.get(path)
    far = http_date(parse_http_date(first["Last-Modified"]) + 3600)

    changed = visitor.get(path, headers={"If-None-Match": '"autre"', "If-Modified-Since": far})
    same = visitor.get(path, headers={"If-None-Match": first["ETag"], "If-Modified-Since": http_date(0)})

    assert (changed.status_code, same.status_code) == (200, 304)


def test_leaving_changes_the_date_although_the_event_is_gone_from_the_feed(member):
    now = timezone.now()
    registration = make_registration(make_event(), member.member, changed_at=now - 40 * SECOND)
    renew_feed(member.member)
    feed = CalendarFeed.objects.get()
    CalendarFeed.objects.update(created_at=now - DAY)
    before = feeds.document(feed)

    leave(registration.event, member.member, by=member.member)
    after = feeds.document(feed)

    registration.refresh_from_db()
    assert before.body != after.body
    assert after.changed_at == registration.changed_at > before.changed_at


def test_any_change_of_the_agenda_changes_the_date_for_what_is_no_longer_mine(member):
    renew_feed(member.member)
    CalendarFeed.objects.update(created_at=timezone.now() - DAY)
    feed = CalendarFeed.objects.get()
    event = make_event(hosts=[member.member], changed_at=timezone.now() - DAY)
    event.hosts.all().delete()

    document = feeds.document(feed)

    assert b"BEGIN:VEVENT" not in document.body
    assert document.changed_at == Event.pgh_event_model.objects.get(pgh_obj=event).pgh_created_at


def test_each_midnight_changes_the_date_for_what_ages_out(member):
    renew_feed(member.member)
    feed = CalendarFeed.objects.get()
    tomorrow = timezone.localtime(timezone.now() + DAY)

    document = feeds.document(feed, now=tomorrow)

    assert document.changed_at == tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)


def test_the_time_when_the_page_gives_the_link_changes_nothing_in_the_feed(member, visitor):
    event = make_event(in_days=3)
    make_registration(event, member.member)
    renew_feed(member.member)
    feed = CalendarFeed.objects.get()

    before, after = (feeds.document(feed, now=event.starts_at + shift) for shift in (-3600 * SECOND, -SECOND))

    assert before.body == after.body
    assert b"visio.example" not in after.body


def test_the_feed_holds_mine_and_only_mine(member, visitor):
    make_registration(make_event("Confirmé"), member.member)
    make_registration(fill_event(make_event("En attente", seats=1), confirmed=1), member.member, "waiting")
    make_registration(make_event("Proposé"), member.member, "offered")
    make_event("Animé", hosts=[member.member])
    make_event("Préparé", hosts=[member.member], state="draft")
    make_registration(make_event("Quitté"), member.member, "cancelled")
    make_registration(make_event("D’une autre"))

    assert found(visitor.get(feed_path(member.member))) == {
        "Confirmé": "CONFIRMED",
        "En attente": "TENTATIVE",
        "Proposé": "TENTATIVE",
        "Animé": "CONFIRMED",
        "Préparé": "TENTATIVE",
    }


@pytest.mark.parametrize("kind", Event.Kind)
def test_the_feed_of_a_kind_holds_what_is_announced_of_it(member, visitor, kind):
    for each in Event.Kind:
        make_event(each.label, kind=each)
    make_event("Préparé", kind=kind, state="draft", hosts=[member.member])
    make_event("Annulé", kind=kind, state="cancelled", cancellation_reason="Grève")

    assert found(visitor.get(feed_path(member.member, kind.value))) == {kind.label: "CONFIRMED", "Annulé": "CANCELLED"}


def test_the_feed_of_everything_knows_my_own_place(member, visitor):
    for each in Event.Kind:
        make_event(each.label, kind=each)
    make_registration(fill_event(make_event("En attente", seats=1), confirmed=1), member.member, "waiting")
    make_event("Préparé", state="draft")

    expected = {each.label: "CONFIRMED" for each in Event.Kind} | {"En attente": "TENTATIVE"}
    assert found(visitor.get(feed_path(member.member, Scope.ALL))) == expected


@pytest.mark.parametrize("scope", [Scope.ALL, Scope.WORKSHOP])
def test_the_link_of_what_i_do_not_attend_is_in_no_feed(member, visitor, scope):
    make_event("Ce soir", in_days=0, ends_at=timezone.now() + DAY)

    body = visitor.get(feed_path(member.member, scope)).content

    assert b"SUMMARY:Ce soir" in body
    assert b"visio.example" not in body


def test_the_feed_names_nobody(member, visitor):
    host = make_member(first_name="Hélène", last_name="Morel")
    event = fill_event(make_event(hosts=[host]), confirmed=2)
    make_registration(event, member.member)

    body = "".join(visitor.get(feed_path(member.member, scope)).content.decode() for scope in Scope)

    assert "ATTENDEE" not in body
    assert set(re.findall("mailto:(.*)\r", body)) == {"capassistant@localhost"}
    for person in Member.objects.all():
        assert person.email not in body
        assert person.last_name not in body


def test_two_past_months_are_kept(member, visitor):
    make_registration(make_event("Il y a un mois", in_days=-30), member.member)
    make_registration(make_event("Il y a trois mois", in_days=-90), member.member)

    assert found(visitor.get(feed_path(member.member))) == {"Il y a un mois": "CONFIRMED"}


@pytest.mark.parametrize("in_days", [-75, 20])
def test_a_cancelled_event_stays_ninety_days_struck_out(member, visitor, in_days):
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    for title, changed_at in (("Récent", today - 89 * DAY), ("Ancien", today - 90 * DAY)):
        event = make_event(title, in_days=in_days)
        make_registration(event, member.member)
        Event.objects.filter(pk=event.pk).update(state="cancelled", cancellation_reason="Grève", changed_at=changed_at)

    assert found(visitor.get(feed_path(member.member))) == {"Récent": "CANCELLED"}


def test_what_comes_is_told_before_what_is_over_the_nearest_first():
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    for in_days in (-20, 400, 2, -1, 9, 0):
        make_event(f"{in_days}", in_days=in_days)
    make_event("En cours", starts_at=today - DAY, ends_at=today + DAY)

    told = [event.title for event in feeds.nearest(Event.objects.all(), today)]

    assert told == ["En cours", "0", "2", "9", "400", "-1", "-20"]


def test_the_page_says_how_long_what_is_over_stays(member):
    assert "Un rendez-vous passé y reste 2 mois, un rendez-vous annulé 3 mois." in text(member.get("/moi/agenda/"))


def test_an_event_stays_written_for_those_readers_alone_who_are_told_the_same(core_team):
    """Those who run it, come, wait, or only know of it, in both languages."""
    host, seated, waiting, other = (make_member() for _ in range(4))
    english, superuser = make_member(language="en"), make_superuser()
    for form in Event.Format:
        event = make_event(form.label, format=form, seats=9, online_seats=9, hosts=[host])
        make_registration(event, seated)
        make_registration(fill_event(make_event("Complet", format=form, seats=1), confirmed=1), waiting, "waiting")
    make_event("Annulé", state="cancelled", cancellation_reason="Grève", hosts=[host])
    readers = [host, seated, waiting, other, english, superuser, core_team.member]
    subscribed = [CalendarFeed.objects.for_secret(renew_feed(reader, scope=Scope.ALL)) for reader in readers]

    feeds.written.cache_clear()
    told = [feeds.document(feed).body for feed in subscribed]
    again = []
    for feed in subscribed:
        feeds.written.cache_clear()
        again.append(feeds.document(feed).body)

    assert told == again
    assert len(set(told)) == 6  # The superuser reads what the core-team reads.


def test_moving_an_event_raises_its_revision_and_keeps_its_identity(member, visitor):
    event = make_event("Déplacé")
    make_registration(event, member.member)
    path = feed_path(member.member)
    before = entries(visitor.get(path).content)["Déplacé"]

    event.starts_at += DAY
    event.ends_at += DAY
    save_event(event, by=make_member())
    after = entries(visitor.get(path).content)["Déplacé"]

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt
    assert after["DTSTART"].dt == before["DTSTART"].dt + DAY


def test_feeds_of_five_hundred_events_make_as_many_queries_as_those_of_five(member, visitor):
    paths = [feed_path(member.member, scope) for scope in (Scope.MINE, Scope.ALL, Scope.WORKSHOP)]
    hosts = [make_member() for _ in range(3)]

    def grow(times):
        for n in range(times):
            make_registration(make_event(hosts=[hosts[n % 3]]), member.member)

    grow(5)
    few = [count_queries(visitor, path) for path in paths]
    grow(495)

    assert [count_queries(visitor, path) for path in paths] == few == [4, 4, 4]
    assert [len(found(visitor.get(path))) for path in paths] == [500, 500, 500]


def test_bug_what_nobody_sees_in_a_reason_goes_into_no_calendar(core_team, member, visitor):
    event = make_registration(make_event(), member.member).event
    core_team.post(event.get_absolute_url() + "annulation/", {"reason": "Grève\u2028à Lyon\x07 \u202edemain\x9b"})

    event.refresh_from_db()
    assert (event.state, event.cancellation_reason) == ("cancelled", "Grève\nà Lyon  demain")
    assert "Grève\\nà Lyon  demain" in unfolded(visitor.get(feed_path(member.member)))


def test_bug_what_nobody_sees_in_a_reason_that_is_stored_goes_into_no_calendar(core_team, member, visitor):
    event = make_registration(make_event(), member.member).event
    cancel_event(event, reason="Grève\u2028à Lyon\x07", by=core_team.member)

    assert "Grève\\nà Lyon " in unfolded(visitor.get(feed_path(member.member)))


def unfolded(response):
    return response.content.decode().replace("\r\n ", "")
