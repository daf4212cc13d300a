"""The e-mails: said in French, in text and HTML alike, with one link to the page."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from events.actions.event import cancel_event, save_event
from events.actions.registration import leave, register
from tests.factories import fill_event, make_event, make_member, make_registration
from tests.helpers import deliver_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]

PARIS = ZoneInfo("Europe/Paris")
STARTS = datetime.datetime(2027, 10, 12, 14, tzinfo=PARIS)


def html_of(message):
    return next(content for content, mimetype in message.alternatives if mimetype == "text/html")


def plain(text):
    """The text with every kind of space as one space."""
    return " ".join(text.split())


@pytest.fixture
def event():
    return make_event("Publipostage & <b>courriers</b>", starts_at=STARTS, seats=1)


def test_the_confirmation_says_what_when_and_where(event):
    member = make_member(first_name="Zoé")

    register(event, member, by=member)

    message = deliver_all()[0]
    assert message.to == [member.email]
    assert plain(message.subject) == (
        "Inscription confirmée mardi 12 octobre 2027, 14 h – 15 h 30 : Publipostage & <b>courriers</b>"
    )
    assert "Bonjour Zoé," in message.body
    assert "mardi 12 octobre 2027, 14 h – 15 h 30 (heure de Paris)" in plain(message.body)
    assert settings.SITE_URL + event.get_absolute_url() in message.body
    assert "visio.example" not in message.body


def test_a_title_is_text_in_html_too(event):
    member = make_member()

    register(event, member, by=member)

    html = html_of(deliver_all()[0])
    assert "Publipostage &amp; &lt;b&gt;courriers&lt;/b&gt;" in html
    assert "<b>courriers" not in html


def test_a_title_with_a_line_break_adds_no_header():
    event = make_event("Publipostage\nBcc: tous@example.org")
    member = make_member()

    register(event, member, by=member)

    message = deliver_all()[0]
    assert "\n" not in message.subject
    assert message.recipients() == [member.email]


@pytest.mark.parametrize("ahead,sentence", [(0, "Vous êtes en tête de la liste."), (1, "Vous êtes 2e sur la liste.")])
def test_the_line_says_the_rank(event, ahead, sentence):
    fill_event(event, confirmed=1, waiting=ahead)
    member = make_member()

    register(event, member, by=member)

    message = deliver_all()[0]
    assert message.subject.startswith("Liste d’attente mardi 12 octobre 2027")
    assert sentence in message.body
    assert sentence in html_of(message)


def test_the_promoted_learn_that_the_place_is_theirs(event):
    fill_event(event, confirmed=1, waiting=1)
    holder = event.registrations.confirmed().get().member

    leave(event, holder, by=holder)

    left, promoted = deliver_all()
    assert left.subject.startswith("Désistement enregistré mardi 12 octobre 2027")
    assert promoted.subject.startswith("Une place pour vous mardi 12 octobre 2027")
    assert "elle est à vous" in promoted.body


def test_text_and_html_say_the_same_and_nothing_is_left_unfilled(event):
    fill_event(event, confirmed=1, waiting=1)
    by = make_member()

    event.starts_at += datetime.timedelta(hours=1)
    event.ends_at += datetime.timedelta(hours=1)
    save_event(event, by=by)
    cancel_event(event, reason="Grève", by=by)

    for message in deliver_all():
        for content in (message.body, html_of(message)):
            assert "Publipostage" in content
            assert event.get_absolute_url() in content
            assert "{{" not in content
            assert "{%" not in content


def test_a_change_speaks_to_each_as_she_or_he_stands():
    host = make_member()
    event = make_event(seats=1, hosts=[host])
    rows = [make_registration(event), make_registration(event, status="waiting")]

    event.ends_at += datetime.timedelta(hours=1)
    save_event(event, by=make_member())

    said = {mail.to[0]: mail.body for mail in deliver_all()}
    assert "Votre inscription reste valable. Si la nouvelle date" in said[rows[0].member.email]
    assert "Votre rang sur la liste d’attente reste le même." in said[rows[1].member.email]
    assert "Vous animez ce rendez-vous." in said[host.email]


def test_another_place_that_nobody_is_shown_tells_nobody():
    event = make_event(format="online")
    make_registration(event)

    event.place = "Lyon, salle Saône"
    save_event(event, by=make_member())

    assert deliver_all() == []


def test_who_waits_reads_how_a_freed_place_comes():
    member = make_member()
    register(fill_event(make_event(seats=1, answer_hours=4), confirmed=1), member, by=member)

    assert "avez 4 heures ouvrées pour la confirmer" in deliver_all()[-1].body
