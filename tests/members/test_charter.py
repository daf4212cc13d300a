"""The charter: who is asked, who waits, and that reading is never blocked."""

import datetime
import re

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guards.refusals import Refused
from members.actions.charter import publish_charter
from members.charter import status_for
from members.decorators import charter_accepted
from members.models import CharterAcceptance, CharterVersion
from tests import factories
from tests.helpers import deliver_all

pytestmark = pytest.mark.django_db

Kind = CharterVersion.Kind
State = CharterVersion.State


@charter_accepted
def take_part(request):
    return HttpResponse("fait")


def posting(rf, member):
    request = rf.post("/agenda/")
    request.user = member
    request.session = {}
    request._messages = type("Messages", (), {"add": lambda *args: None})()
    return take_part(request)


def test_nothing_is_gated_while_no_charter_is_published(rf):
    assert posting(rf, factories.make_member()).content == b"fait"


def test_taking_part_goes_on_during_the_thirty_days(rf):
    factories.make_charter(published_at=timezone.now() - datetime.timedelta(days=29))

    assert posting(rf, factories.make_member()).content == b"fait"


def test_taking_part_waits_for_the_answer_after_thirty_days(rf):
    factories.make_charter(published_at=timezone.now() - datetime.timedelta(days=31))

    response = posting(rf, factories.make_member())

    assert (response.status_code, response.url) == (302, "/charte/")


def test_the_technical_administration_is_never_locked_out(rf):
    factories.make_charter(published_at=timezone.now() - datetime.timedelta(days=400))

    assert posting(rf, factories.make_superuser()).content == b"fait"


def test_taking_part_goes_on_once_accepted(rf):
    version = factories.make_charter()
    member = factories.make_member()
    factories.accept_charter(member, version)

    assert posting(rf, member).content == b"fait"


def test_reading_is_never_blocked(rf):
    factories.make_charter()
    request = rf.get("/agenda/")
    request.user = factories.make_member()

    assert take_part(request).content == b"fait"


def test_a_correction_of_form_asks_nobody_again():
    first = factories.make_charter(1)
    member = factories.make_member()
    factories.accept_charter(member, first)

    factories.make_charter(2, kind=Kind.FORM)

    assert status_for(member).state == "accepted"


def test_a_change_of_substance_asks_everybody_again():
    first = factories.make_charter(1)
    member = factories.make_member()
    factories.accept_charter(member, first)

    factories.make_charter(2, published_at=timezone.now())

    assert status_for(member).state == "grace"


def test_the_member_reads_and_accepts(member):
    version = factories.make_charter()

    response = member.post("/charte/acceptation/", {"number": 1, "accepted": "on"}, follow=True)

    acceptance = CharterAcceptance.objects.get()
    assert (acceptance.member, acceptance.version, acceptance.fingerprint) == (
        member.member,
        version,
        version.fingerprint,
    )
    assert "Vous avez accepté la version 1" in response.content.decode()


def test_accepting_twice_keeps_one_record(member):
    factories.make_charter()

    for _ in range(2):
        member.post("/charte/acceptation/", {"number": 1, "accepted": "on"})

    assert CharterAcceptance.objects.count() == 1


def test_the_box_must_be_ticked(member):
    factories.make_charter()

    response = member.post("/charte/acceptation/", {"number": 1})

    assert "Cochez la case pour accepter la charte." in response.content.decode()
    assert not CharterAcceptance.objects.exists()


def test_a_text_that_changed_meanwhile_is_not_accepted_unread(member):
    factories.make_charter(1)
    factories.make_charter(2)

    response = member.post("/charte/acceptation/", {"number": 1, "accepted": "on"})

    assert "La charte vient de changer" in response.content.decode()
    assert not CharterAcceptance.objects.exists()


@pytest.mark.parametrize("number", ["", "abc", "0", "-1", "9" * 5000, "²"])
def test_odd_numbers_are_no_error_of_the_server(member, number):
    factories.make_charter()

    response = member.post("/charte/acceptation/", {"number": number, "accepted": "on"})

    assert response.status_code == 200


