"""What a real mail server receives, read as a mail program would."""

import re
from email.utils import parseaddr

import pytest
from django.utils import timezone

from mailing.messages import Attachment
from mailing.models import Delivery
from mailing.topics import REASONS, Topic
from tests.factories import make_member
from tests.mailing.servers import mail_server, make_due, run_worker
from tests.mailing.writing import message, queue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("template", "office_hours")]

INVITATION = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@capassistant\r\n"
    "SUMMARY:Réunion d’équipe à Nîmes\\, salle Saône\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def receive(settings, *messages):
    """The mails as parsed, in the order of the messages, and their bytes."""
    with mail_server(settings) as mailbox:
        queue(*messages)
        make_due()
        run_worker()
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    return mailbox


def part(mail, kind):
    return next(part for part in mail.walk() if part.get_content_type() == kind)


def test_a_mail_has_a_text_then_html_and_says_why_in_both(settings):
    member = make_member("aicha@example.org", first_name="Aïcha")
    (mail,) = receive(settings, message(topic=Topic.SEAT, to_member=member, context={"name": "Zoé"})).mails

    assert mail["To"] == "aicha@example.org"
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    for kind in ("text/plain", "text/html"):
        text = " ".join(part(mail, kind).get_content().split())
        assert "Pourquoi ce message" in text
        assert " ".join(str(REASONS[Topic.SEAT]).split()) in text
        assert "/messages/preferences/" in text
    assert "<img" not in part(mail, "text/html").get_content()
    assert '<html lang="fr">' in part(mail, "text/html").get_content()


@pytest.mark.parametrize(
    ("topic", "anchor"),
    [(Topic.SEAT, "toujours"), (Topic.JOURNAL, "choix-journal"), (Topic.REMINDER, "choix-reminder")],
)
def test_both_parts_lead_to_the_very_setting(settings, topic, anchor):
    (mail,) = receive(settings, message(topic=topic, to_member=make_member())).mails

    for kind in ("text/plain", "text/html"):
        assert re.search(rf"/messages/preferences/[^/]+/#{anchor}\b", part(mail, kind).get_content())


def test_the_reason_is_in_the_readers_language(settings):
    member = make_member(language="en")
    (mail,) = receive(settings, message(topic=Topic.SEAT, to_member=member)).mails

    assert '<html lang="en">' in part(mail, "text/html").get_content()


@pytest.mark.parametrize("topic", [Topic.AGENDA, Topic.JOURNAL, Topic.REMINDER, Topic.DIGEST])
def test_what_may_be_stopped_is_stopped_by_one_click_of_the_mail_program(settings, client, topic):
    member = make_member()
    member.mail_preferences.create(subject="agenda", choice="at_once")
    settings.SITE_URL = "https://portail.communaute.example.org"
    mailbox = receive(settings, message(topic=topic, to_member=member))
    (mail,) = mailbox.mails

    url = re.fullmatch(
        r"<(https://portail\.communaute\.example\.org/messages/desabonnement/\S+/)>", mail["List-Unsubscribe"]
    )
    raw = mailbox.received[0][1].partition(b"\r\n\r\n")[0]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert b"=?" not in raw.partition(b"List-Unsubscribe:")[2].partition(b"List-Unsubscribe-Post")[0]
    assert client.post(url[1].removeprefix(settings.SITE_URL), {"List-Unsubscribe": "One-Click"}).status_code == 200


@pytest.mark.parametrize("topic", [Topic.ACCOUNT, Topic.SEAT, Topic.TEXT, Topic.HOSTING, Topic.COMMUNITY])
def test_what_always_arrives_offers_no_such_click(settings, topic):
    (mail,) = receive(settings, message(topic=topic, to_member=make_member())).mails

    assert (mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]) == (None, None)
    assert "desabonnement" not in part(mail, "text/plain").get_content()


def test_a_person_without_an_account_has_no_link_to_choices(settings):
    (mail,) = receive(settings, message(to_address="inconnue@example.org")).mails

    assert "Pourquoi ce message" in part(mail, "text/plain").get_content()
    assert "/messages/" not in part(mail, "text/plain").get_content()
    assert "/messages/" not in part(mail, "text/html").get_content()


def test_an_invitation_arrives_untouched_beside_the_html(settings):
    invitation = Attachment("invitation.ics", INVITATION, "text/calendar; method=REQUEST; charset=utf-8")
    (mail,) = receive(settings, message(topic=Topic.SEAT, to_member=make_member(), attachments=(invitation,))).mails

    kinds = [part.get_content_type() for part in mail.walk()]
    calendar = part(mail, "text/calendar")
    assert kinds == ["multipart/alternative", "text/plain", "text/html", "text/calendar"]
    assert (calendar.get_param("method"), calendar.get_content_charset()) == ("REQUEST", "utf-8")
    assert calendar.get_payload(decode=True).decode() == INVITATION


def test_a_file_is_an_attachment(settings):
    plan = Attachment("plan.ics", INVITATION, "text/calendar")
    (mail,) = receive(settings, message(topic=Topic.SEAT, to_member=make_member(), attachments=(plan,))).mails

    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("plan.ics", "text/calendar")
    assert attached.get_payload(decode=True).decode() == INVITATION


def test_an_answer_reaches_a_person_or_the_box_of_the_topic(settings):
    settings.CONTACTS = {"core_team": "core-team@example.org", "editorial": "comite@example.org"}
    member = make_member()
    mails = receive(
        settings,
        message("1", to_member=member, reply_to="hote@example.org"),
        message("2", to_member=member),
        message("3", to_member=member, topic=Topic.TEXT),
    ).mails

    answered = sorted(parseaddr(mail["Reply-To"])[1] for mail in mails)
    assert answered == ["comite@example.org", "core-team@example.org", "hote@example.org"]


def test_a_mail_is_dated_and_has_its_own_identifier(settings):
    member = make_member()
    mails = receive(settings, message("1", to_member=member), message("2", to_member=member)).mails

    assert len({mail["Message-ID"] for mail in mails}) == 2
    assert all(abs((mail["Date"].datetime - timezone.now()).total_seconds()) < 60 for mail in mails)


def test_an_identifier_ends_in_the_host_of_the_site(settings):
    settings.SITE_URL = "https://portail.communaute.example.org:8443"
    (mail,) = receive(settings, message(to_member=make_member())).mails

    assert re.fullmatch(r"<\d+\.\d{14}@portail\.communaute\.example\.org>", mail["Message-ID"])


@pytest.mark.parametrize("topic", Topic)
def test_machines_are_told_not_to_answer(settings, topic):
    member = make_member()
    member.mail_preferences.create(subject="agenda", choice="at_once")
    (mail,) = receive(settings, message(topic=topic, to_member=member)).mails

    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == ("auto-generated", "All")


def test_machines_are_told_not_to_answer_to_what_the_sign_in_pages_send(settings, client):
    make_member("aicha@example.org")
    with mail_server(settings) as mailbox:
        client.post("/connexion/mot-de-passe/oublie/", {"email": "aicha@example.org"})
        make_due()
        run_worker()

    (mail,) = mailbox.mails
    assert (mail["To"], mail["Auto-Submitted"]) == ("aicha@example.org", "auto-generated")


@pytest.mark.parametrize("topic", Topic)
def test_every_mail_can_be_answered_whatever_it_is_about(topic, settings):
    (mail,) = receive(settings, message(topic=topic, to_address="lectrice@example.org")).mails

    assert parseaddr(mail["Reply-To"])[1] in settings.CONTACTS.values()
