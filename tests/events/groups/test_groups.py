"""Working groups: their pages, their sessions in the agenda, their calendars."""

import datetime
import re

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.http import parse_http_date
from icalendar import Calendar

from events.actions.copies import copy_event
from events.actions.feeds import renew_feed
from events.actions.series import repeat, save_dates
from events.calendars import feeds
from events.models import CalendarFeed, Event, Registration, Scope, Series
from groups.models import WorkingGroup
from members.models import Member
from tests.cast import signed_in
from tests.events.calendars.readers import entries
from tests.factories import make_event, make_group, make_member, make_registration
from tests.helpers import count_queries, version_shown

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
Kind, FeedScope = Event.Kind, CalendarFeed.Scope


def make_session(group, **fields):
    return make_event(kind=Kind.WORKING_GROUP, group=group, **fields)


TITLE = re.compile(r"<h3>\s*<a [^>]*>([^<]+)<")


def titles(events):
    return [event.title for event in events]


def sessions(page):
    """The titles of those that come, and of those that are over."""
    coming, _, past = page.content.decode().partition('id="t-passe"')
    return TITLE.findall(coming), TITLE.findall(past)


def feed_path(member, group):
    secret = renew_feed(member, scope=FeedScope.WORKING_GROUP, group=group)
    return f"/agenda/abonnement/{secret}.ics"


def summaries(response):
    return sorted(entries(response.content))


def test_a_group_is_at_work_from_its_first_to_its_last_day():
    today = timezone.localdate()
    make_group("Hier", opened_on=today - 9 * DAY, closed_on=today - DAY)
    make_group("Demain", opened_on=today + DAY)
    make_group("Aujourd’hui", opened_on=today, closed_on=today)
    make_group("Sans fin", opened_on=today - DAY)

    assert [group.name for group in WorkingGroup.objects.open()] == ["Aujourd’hui", "Sans fin"]
    assert [group.name for group in WorkingGroup.objects.to_come()] == ["Demain"]
    assert [group.name for group in WorkingGroup.objects.closed()] == ["Hier"]
    assert [group.name for group in WorkingGroup.objects.order_by("pk") if group.is_closed()] == ["Hier"]


@pytest.mark.parametrize(
    "fields",
    [{"name": "ACCUEIL"}, {"slug": "accueil"}, {"opened_on": "2026-05-02", "closed_on": "2026-05-01"}],
    ids=["the same name", "the same address", "closed before it opens"],
)
def test_the_database_refuses_a_group_that_makes_no_sense(fields):
    make_group("Accueil")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_group(**fields)


def test_the_database_refuses_a_workshop_of_a_group():
    with pytest.raises(IntegrityError, match="event_group_meets"), transaction.atomic():
        make_event(kind=Kind.WORKSHOP, group=make_group())


def test_the_list_says_who_meets_next_and_what_is_done(member):
    today = timezone.localdate()
    group = make_group("Accueil")
    make_group("Vocabulaire", opened_on=today - 90 * DAY, closed_on=today - DAY)
    make_session(group, in_days=9)
    soon = make_session(group, in_days=3)
    make_session(group, in_days=2, state=Event.State.CANCELLED, cancellation_reason="Grève")

    page = member.get("/groupes/")

    assert [(each.name, each.next_at) for each in page.context["groups"]] == [("Accueil", soon.starts_at)]
    assert [each.name for each in page.context["closed"]] == ["Vocabulaire"]


def test_who_prepares_events_sees_the_groups_that_open_later(member, core_team):
    make_group("Sobriété", opened_on=datetime.date(2031, 3, 1))
    make_group("Accueil", opened_on=datetime.date(2030, 3, 4))

    page, other = core_team.get("/groupes/"), member.get("/groupes/")

    assert [group.name for group in page.context["to_come"]] == ["Accueil", "Sobriété"]
    assert "ouvre le lundi 4 mars 2030" in page.content.decode()
    assert list(other.context["to_come"]) == []
    assert "ouvre le" not in other.content.decode()
    assert "ouvre le lundi 4 mars 2030" in core_team.get("/groupes/accueil/").content.decode()


def test_without_a_group_the_page_says_what_to_do(member):
    assert "Aucun groupe au travail" in member.get("/groupes/").content.decode()


def test_the_page_of_a_group_has_its_sessions_and_no_other(member):
    group = make_group("Accueil")
    make_session(group, title="Demain")
    make_session(group, title="Hier", in_days=-7)
    make_session(group, title="Brouillon", state=Event.State.DRAFT)
    make_session(make_group(), title="Ailleurs")
    make_session(None, title="Sans groupe")

    page = member.get("/groupes/accueil/")

    assert sessions(page) == (["Demain"], ["Hier"])


