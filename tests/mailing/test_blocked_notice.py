"""The member to whom nothing arrives any more reads it where messages are chosen, and what to do about it."""

import re

import pytest
from django.utils import timezone

from mailing.models import FailingAddress
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db

PAGES = ["/moi/messages/", "/moi/preferences/"]


def block(address):
    FailingAddress.objects.create(address=address, failures=3, blocked_at=timezone.now())


def notice(client, page):
    shown = client.get(page).content.decode()
    found = re.search(r'<div class="alert alert-warning[^>]*id="adresse-bloquee".*?</div>', shown, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


@pytest.mark.parametrize("page", PAGES)
def test_it_says_which_address_why_and_whom_to_write_to(member, page):
    block(member.member.email)

    told = notice(member, page)

    assert member.member.email in told
    assert "a refusé trois messages de suite" in told
    assert "Vérifiez-la" in told
    assert 'href="/contact/"' in member.get(page).content.decode().partition('id="adresse-bloquee"')[2]


@pytest.mark.parametrize("page", PAGES)
def test_who_receives_everything_reads_nothing_of_it(member, page):
    block("autre@example.org")
    FailingAddress.objects.create(address=member.member.email, failures=2)

    assert notice(member, page) == ""


@pytest.mark.parametrize("page", PAGES)
def test_the_notice_costs_no_query(member, page):
    member.get(page)
    before = count_queries(member, page)

    block(member.member.email)

    assert count_queries(member, page) == before
