"""What is to prepare before an event: written, ticked, for those who run it."""

import datetime
import re

import pytest
from django.utils import timezone

from events.actions.checklist import set_checklist, tick
from events.models import ChecklistItem
from tests.cast import signed_in
from tests.factories import make_event, make_member
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db

LINES = "J-21 réserver la salle\r\n\r\nJ-7 : envoyer le rappel\r\nj – 0 apporter le café"


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def host():
    return signed_in(make_member(first_name="Hélène"))


@pytest.fixture
def event(host):
    return make_event(hosts=[host.member], in_days=10)


def page(event):
    return event.get_absolute_url() + "preparatifs/"


def send(host, path, typed):
    """Post what was typed over what the page showed."""
    return host.post(path, typed | {"version": host.get(path).context["form"].version})


def items(event):
    return [(item.days_before, item.label, item.is_done) for item in event.checklist.all()]


def test_a_host_writes_one_thing_a_line(host, event):
    send(host, page(event) + "liste/", {"lines": LINES})

    assert items(event) == [
        (21, "réserver la salle", False), (7, "envoyer le rappel", False), (0, "apporter le café", False),
    ]  # fmt: skip


def test_what_stays_in_the_list_remains_done(host, event):
    set_checklist(event, [(21, "réserver la salle"), (7, "envoyer le rappel")])
    tick(event, [event.checklist.first().pk], by=host.member)

    send(host, page(event) + "liste/", {"lines": "J-21 réserver la salle\nJ-3 imprimer"})

    assert items(event) == [(21, "réserver la salle", True), (3, "imprimer", False)]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("réserver la salle", "commencez par le nombre de jours avant"),
        ("J-7", "commencez par le nombre de jours avant"),
        ("J-366 réserver", "un an d’avance"),
        ("J-7 " + "x" * 161, "160 signes au plus"),
        ("\n".join(f"J-{n} chose" for n in range(21)), "Vingt lignes au plus"),
    ],
)
def test_a_line_that_is_not_understood_is_said_and_nothing_is_lost(host, event, lines, sentence):
    response = host.post(page(event) + "liste/", {"lines": lines})

    assert sentence in response.context["form"].errors["lines"][0]
    assert response.context["form"]["lines"].value() == lines
    assert items(event) == []


def test_an_empty_list_clears_it(host, event):
    set_checklist(event, [(21, "réserver la salle")])

    send(host, page(event) + "liste/", {"lines": ""})

    assert items(event) == []


def test_ticking_names_who_did_it_first_and_unticking_forgets(host, event):
    set_checklist(event, [(21, "réserver la salle"), (7, "envoyer le rappel")])
    room, reminder = event.checklist.all()
    tick(event, [room.pk], by=make_member(first_name="Odile"))

    send(host, page(event), {"done": [room.pk, reminder.pk]})
    assert [item.done_by.first_name for item in event.checklist.all()] == ["Odile", "Hélène"]

    send(host, page(event), {})
    assert [(item.done_at, item.done_by) for item in event.checklist.all()] == [(None, None)] * 2


def test_an_item_of_another_event_is_not_ticked(host, event):
    other = make_event()
    set_checklist(other, [(7, "secret")])

    send(host, page(event), {"done": [other.checklist.get().pk]})

    assert items(other) == [(7, "secret", False)]


def test_the_page_says_when_each_thing_is_due_and_what_is_late(host, event):
    set_checklist(event, [(21, "réserver la salle"), (7, "envoyer le rappel")])

    found = text(host.get(page(event)))

    assert found.count("en retard") == 1
    assert "réserver la salle" in found
    late = event.checklist.first()
    assert late.due_on == timezone.localdate(event.starts_at) - datetime.timedelta(days=21)


def test_reading_the_page_changes_nothing(host, event):
    set_checklist(event, [(7, "envoyer le rappel")])
    tick(event, [event.checklist.get().pk], by=host.member)

    host.get(page(event))

    assert items(event) == [(7, "envoyer le rappel", True)]


def test_the_list_is_for_those_who_run_the_event(event, member, core_team, sponsor):
    for client in (member, sponsor):
        assert client.get(page(event)).status_code == 404
        assert client.post(page(event) + "liste/", {"lines": "J-7 chose"}).status_code == 404
    assert core_team.get(page(event)).status_code == 200
    assert items(event) == []


def test_the_page_asks_the_same_number_of_statements_for_ten_times_the_things(host, event):
    ChecklistItem.objects.create(event=event, label="une", days_before=1, done_at=timezone.now(), done_by=host.member)
    few = count_queries(host, page(event))
    for number in range(2, 12):
        ChecklistItem.objects.create(
            event=event, label="une", days_before=number, done_at=timezone.now(), done_by=make_member()
        )

    assert (few, count_queries(host, page(event))) == (6, 6)
