"""The page of choices, signed in or by the signed address of a mail, and the one click that stops a topic."""

import re

import pytest
from django.core import signing
from django.test import Client

from mailing import links
from mailing.models import Preference
from mailing.preferences import choices_of
from mailing.topics import CHOICES, DEFAULTS, Choice, Topic
from members.models import Member
from tests.factories import make_member
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db

CHOSEN = {
    "agenda": "at_once",
    "journal": "weekly",
    "reminder": "day_and_hour",
    "quiet_hours": "no",
    "invitations": "no",
}


def path_of(url):
    return url.removeprefix("http://127.0.0.1:8000")


def one_click(member, topic):
    return path_of(links.unsubscribe_url(member.pk, topic))


def checked(response):
    return sorted(re.findall(r'value="(\w+)"[^>]*checked', " ".join(response.content.decode().split())))


def test_the_page_shows_what_holds_for_who_has_chosen_nothing(member):
    page = member.get("/moi/messages/")

    assert checked(page) == sorted(DEFAULTS.values())
    assert page.content.decode().count("<legend") == len(DEFAULTS)


def test_a_member_keeps_choices(member):
    answer = member.post("/moi/messages/", CHOSEN, follow=True)

    assert choices_of(member.member.pk) == CHOSEN
    assert checked(answer) == sorted(CHOSEN.values())
    assert "Vos choix sont enregistrés" in answer.content.decode()


@pytest.mark.parametrize("choice", CHOICES[Topic.REMINDER])
def test_every_reminder_offered_can_be_kept(member, choice):
    page = member.get("/moi/messages/").content.decode()

    member.post("/moi/messages/", CHOSEN | {"reminder": choice})

    assert Choice(choice).label.capitalize() in page
    assert choices_of(member.member.pk)["reminder"] == choice


def test_a_reminder_the_day_before_is_the_default():
    assert choices_of(make_member().pk)["reminder"] == Choice.DAY


def test_choosing_again_replaces_the_first_choice(member):
    member.post("/moi/messages/", CHOSEN)
    member.post("/moi/messages/", CHOSEN | {"agenda": "never"})

    assert choices_of(member.member.pk)["agenda"] == "never"
    assert Preference.objects.count() == len(CHOSEN)


@pytest.mark.parametrize("wrong", [{"journal": "hour"}, {"quiet_hours": "never"}, {"agenda": ""}])
def test_a_choice_that_is_not_offered_is_refused(member, wrong):
    answer = member.post("/moi/messages/", CHOSEN | wrong)

    assert answer.status_code == 200
    assert Preference.objects.count() == 0


def test_a_choice_about_what_always_arrives_is_not_kept(member):
    member.post("/moi/messages/", CHOSEN | {"seat": "never", "account": "never"})

    assert set(Preference.objects.values_list("subject", flat=True)) == set(CHOSEN)


def test_the_page_costs_the_same_for_who_has_chosen_and_who_has_not(member):
    before = count_queries(member, "/moi/messages/")
    member.post("/moi/messages/", CHOSEN)
    member.get("/moi/messages/")

    assert count_queries(member, "/moi/messages/") == before


def test_preferences_lead_to_the_choices_of_messages(member):
    assert 'href="/moi/messages/"' in member.get("/moi/preferences/").content.decode()


def test_the_signed_page_works_without_signing_in_and_names_nobody(visitor):
    reader = make_member("hermine.quidort@example.org", first_name="Hermine", last_name="Quidort")
    path = path_of(links.preferences_url(reader.pk))

    page = visitor.get(path)
    answer = visitor.post(path, CHOSEN, follow=True)

    assert (page.status_code, answer.status_code) == (200, 200)
    assert choices_of(reader.pk) == CHOSEN
    for text in (page.content.decode(), answer.content.decode()):
        assert [secret for secret in ("Hermine", "Quidort", "hermine") if secret in text] == []
    assert "no-store" in page["Cache-Control"]


def test_the_signed_page_changes_the_choices_of_its_reader_even_in_the_browser_of_another(member):
    reader = make_member()

    member.post(path_of(links.preferences_url(reader.pk)), CHOSEN)

    assert choices_of(reader.pk) == CHOSEN
    assert choices_of(member.member.pk) == DEFAULTS


def test_the_signed_page_asks_for_the_token_of_its_form():
    path = path_of(links.preferences_url(make_member().pk))

    assert Client(enforce_csrf_checks=True).post(path, CHOSEN).status_code == 403