@pytest.mark.parametrize("dates,more", [(20, False), (21, True)])
def test_the_page_of_a_group_has_the_next_twenty_dates_and_the_way_to_the_others(member, dates, more):
    group = make_group("Accueil")
    for days in range(dates, 0, -1):
        make_session(group, title=f"Séance {days}", in_days=days)

    page = member.get("/groupes/accueil/")

    assert sessions(page) == ([f"Séance {days}" for days in range(1, 21)], [])
    assert ('href="/agenda/?groupe=accueil"' in page.content.decode()) == more


def test_the_agenda_of_a_group_has_its_dates_and_no_other(member):
    make_session(make_group("Accueil"), title="Ici")
    make_session(make_group("Ailleurs"), title="Là")

    page = member.get("/agenda/?groupe=accueil")
    assert [titles(section.events) for section in page.context["sections"]] == [["Ici"]]
    assert [(option.label, option.count, option.removal) for option in page.context["facets"].active] == [
        ("Accueil", 1, "")
    ]
    assert [facet.title for facet in page.context["facets"].groups][-1] == "Groupe"


@pytest.mark.parametrize("asked", ["nulle-part", "%C2%B2", ""])
def test_a_group_that_the_agenda_does_not_know_filters_nothing(member, asked):
    make_session(make_group("Accueil"))

    page = member.get(f"/agenda/?groupe={asked}")

    assert (page.context["facets"].total, page.context["facets"].active) == (1, [])


@pytest.mark.parametrize(
    "fields,sentence",
    [
        ({}, "Pas de séance prévue"),
        ({"opened_on": datetime.date(2030, 3, 4)}, "Pas de séance prévue"),
        (
            {"opened_on": datetime.date(2020, 3, 4), "closed_on": datetime.date(2020, 9, 4)},
            "Ce groupe a terminé son travail",
        ),
    ],
    ids=["at work", "to come", "closed"],
)
def test_a_group_without_dates_says_so(member, core_team, fields, sentence):
    group = make_group(**fields)

    pages = [client.get(group.get_absolute_url()).content.decode() for client in (member, core_team)]

    assert [page.count('<div class="vide">') for page in pages] == [1, 1]
    assert [sentence in page for page in pages] == [True, True]
    assert ["Préparer une séance" in page for page in pages] == [False, not group.is_closed()]


def test_the_page_of_a_group_says_who_leads_it_while_that_person_is_here(member, core_team):
    lead = make_member(
        first_name="Hélène", last_name="Morel", job_title="Assistante du pôle Achats", phone="0601020304"
    )
    typed = {
        "name": "Accueil",
        "slug": "accueil",
        "purpose": "Un problème.",
        "opened_on": "2026-01-05",
        "lead": lead.pk,
    }
    core_team.post("/admin/groups/workinggroup/add/", typed)

    def main():
        return member.get("/groupes/accueil/").content.decode().partition("<main")[2].partition("</main>")[0]

    assert [part in main() for part in ("Pilotage", lead.get_absolute_url(), "Hélène")] == [True, True, True]
    assert "0601020304" not in main()
    Member.objects.filter(pk=lead.pk).update(state=Member.State.PAUSED)
    assert [part in main() for part in ("Pilotage", lead.get_absolute_url(), "Hélène")] == [False, False, False]


def test_a_group_without_a_lead_says_nothing_of_it(member):
    assert "Pilotage" not in member.get(make_group().get_absolute_url()).content.decode()


def test_the_page_of_addresses_leads_to_the_groups(member):
    main = member.get("/moi/agenda/").content.decode().partition("<main")[2].partition("</main>")[0]

    assert 'href="/groupes/"' in main


def test_the_page_of_a_session_leads_to_its_group(member):
    event = make_session(make_group("Accueil"))

    assert 'href="/groupes/accueil/"' in member.get(event.get_absolute_url()).content.decode()


@pytest.mark.parametrize("sessions", [3, 30])
def test_the_pages_ask_as_much_with_ten_times_the_sessions(member, sessions):
    groups = [make_group() for _ in range(sessions)]
    for days in range(1, sessions + 1):
        host = make_member()
        make_session(groups[0], in_days=days, hosts=[host])
        make_session(groups[0], in_days=-days, hosts=[host])

    assert count_queries(member, "/groupes/") == 5
    assert count_queries(member, groups[0].get_absolute_url()) == 10
    assert count_queries(member, "/moi/agenda/") == 5


def typed(**fields):
    day = timezone.localdate() + 9 * DAY
    return {
        "kind": "working_group", "title": "Séance", "format": "online", "day": day, "starts": "10:00", "ends": "11:00",
    } | fields  # fmt: skip


