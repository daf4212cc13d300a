"""Rules that stand twice, in Python for one event and in SQL for lists: both say the same, case by case."""

import datetime
from itertools import product

import pytest
from django.utils import timezone

from events.models import Event, Registration
from tests.factories import make_event, make_member, make_registration

pytestmark = pytest.mark.django_db

NOW = timezone.now().replace(second=0, microsecond=0)
HOUR = datetime.timedelta(hours=1)
AROUND = [-HOUR, datetime.timedelta(), HOUR]


def numbers(events):
    return set(events.values_list("pk", flat=True))


def test_registrations_are_open_in_python_and_in_sql_alike():
    """Every state, with a start, an opening and a closing before, at and after now, or none."""
    grid = product(Event.State.values, AROUND, [None, *AROUND], [None, *AROUND])
    events = [
        Event(
            title=str(case), slug="date", state=state, cancellation_reason="Grève",
            starts_at=NOW + start, ends_at=NOW + start + 2 * HOUR,
            registration_opens_at=None if opens is None else NOW + opens - HOUR / 4,
            registration_closes_at=None if closes is None else NOW + closes,
        )
        for case, (state, start, opens, closes) in enumerate(grid)
        if (opens is None or opens - HOUR / 4 < min(start, start if closes is None else closes))
        and (closes is None or closes <= start)
    ]  # fmt: skip
    Event.objects.bulk_create(events)

    said = {event.pk for event in events if event.takes_registrations(NOW)}

    assert numbers(Event.objects.taking_registrations(NOW)) == said
    assert 0 < len(said) < len(events)


@pytest.mark.parametrize("moment", ["registration_opens_at", "registration_closes_at", "starts_at"])
def test_the_very_moment_is_the_same_in_python_and_in_sql(moment):
    times = {"starts_at": NOW + 3 * HOUR, "registration_opens_at": NOW + HOUR, "registration_closes_at": NOW + 2 * HOUR}
    if moment == "starts_at":
        times["registration_closes_at"] = None
    event = make_event(**times)
    tick = datetime.timedelta(microseconds=1)
    instants = [times[moment] - tick, times[moment], times[moment] + tick]

    in_python = [event.takes_registrations(instant) for instant in instants]
    in_sql = [Event.objects.taking_registrations(instant).exists() for instant in instants]

    opens = moment == "registration_opens_at"
    assert in_python == in_sql == [not opens, opens, opens]


def test_a_free_place_is_the_same_in_python_and_in_sql():
    """Every state and format, with no limit, with places left and with none, in the room and on the screen."""
    places = [(None, 0), (None, 2), (2, 1), (2, 2)]
    grid = list(product(Event.State.values, Event.Format.values, places, places))
    events = [
        make_event(
            str(case), state=state, cancellation_reason="Grève", format=form, seats=seats, online_seats=online_seats,
        )
        for case, (state, form, (seats, _), (online_seats, _)) in enumerate(grid)
    ]  # fmt: skip
    people = {mode: [make_member(), make_member()] for mode in ("main", "online")}
    Registration.objects.bulk_create(
        Registration(event=event, member=member, status="confirmed", mode=mode)
        for event, (state, _, (_, taken), (_, taken_on_screen)) in zip(events, grid, strict=True)
        for mode, count in (("main", taken), ("online", taken_on_screen))
        for member in people[mode][:count]
        if state == Event.State.PUBLISHED
    )
    events = list(Event.objects.all())

    said = {
        event.pk
        for event in events
        if event.state == Event.State.PUBLISHED and any(pool.has_free for pool in event.pools)
    }

    assert numbers(Event.objects.with_free_seats()) == said
    assert 0 < len(said) < len(events)


def test_an_open_offer_is_the_same_in_python_and_in_sql():
    """Before, at and after the end of the time to answer, and for whoever has no offer."""
    event = make_event()
    until = NOW + HOUR
    registrations = [make_registration(event, status=status) for status in ("confirmed", "waiting", "cancelled")]
    registrations.append(make_registration(event, status="offered", offer_expires_at=until))
    tick = datetime.timedelta(microseconds=1)

    for instant in (until - tick, until, until + tick):
        said = {registration.pk for registration in registrations if registration.has_open_offer(instant)}
        assert numbers(Registration.objects.open_offers(instant)) == said
        assert numbers(Registration.objects.lapsed(instant)) == {registrations[-1].pk} - said
