"""Withdrawals close to the start: welcome, and told to those who run the event."""

import pytest

from events.actions.registration import leave
from events.models import Registration
from tests.clock import HOUR, MINUTE, TUESDAY
from tests.factories import make_event, make_member, make_registration
from tests.helpers import deliver_all, keys_prepared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def withdraw(event, status="confirmed"):
    member = make_registration(event, status=status).member
    return leave(event, member, by=member)


@pytest.mark.parametrize(
    ("before", "ended_as", "is_told"),
    [(24 * HOUR, "left", False), (24 * HOUR - MINUTE, "late", True), (MINUTE, "late", True)],
)
def test_a_withdrawal_in_the_last_day_is_late_and_the_hosts_are_told(before, ended_as, is_told):
    hosts = [make_member(), make_member()]
    event = make_event(starts_at=TUESDAY + before, hosts=hosts)

    left = withdraw(event)

    late = [f"events.late_withdrawal:{left.pk}-{host.pk}" for host in hosts]
    assert Registration.objects.get(pk=left.pk).ended_as == ended_as
    assert keys_prepared() == [f"events.left:{left.pk}", *(late if is_told else [])]


@pytest.mark.parametrize(("status", "ended_as"), [("waiting", "left"), ("offered", "declined")])
def test_who_had_no_sure_place_is_never_late(status, ended_as):
    event = make_event(starts_at=TUESDAY + HOUR, hosts=[make_member()])

    left = withdraw(event, status)

    assert Registration.objects.get(pk=left.pk).ended_as == ended_as
    assert keys_prepared() == []


def test_the_place_given_back_late_goes_to_the_first_in_line_at_once():
    event = make_event(starts_at=TUESDAY + HOUR, seats=1, answer_hours=4)
    holder = make_registration(event).member
    first = make_registration(event, status="waiting").member

    leave(event, holder, by=holder)

    assert event.registrations.confirmed().get().member == first


def test_a_host_who_is_away_is_not_written_to():
    event = make_event(starts_at=TUESDAY + HOUR, hosts=[make_member(state="paused")])

    left = withdraw(event)

    assert keys_prepared() == [f"events.left:{left.pk}"]


def test_the_message_to_the_host_names_who_withdrew():
    host = make_member("zoe@example.org")
    event = make_event("Publipostage", starts_at=TUESDAY + HOUR, hosts=[host])
    member = make_registration(event, make_member(first_name="Ana", last_name="Brun")).member

    leave(event, member, by=member)

    message = next(message for message in deliver_all() if message.to == [host.email])
    assert "Ana Brun" in message.body
    assert "Publipostage" in message.subject + message.body
