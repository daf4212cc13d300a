"""What speaks against a moment, and the choice when people are lacking."""

import datetime
import re

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from events import warnings
from events.models import Event
from tests.cast import signed_in
from tests.events.event.test_form import TYPED
from tests.factories import fill_event, make_event, make_member, make_registration
from tests.helpers import version_shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


def paris(*moment):
    return datetime.datetime(*moment, tzinfo=timezone.get_default_timezone())


def event_at(start, end=None):
    return Event(starts_at=start, ends_at=end or start + datetime.timedelta(hours=1))


def warnings_of(response):
    return [str(message) for message in get_messages(response.wsgi_request) if message.level_tag == "warning"]


def save(client, event=None, **fields):
    path = event.get_absolute_url() + "modifier/" if event else "/agenda/nouveau/"
    return client.post(path, TYPED | (version_shown(event) if event else {}) | fields)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (paris(2027, 5, 6, 14), None, ["jeudi 6 mai 2027 est férié (Ascension)"]),
        (paris(2027, 5, 7, 14), None, []),
        (paris(2027, 5, 7, 14), paris(2027, 5, 9, 12), ["samedi 8 mai 2027 est férié (8 mai)"]),
        (paris(2026, 12, 31, 23), paris(2027, 1, 1, 1), ["vendredi 1er janvier 2027 est férié (jour de l’An)"]),
        (paris(2027, 7, 13, 23), None, []),
    ],
)
def test_bank_holidays_are_said(start, end, days):
    assert warnings.warnings(event_at(start, end)) == [f"Le {day}." for day in days]


@pytest.mark.parametrize(
    ("start", "end", "weeks"),
    [
        (paris(2026, 12, 22, 14), None, [52]),
        (paris(2027, 1, 2, 14), None, []),
        (paris(2027, 1, 4, 14), None, [1]),
        (paris(2026, 12, 18, 14), paris(2026, 12, 21, 12), [52]),
    ],
)
def test_quiet_weeks_are_said(settings, start, end, weeks):
    settings.QUIET_WEEKS = ["2026-52", "2027-01"]

    said = warnings.warnings(event_at(start, end))

    assert [sentence[:12] for sentence in said] == [f"La semaine {week}"[:12] for week in weeks]


def test_another_event_of_the_community_is_named():
    start = paris(2027, 10, 12, 14)
    make_event("Publipostage", starts_at=start)
    make_event("Brouillon", starts_at=start, state="draft")
    make_event("Annulé", starts_at=start, state="cancelled", cancellation_reason="Grève")
    make_event("Avant", starts_at=start - datetime.timedelta(minutes=90))
    own = make_event("Le mien", starts_at=start)

    assert warnings.warnings(own) == ["Au même moment, la communauté a aussi « Publipostage »."]


def test_the_warnings_come_with_the_saved_event_and_not_instead_of_it(core_team, settings):
    settings.QUIET_WEEKS = ["2027-45"]
    make_event("Prioriser", starts_at=paris(2027, 11, 11, 14))

    response = save(core_team, day="2027-11-11")

    assert response.status_code == 302
    assert Event.objects.filter(title="Publipostage").count() == 1
    assert warnings_of(response) == [
        "Le jeudi 11 novembre 2027 est férié (11 novembre).",
        "La semaine 45 est une semaine calme : moins de personnes seront là.",
        "Au même moment, la communauté a aussi « Prioriser ».",
    ]


def test_a_moment_that_stays_is_not_warned_of_again(core_team):
    save(core_team, day="2027-11-11")
    event = Event.objects.get()
    core_team.get(event.get_absolute_url())

    assert warnings_of(save(core_team, event, day="2027-11-11", title="Autre titre")) == []
    assert len(warnings_of(save(core_team, event, day="2027-11-11", starts="13:00"))) == 1


# too few people --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "minimum", "lacks"),
    [
        (paris(2027, 10, 6, 23, 59), 3, False),
        (paris(2027, 10, 7, 0, 1), 3, True),
        (paris(2027, 10, 12, 13, 59), 3, True),
        (paris(2027, 10, 12, 14), 3, False),
        (paris(2027, 10, 7, 0, 1), 2, False),
        (paris(2027, 10, 7, 0, 1), None, False),
    ],
)
def test_people_are_lacking_from_five_days_before_until_the_start(now, minimum, lacks):
    event = fill_event(make_event(starts_at=paris(2027, 10, 12, 14), minimum=minimum), confirmed=2)

    assert event.lacks_people(now) is lacks


def test_both_ways_to_come_count_towards_the_minimum():
    event = make_event(format="hybrid", place="Lyon", minimum=2, in_days=2)
    make_registration(event)
    make_registration(event, mode="online")
    event.refresh_from_db()

    assert (event.all_taken_count, event.lacks_people()) == (2, False)


def test_a_draft_lacks_nobody():
    assert make_event(state="draft", minimum=6, in_days=2).lacks_people() is False


@pytest.mark.parametrize("tail", ["", "participants/"])
def test_whoever_runs_it_is_given_the_three_choices_and_nobody_else(core_team, member, tail):
    host = signed_in(make_member())
    event = fill_event(make_event(minimum=6, in_days=3, hosts=[host.member]), confirmed=3)

    def page(client):
        return client.get(event.get_absolute_url() + tail).content.decode()

    for client in (host, core_team):
        notice = re.search(r'role="note".*?</ul>', page(client), re.DOTALL)[0]
        assert "3 inscriptions sur 6 attendues" in notice
        assert re.findall(r"<li>\s*(?:<a[^>]*>)?(Le maintenir|Le reporter|L’annuler)", notice) == [
            "Le maintenir", "Le reporter", "L’annuler",
        ]  # fmt: skip
        assert f'href="{event.get_absolute_url()}modifier/"' in notice
        assert f'href="{event.get_absolute_url()}annulation/"' in notice
    assert "attendues" not in page(member)


def test_enough_people_make_no_notice(core_team):
    event = fill_event(make_event(minimum=3, in_days=3), confirmed=3)

    assert "attendues" not in core_team.get(event.get_absolute_url()).content.decode()


def test_a_year_far_away_may_be_a_mistake():
    year = timezone.localdate().year

    far, near = (warnings.warnings(event_at(paris(year + years, 6, 3, 10))) for years in (4, 1))

    assert ["vérifiez l’année" in warning for warning in far] == [True]
    assert not any("vérifiez" in warning for warning in near)