def test_visitors_read_the_charter_and_its_versions(visitor):
    factories.make_charter(1, body="<p>Nous partageons nos outils.</p>")
    factories.make_charter(2, body="<p>Nous partageons nos meilleurs outils.</p>", summary="Un mot de plus.")

    assert "Nous partageons nos meilleurs outils." in visitor.get("/charte/").content.decode()
    page = visitor.get("/charte/versions/2/").content.decode()
    assert "ajouté" in page
    assert "Un mot de plus." in page
    assert visitor.get("/charte/versions/1/").status_code == 200


def test_drafts_are_not_known(member):
    CharterVersion.objects.create(number=7, body="<p>Brouillon secret</p>")

    assert member.get("/charte/versions/7/").status_code == 404
    assert "Brouillon" not in member.get("/charte/").content.decode()


def test_declining_leads_to_three_ways_out(member):
    factories.make_charter()

    page = member.get(reverse("members:charter_decline")).content.decode()

    assert page.count("<strong>") >= 3


def test_publishing_replaces_the_version_in_force_and_writes_to_everybody():
    previous = factories.make_charter(1)
    reader, author = factories.make_member(), factories.make_core_team_member()
    draft = CharterVersion.objects.create(number=2, body="<p>Neuf</p>", summary="Tout est neuf.")

    publish_charter(draft, kind=Kind.SUBSTANCE, reason="Relue ensemble", by=author)

    previous.refresh_from_db()
    draft.refresh_from_db()
    assert (previous.state, draft.state, draft.published_by) == (State.REPLACED, State.PUBLISHED, author)
    assert {message.to[0] for message in deliver_all()} == {reader.email, author.email}


def test_a_correction_is_published_without_a_mail():
    factories.make_charter(1)
    author = factories.make_core_team_member()
    draft = CharterVersion.objects.create(number=2, body="<p>Une virgule</p>")

    publish_charter(draft, kind=Kind.FORM, reason="Une virgule", by=author)

    assert deliver_all() == []


def test_records_of_the_version_before_stay_as_they_were():
    first = factories.make_charter(1)
    member = factories.make_member()
    record = factories.accept_charter(member, first)
    draft = CharterVersion.objects.create(number=2, body="<p>Neuf</p>", summary="Neuf.")

    publish_charter(draft, kind=Kind.SUBSTANCE, reason="Neuf", by=factories.make_core_team_member())

    kept = CharterAcceptance.objects.get(pk=record.pk)
    assert (kept.version, kept.fingerprint) == (first, first.fingerprint)


def test_a_published_text_cannot_be_edited_even_in_the_database():
    version = factories.make_charter(1)
    version.body = "<p>Autre chose</p>"

    with pytest.raises(DatabaseError), transaction.atomic():
        version.save()


@pytest.mark.parametrize(
    ("fields", "kind", "reason", "words"),
    [
        ({"summary": "Neuf."}, Kind.SUBSTANCE, "  ", "Dites en une phrase"),
        ({"summary": ""}, Kind.SUBSTANCE, "Neuf", "ce qui change, en trois lignes"),
    ],
)
def test_publishing_asks_for_what_members_will_read(fields, kind, reason, words):
    factories.make_charter(1)
    draft = CharterVersion.objects.create(number=2, body="<p>Neuf</p>", **fields)

    with pytest.raises(Refused, match=words):
        publish_charter(draft, kind=kind, reason=reason, by=factories.make_core_team_member())


def test_a_newcomer_is_asked_on_arrival():
    factories.make_charter(published_at=timezone.now() - datetime.timedelta(days=400))

    assert status_for(factories.make_member(joined_on=timezone.localdate())).state == "due"


def test_the_banner_gives_the_last_day():
    factories.make_charter(published_at=timezone.now())
    member = factories.make_member()
    deadline = status_for(member).deadline

    with time_machine.travel(deadline + datetime.timedelta(minutes=1)):
        assert status_for(member).state == "due"


def test_the_page_itself_is_enough_to_accept():
    """As a browser does it: the token comes from the form."""
    version, member = factories.make_charter(), factories.make_member()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(member)
    page = browser.get("/charte/").content.decode()
    form = page.split('action="/charte/acceptation/"')[1].split("</form>")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)

    browser.post("/charte/acceptation/", {"number": 1, "accepted": "on", "csrfmiddlewaretoken": token and token[1]})

    assert list(member.acceptances.values_list("version", flat=True)) == [version.pk]
