"""The first page of the back office: what waits, in order, and figures that open exactly what they count."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from backoffice.board import Board, Count
from mailing.models import Delivery, FailingAddress
from tests import factories
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db


def asking(*, days=0, proven=True, **known):
    member = factories.make_member(
        state="awaiting", joined_on=None, requested_at=timezone.now() - timedelta(days=days), **known
    )
    EmailAddress.objects.create(user=member, email=member.email, verified=proven, primary=True)
    return member


def something_of_each():
    """For each figure something that it counts, and beside it something alike that it does not count."""
    for days in (1, 9):
        asking(days=days)
    asking(proven=False)
    for days in (1, 8, 12):
        factories.make_member(state="invited", requested_at=timezone.now() - timedelta(days=days))
    today = timezone.localdate()
    for days in (10, 300):
        factories.make_appointment(
            factories.make_member(), "editorial", starts_on="2020-01-01", ends_on=today + timedelta(days=days)
        )
    factories.make_delivery(state=Delivery.State.ABANDONED, text="Bonjour")
    factories.make_delivery(state=Delivery.State.ABANDONED, text="")
    factories.make_delivery(text="Bonjour")
    FailingAddress.objects.create(address="a@example.org", failures=5, blocked_at=timezone.now())
    FailingAddress.objects.create(address="b@example.org", failures=1)
    factories.make_thread(factories.make_member())
    factories.make_event(hosts=[], in_days=7)
    factories.make_event(in_days=7, hosts=[factories.make_member()])


def rows_of(page):
    """How many rows stand on the page that a figure leads to: a list, the requests or the box."""
    if "page_obj" in page.context:
        return page.context["page_obj"].paginator.count
    return len(page.context["requests"]) if "requests" in page.context else page.context["cl"].result_count


def test_every_figure_opens_exactly_what_it_counts(core_team):
    something_of_each()

    counts = core_team.get("/admin/").context["board"].counts

    assert {count.url: rows_of(core_team.get(count.url)) for count in counts} == {
        count.url: count.number for count in counts
    }
    assert [str(count.label) for count in counts if count.number == 0] == []
    assert len(counts) == 7


def test_what_is_nothing_is_one_calm_line_that_still_leads_to_its_lists(core_team):
    page = core_team.get("/admin/")

    text = page.content.decode()
    assert page.context["board"].waiting == []
    assert "Rien n’attend aujourd’hui." in text
    assert re.findall(r'class="rdv compte', text) == []
    calm = text[text.index('class="calme"') :]
    assert [count.url for count in page.context["board"].counts if count.url not in calm.replace("&amp;", "&")] == []


def test_only_the_oldest_promise_that_was_broken_is_marked_and_comes_first(core_team):
    asking(days=9)
    factories.make_member(state="invited", requested_at=timezone.now() - timedelta(days=30))

    page = core_team.get("/admin/")

    assert [str(count.label) for count in page.context["board"].waiting] == [
        "Invitations sans réponse depuis sept jours",
        "Demandes à accepter",
    ]
    assert page.content.decode().count("rdv compte vif") == 1


def test_a_request_of_today_breaks_no_promise(core_team):
    asking()

    page = core_team.get("/admin/")

    assert page.context["board"].pressing is None
    assert "rdv compte vif" not in page.content.decode()


def test_the_board_keeps_the_order_of_what_does_not_press():
    counts = [
        Count("A", 1, "/a"),
        Count("B", 0, "/b"),
        Count("C", 2, "/c"),
        Count("D", 3, "/d", late_since=timezone.now()),
    ]

    board = Board(counts)

    assert [count.label for count in board.waiting] == ["D", "A", "C"]
    assert [count.label for count in board.calm] == ["B"]


def test_the_first_page_says_what_may_be_done_with_each_list(core_team):
    text = " ".join(re.sub(r"<[^>]+>", " ", core_team.get("/admin/").content.decode()).split())

    for words in ("Bonjour", "Inviter : membres", "Nommer : mandats", "Préparer : versions de la charte"):
        assert words in text


def test_the_first_page_asks_as_much_however_much_waits(core_team):
    asking()
    before = count_queries(core_team, "/admin/")
    for _ in range(10):
        asking(days=9)
        factories.make_event(hosts=[])

    assert count_queries(core_team, "/admin/") == before == 12
