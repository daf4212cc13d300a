"""The queue of tasks is in the same database: when it does not answer, nothing is half done and the page says wait."""

import psycopg
import pytest
from django.db import connection

from events.models import Registration
from mailing.models import Delivery
from tests.cast import signed_in
from tests.factories import make_event, make_member

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_queue_that_does_not_answer_is_a_moment_of_patience_and_nothing_is_kept():
    event, member = make_event(), make_member()
    browser, address = signed_in(member), f"{event.get_absolute_url()}inscription/"

    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("LOCK TABLE procrastinate_jobs IN ACCESS EXCLUSIVE MODE")
        response = browser.post(address)
        other.rollback()

    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert not Registration.objects.exists()
    assert not Delivery.objects.exists()
    assert browser.post(address).status_code == 302
    assert Registration.objects.get().is_confirmed
