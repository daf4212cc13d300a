"""A member's page says what she hosts and what she wrote, as far as the reader may know of it."""

import pytest

from events.models import Event
from tests import factories
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db


def test_events_to_come_and_published_articles_are_listed(member):
    host = factories.make_member()
    factories.make_event("Publipostage", hosts=[host])
    factories.make_article(title="Reprendre la main", issue=factories.make_published_issue(), authors=[host])

    page = member.get(host.get_absolute_url()).content.decode()

    assert "Anime prochainement" in page
    assert "Publipostage" in page
    assert "Reprendre la main" in page


def test_drafts_past_and_cancelled_ones_are_not(member):
    host = factories.make_member()
    factories.make_event("Canari brouillon", hosts=[host], state=Event.State.DRAFT)
    factories.make_event("Canari passé", hosts=[host], in_days=-7)
    factories.make_event("Canari annulé", hosts=[host], state=Event.State.CANCELLED, cancellation_reason="Salle prise")
    factories.make_article(title="Canari en préparation", issue=factories.make_issue(), authors=[host])
    factories.make_article(title="Canari seul", authors=[host])

    assert "Canari" not in member.get(host.get_absolute_url()).content.decode()


def test_a_long_activity_costs_no_more_queries(member):
    host = factories.make_member()

    def fill(number):
        issue = factories.make_published_issue()
        for _ in range(number):
            factories.make_event(hosts=[host], site=factories.make_site())
            factories.make_article(issue=issue, authors=[host])

    counts = []
    for number in (1, 10):
        fill(number)
        counts.append(count_queries(member, host.get_absolute_url()))

    assert counts[0] == counts[1] <= 10