def test_the_form_offers_the_groups_at_work_and_keeps_the_one_it_has(core_team):
    today = timezone.localdate()
    done = make_group("Fini", opened_on=today - 9 * DAY, closed_on=today - DAY)
    make_group("Accueil")
    event = make_session(done)

    new = core_team.get("/agenda/nouveau/").context["form"].fields["group"].queryset
    same = core_team.get(f"{event.get_absolute_url()}modifier/").context["form"].fields["group"].queryset

    assert [group.name for group in new] == ["Accueil"]
    assert [group.name for group in same] == ["Accueil", "Fini"]


def test_the_first_date_of_a_group_is_prepared_before_the_group_opens(core_team):
    group = make_group("Accueil", opened_on=datetime.date(2030, 3, 1))
    make_group("Vocabulaire")

    choices = core_team.get("/agenda/nouveau/").context["form"].fields["group"].choices
    core_team.post("/agenda/nouveau/", typed(group=group.pk))

    labels = [label for value, label in choices if value]
    assert labels == ["Accueil (ouvre le vendredi 1er mars 2030)", "Vocabulaire"]
    assert Event.objects.get().group == group


def test_a_session_is_written_into_its_group_and_out_of_it(core_team):
    group = make_group("Accueil")

    core_team.post("/agenda/nouveau/", typed(group=group.pk))
    event = Event.objects.get()
    assert event.group == group

    core_team.post(f"{event.get_absolute_url()}modifier/", typed(group="", **version_shown(event)))
    event.refresh_from_db()
    assert event.group is None


def test_a_workshop_in_a_group_is_refused_beside_the_field_and_nothing_typed_is_lost(core_team):
    group = make_group("Accueil")

    form = core_team.post("/agenda/nouveau/", typed(kind="workshop", group=group.pk)).context["form"]

    assert form.errors == {"group": ["Choisissez le type « Groupe de travail », ou laissez ce champ vide."]}
    assert form["title"].value() == "Séance"
    assert not Event.objects.exists()


def test_all_dates_of_a_series_follow_into_a_group():
    host, group = make_member(), make_group()
    first = make_session(None, hosts=[host])
    days = [timezone.localdate(first.starts_at) + weeks * 7 * DAY for weeks in (1, 2)]
    repeat(first, days, series=Series(), by=host)

    first.refresh_from_db()
    first.group = group
    save_dates(first, by=host, scope=Scope.FOLLOWING)

    assert Event.objects.filter(group=group).count() == 3
    copy = copy_event(first, days[1] + 7 * DAY, by=host, with_hosts=True)
    assert copy.group == group


def test_a_member_follows_one_group(member, visitor):
    group, other = make_group("Accueil"), make_group("Ailleurs")
    make_session(group, title="Ici")
    make_session(other, title="Là")
    make_session(group, title="Brouillon", state=Event.State.DRAFT)

    page = member.post("/moi/agenda/lien/", {"scope": "working_group", "group": "accueil"})
    answer = visitor.get(page.context["address"].removeprefix(settings.SITE_URL))

    assert summaries(answer) == ["Ici"]
    assert str(Calendar.from_ical(answer.content)["X-WR-CALNAME"]) == "C@p’Assistant·e·s, Accueil"
    assert page.context["group"] == group
    feed = CalendarFeed.objects.get()
    assert (feed.member, feed.scope, feed.group) == (member.member, "working_group", group)


def test_renewing_or_ending_the_calendar_of_a_group_ends_that_address_alone(member, visitor):
    group, other = make_group("Accueil"), make_group("Ailleurs")
    paths = [feed_path(member.member, each) for each in (group, other, None)]
    another = feed_path(make_member(), group)

    chosen = {"scope": "working_group", "group": "accueil"}
    question = member.get("/moi/agenda/lien/", chosen).content.decode()
    assert "«\u00a0Accueil\u00a0»" in question
    assert 'name="group" value="accueil"' in " ".join(question.split())
    renewed = member.post("/moi/agenda/lien/", chosen | {"replace": "1"}).context["address"]
    assert [visitor.get(path).status_code for path in paths] == [404, 200, 200]

    member.post("/moi/agenda/revocation/", chosen)
    assert visitor.get(renewed.removeprefix(settings.SITE_URL)).status_code == 404
    assert [visitor.get(path).status_code for path in [*paths, another]] == [404, 200, 200, 200]


