"""Two people write to the same event: one wins, the other is told and loses nothing typed."""

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.clock import MINUTE
from tests.factories import make_event, make_member
from tests.helpers import sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def admin_page(event):
    return reverse("admin:events_event_change", args=[event.pk])


def host_page(event):
    return f"{event.get_absolute_url()}modifier/"


def form_of(response):
    """The form of the page, of the site or of the back office."""
    return response.context["adminform"].form if "adminform" in response.context else response.context["form"]


def read(browser, page):
    return sent_by(browser.get(page))


def told(response):
    return " ".join(form_of(response).non_field_errors())


def test_an_old_page_of_the_back_office_does_not_write_over_what_a_host_has_written_since(core_team, clock):
    host = make_member(first_name="Nadia", last_name="Belkacem")
    event = make_event("Publipostage", hosts=[host], seats=12)
    old = read(core_team, admin_page(event))
    clock.shift(MINUTE)
    browser = signed_in(host)
    browser.post(host_page(event), read(browser, host_page(event)) | {"seats": 20})

    answer = core_team.post(admin_page(event), old | {"title": "Publipostage sans larmes"})

    event.refresh_from_db()
    assert (event.title, event.seats) == ("Publipostage", 20)
    assert answer.status_code == 200
    assert told(answer).startswith("Nadia Belkacem a modifié ce rendez-vous pendant que vous écriviez.")
    assert form_of(answer)["title"].value() == "Publipostage sans larmes"

    core_team.post(admin_page(event), sent_by(answer))
    event.refresh_from_db()
    assert (event.title, event.seats) == ("Publipostage sans larmes", 12)
