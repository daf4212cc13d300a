"""Wherever the core-team is named as the one to write to, a link leads there."""

import pytest
from allauth.core.internal.ratelimit import handler429
from django.template.loader import render_to_string
from django.urls import reverse

from members.actions.membership import pause
from members.models import Member, Visibility
from tests.cast import signed_in
from tests.factories import make_charter, make_core_team_member, make_member, make_superuser
from tests.helpers import deliver_all
from tests.rules.source import ROOT

pytestmark = pytest.mark.django_db

LINK = 'href="/contact/"'
MAILS = [
    "account/email/account_already_exists", "account/email/password_changed", "account/email/password_reset",
    "account/email/password_set", "members/email/paused", "members/email/refused", "members/email/suspended",
]  # fmt: skip


def main_of(response):
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def test_it_stands_at_the_foot_of_every_page(visitor, member):
    assert [client.get("/").content.decode().count(LINK) for client in (visitor, member)] == [1, 1]


@pytest.mark.parametrize(
    "page",
    ["/aide/", "/accessibilite/", "/confidentialite/", "/connexion/compte-ferme/", "/bienvenue/invitation/passe/",
     "/inscription/confirmee/"],
)  # fmt: skip
def test_it_stands_on_the_pages_that_send_a_visitor_to_the_core_team(page, visitor):
    assert LINK in main_of(visitor.get(page))


def test_it_stands_where_joining_is_by_invitation(visitor, settings):
    settings.ALLOWED_EMAIL_DOMAINS = []

    assert LINK in main_of(visitor.get("/inscription/"))


def test_it_stands_where_the_charter_is_declined_and_on_the_page_of_the_team(member):
    make_charter(1)

    assert main_of(member.get("/charte/refus/")).count(LINK) == 2
    assert LINK in main_of(member.get("/communaute/core-team/"))
    assert 'href="/contact/?a=comite"' in main_of(member.get("/communaute/comite-editorial/"))


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500, 503])
def test_it_stands_on_every_refusal(status):
    assert LINK in render_to_string(f"{status}.html")


def test_too_many_attempts_end_on_a_page_of_ours(rf, db):

    response = handler429(rf.get("/connexion/"))

    assert response.status_code == 429
    assert LINK in response.content.decode()


def test_a_coordinator_who_hides_her_address_may_be_written_to(member):
    hidden = make_core_team_member(email_visibility=Visibility.CORE_TEAM)

    assert LINK in main_of(member.get(hidden.get_absolute_url()))
    assert LINK not in main_of(member.get(make_member().get_absolute_url()))


@pytest.mark.parametrize("mail", MAILS)
@pytest.mark.parametrize("kind", ["txt", "html"])
def test_the_mails_that_send_to_the_core_team_lead_there(mail, kind):
    assert f'{{% include "mailing/email/_contact.{kind}" %}}' in (ROOT / "templates" / f"{mail}.{kind}").read_text()


def test_who_is_paused_gets_the_way_back_to_the_core_team():
    member = make_member()

    pause(member, by=make_superuser())

    (mail,) = [mail for mail in deliver_all() if mail.to == [member.email]]
    assert f"Écrire à la core-team\u00a0:\nhttp://127.0.0.1:8000{reverse('contact:thread_write')}" in mail.body
    assert signed_in(Member.objects.get(pk=member.pk)).get("/contact/").status_code == 200