def test_an_unchanged_calendar_of_a_group_is_not_sent_again(member, visitor):
    group = make_group()
    make_session(group)
    path = feed_path(member.member, group)
    first = visitor.get(path)

    assert visitor.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    make_session(group)
    assert visitor.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_group_that_takes_another_name_changes_the_date_of_its_calendar(member, core_team, visitor):
    group = make_group("Accueil")
    path = feed_path(member.member, group)
    CalendarFeed.objects.update(created_at=timezone.now() - 9 * DAY)
    WorkingGroup.objects.update(changed_at=timezone.now() - 9 * DAY)
    before = visitor.get(path)
    since = {"If-Modified-Since": before["Last-Modified"]}
    assert visitor.get(path, headers=since).status_code == 304

    typed = {"name": "Nouvelles venues", "slug": group.slug, "purpose": group.purpose, "opened_on": group.opened_on}
    core_team.post(f"/admin/groups/workinggroup/{group.pk}/change/", typed | version_shown(group))
    after = visitor.get(path, headers=since)

    assert after.status_code == 200
    assert str(Calendar.from_ical(after.content)["X-WR-CALNAME"]) == "C@p’Assistant·e·s, Nouvelles venues"
    assert parse_http_date(after["Last-Modified"]) > parse_http_date(before["Last-Modified"])


def test_the_calendar_of_a_group_tells_when_the_link_opens_and_the_names_of_nobody_else(member, visitor):
    group, other = make_group(), make_member("odile@example.org", first_name="Odile")
    event = make_session(group, in_days=0, starts_at=timezone.now() + datetime.timedelta(hours=2), hosts=[other])
    path = feed_path(member.member, group)

    assert "min avant" not in visitor.get(path).content.decode()
    make_registration(event, member.member, Registration.Status.CONFIRMED)
    body = visitor.get(path).content.decode().replace("\r\n ", "")
    assert "min avant" in body
    assert event.join_url not in body
    assert "odile" not in body.lower()


@pytest.mark.parametrize("sessions", [5, 500])
def test_the_calendar_of_a_group_asks_as_much_with_five_hundred_sessions(sessions, django_assert_num_queries):
    group, member = make_group(), make_member()
    feed_path(member, group)
    now = timezone.now()
    Event.objects.bulk_create(
        Event(
            kind=Kind.WORKING_GROUP, group=group, title=f"Séance {n}", slug="seance", state="published",
            starts_at=now + n * DAY, ends_at=now + n * DAY + DAY / 24,
        )
        for n in range(1, sessions + 1)
    )  # fmt: skip
    feed = CalendarFeed.objects.select_related("member", "group").get()

    with django_assert_num_queries(4):
        document = feeds.document(feed)

    assert document.body.count(b"BEGIN:VEVENT") == sessions


@pytest.mark.parametrize(
    "fields",
    [
        {"scope": "working_group", "group": "nulle-part"},
        {"scope": "working_group", "group": "accueil\x00"},
        {"scope": "mine", "group": "accueil"},
    ],
    ids=["no such group", "no address at all", "not a selection of groups"],
)
@pytest.mark.parametrize("path", ["/moi/agenda/lien/", "/moi/agenda/revocation/"])
def test_a_selection_that_makes_no_sense_is_not_found(member, path, fields):
    make_group("Accueil")

    assert member.post(path, fields).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_the_database_keeps_one_address_for_each_group_and_member():
    member, group = make_member(), make_group()
    for number, chosen in enumerate((group, None)):
        CalendarFeed.objects.create(member=member, scope="working_group", group=chosen, token_hash=f"{number}")

    for number, (scope, chosen) in enumerate([("working_group", group), ("working_group", None), ("all", group)]):
        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarFeed.objects.create(member=member, scope=scope, group=chosen, token_hash=f"again {number}")


def test_the_page_of_addresses_has_groups_at_work_and_those_that_i_follow(member):
    today = timezone.localdate()
    make_group("Accueil")
    for name in ("Suivi", "Oublié"):
        make_group(name, opened_on=today - 9 * DAY, closed_on=today - DAY)
    renew_feed(member.member, scope=FeedScope.WORKING_GROUP, group=WorkingGroup.objects.get(name="Suivi"))

    page = member.get("/moi/agenda/")

    assert [(group.name, bool(feed)) for group, feed in page.context["groups"]] == [("Accueil", False), ("Suivi", True)]


def test_the_core_team_opens_and_closes_groups_in_the_back_office(core_team):
    path = "/admin/groups/workinggroup/"
    typed = {"name": "Sobriété", "slug": "sobriete", "purpose": "Moins de trajets.", "opened_on": "2026-01-05"}

    core_team.post(f"{path}add/", typed)
    group = WorkingGroup.objects.get()
    typed |= version_shown(group)
    refusal = core_team.post(f"{path}{group.pk}/change/", typed | {"closed_on": "2026-01-04"})
    core_team.post(f"{path}{group.pk}/change/", typed | {"closed_on": "2026-03-01"})

    assert "Un groupe ne peut pas être clos avant d’avoir ouvert." in refusal.content.decode()
    group.refresh_from_db()
    assert group.closed_on == datetime.date(2026, 3, 1)
    assert signed_in(make_member()).get(path).status_code == 302