@pytest.mark.parametrize("topic", Topic)
def test_the_link_of_each_topic_leads_to_its_own_row_signed_in_or_not(member, visitor, topic):
    page, _, anchor = path_of(links.preferences_url(member.member.pk, topic)).partition("#")

    for shown in (visitor.get(page), member.get("/moi/messages/")):
        assert shown.content.decode().count(f'id="{anchor}"') == 1


def test_rows_and_topics_go_together():
    anchors = {topic: links.preferences_url(1, topic).partition("#")[2] for topic in Topic}

    assert {topic: anchor for topic, anchor in anchors.items() if anchor != "toujours"} == {
        Topic.AGENDA: "choix-agenda",
        Topic.JOURNAL: "choix-journal",
        Topic.REMINDER: "choix-reminder",
        Topic.DIGEST: "choix-agenda",
    }


def test_the_other_rhythms_of_a_topic_are_one_link_away_from_its_one_click(visitor):
    page = visitor.get(one_click(make_member(), "journal")).content.decode()

    assert re.search(r'href="[^"]*/messages/preferences/[^"]*/#choix-journal">Choisir plutôt', page)


def test_one_click_stops_one_topic_without_session_and_without_token():
    reader = make_member()
    program = Client(enforce_csrf_checks=True)

    answers = [program.post(one_click(reader, "journal"), {"List-Unsubscribe": "One-Click"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert choices_of(reader.pk) == DEFAULTS | {Topic.JOURNAL: Choice.NEVER}


def test_reading_the_page_of_one_click_changes_nothing(visitor):
    reader = make_member()

    page = visitor.get(one_click(reader, "journal"))

    assert page.status_code == 200
    assert "Ne plus rien recevoir à ce sujet" in page.content.decode()
    assert choices_of(reader.pk) == DEFAULTS


def test_one_click_on_a_reminder_is_the_choice_of_no_reminder(visitor):
    reader = make_member()

    visitor.post(one_click(reader, "reminder"))

    assert choices_of(reader.pk)[Topic.REMINDER] == Choice.NEVER


def test_one_click_on_the_digest_refuses_what_came_in_it_and_nothing_else(visitor):
    reader = make_member()

    visitor.post(one_click(reader, "digest"))

    assert choices_of(reader.pk) == DEFAULTS | {Topic.AGENDA: Choice.NEVER}


@pytest.mark.parametrize("topic", ["seat", "account", "text", "hosting", "community", "quiet_hours", "nonsense", None])
def test_one_click_stops_nothing_that_may_not_be_stopped(visitor, topic):
    assert visitor.post(one_click(make_member(), topic)).status_code == 404
    assert Preference.objects.count() == 0


def signatures(reader):
    """Addresses that look like one of ours and are not."""
    yield "abc"
    yield signing.dumps([reader.pk, "journal"])
    yield signing.dumps([reader.pk, "journal"], salt=links.PREFERENCES_SALT)
    yield links.unsubscribe_url(reader.pk, "journal").rstrip("/").rpartition("/")[2][:-1] + "!"
    yield links.preferences_url(reader.pk).rstrip("/").rpartition("/")[2]


def test_a_false_signature_finds_nothing(visitor):
    reader = make_member()

    for signed in signatures(reader):
        assert visitor.get(f"/messages/desabonnement/{signed}/").status_code == 404, signed
        assert visitor.post(f"/messages/desabonnement/{signed}/").status_code == 404, signed
    assert visitor.get(f"/messages/preferences/{signing.dumps(reader.pk)}/").status_code == 404
    stolen = links.unsubscribe_url(reader.pk, "journal").rstrip("/").rpartition("/")[2]
    assert visitor.get(f"/messages/preferences/{stolen}/").status_code == 404
    assert Preference.objects.count() == 0


def test_a_signature_dies_after_ninety_days(visitor, clock):
    clock(2026, 8, 1, 10)
    reader = make_member()
    paths = [one_click(reader, "journal"), path_of(links.preferences_url(reader.pk))]

    clock(2026, 10, 30, 9)
    alive = [visitor.get(path).status_code for path in paths]
    clock(2026, 10, 30, 11)
    dead = [visitor.get(path).status_code for path in paths]

    assert (alive, dead) == ([200, 200], [404, 404])


def test_who_has_left_has_nothing_to_choose(visitor):
    reader = make_member()
    Member.objects.filter(pk=reader.pk).update(state=Member.State.FORMER)

    assert visitor.get(one_click(reader, "journal")).status_code == 404
    assert visitor.get(path_of(links.preferences_url(reader.pk))).status_code == 404
