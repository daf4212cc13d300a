"""« Ajouter à mon agenda »: what the three links carry."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

from events.calendars import links as calendar_links
from tests.factories import make_event, make_registration

pytestmark = pytest.mark.django_db

UTC = datetime.UTC
LATE = datetime.datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
BEFORE = datetime.datetime(2026, 10, 1, tzinfo=UTC)


def fields(link):
    parts = urlsplit(link.url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}", {
        name: value for name, [value] in parse_qs(parts.query, keep_blank_values=True).items()
    }


def test_outlook_opens_a_form_filled_in():
    event = make_event("Publipostage & Cie", starts_at=LATE)

    outlook, _, _ = calendar_links.links(event, now=BEFORE)

    assert fields(outlook) == (
        "https://outlook.office.com/calendar/0/deeplink/compose",
        {
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "subject": "Publipostage & Cie",
            "startdt": "2026-10-25T00:30:00Z",
            "enddt": "2026-10-25T02:00:00Z",
            "location": "Visio",
            "body": settings.SITE_URL + event.get_absolute_url(),
        },
    )


def test_google_opens_a_form_filled_in():
    event = make_event("Publipostage & Cie", starts_at=LATE)

    _, google, _ = calendar_links.links(event, now=BEFORE)

    assert fields(google) == (
        "https://calendar.google.com/calendar/render",
        {
            "action": "TEMPLATE",
            "text": "Publipostage & Cie",
            "dates": "20261025T003000Z/20261025T020000Z",
            "ctz": "Europe/Paris",
            "location": "Visio",
            "details": settings.SITE_URL + event.get_absolute_url(),
        },
    )


def test_the_file_is_ours(member):
    event = make_event()

    *elsewhere, file = calendar_links.links(event)

    assert [link.is_elsewhere for link in (*elsewhere, file)] == [True, True, False]
    assert member.get(file.url)["Content-Type"] == "text/calendar; charset=utf-8"


def test_the_page_offers_them_without_the_address_of_the_video_call(member):
    event = make_event()
    make_registration(event, member.member)

    page = member.get(event.get_absolute_url())

    links = page.context["calendar_links"]
    assert [link.label for link in links] == ["Outlook", "Google Agenda", "Fichier pour une autre application"]
    assert page.content.decode().count('rel="noopener noreferrer"') == 2
    assert [link for link in links if "visio.example" in link.url] == []


@pytest.mark.parametrize(
    "fields", [{"state": "draft"}, {"state": "cancelled", "cancellation_reason": "Grève"}, {"in_days": -3}]
)
def test_nothing_is_offered_of_what_does_not_take_place(fields):
    assert calendar_links.links(make_event(**fields)) == []
